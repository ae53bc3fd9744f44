import { parseArgs } from 'node:util';
import { campaign } from './campaign';
import { mutationCampaign } from './mutations';

const usage =
  'sites|mutations|both (a quarter as many mutations) [--count N] [--seed N] [--only INDEX] [--write FOLDER] [--again EVERY]';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    write: { type: 'string' },
    again: { type: 'string', default: '1' },
  },
});
const options = {
  count: Number(values.count),
  seed: Number(values.seed),
  only: values.only === undefined ? undefined : Number(values.only),
  write: values.write,
  again: Number(values.again),
};
const campaigns = { sites: campaign, mutations: mutationCampaign };
const names =
  positionals[0] === 'both' ? (['sites', 'mutations'] as const) : [positionals[0] as keyof typeof campaigns];
if (names.some((name) => !(name in campaigns)) || Number.isNaN(options.count + options.seed + (options.only ?? 0))) {
  console.error(usage);
  process.exitCode = 2;
} else {
  for (const name of names) {
    const started = Date.now();
    const wrong = campaigns[name](
      positionals[0] === 'both' && name === 'mutations' ? { ...options, count: options.count / 4 } : options,
    );
    const verdict = wrong === undefined ? 'nothing broken' : 'BROKEN';
    console.log(`${name}: ${verdict}, ${((Date.now() - started) / 1000).toFixed(1)} s`);
    if (wrong === undefined) continue;
    console.error(wrong);
    process.exitCode = 1;
  }
}
