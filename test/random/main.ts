import { parseArgs } from 'node:util';
import { campaign } from './campaign';
import { mutationCampaign } from './mutations';

const usage = 'sites|mutations [--count N] [--seed N] [--only INDEX] [--write FOLDER] [--again EVERY]';

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
const started = Date.now();
const options = {
  count: Number(values.count),
  seed: Number(values.seed),
  only: values.only === undefined ? undefined : Number(values.only),
  write: values.write,
  again: Number(values.again),
};
const campaigns = { sites: campaign, mutations: mutationCampaign };
const chosen = campaigns[positionals[0] as keyof typeof campaigns];
if (chosen === undefined || Number.isNaN(options.count + options.seed + (options.only ?? 0))) {
  console.error(usage);
  process.exitCode = 2;
} else {
  const wrong = chosen(options);
  console.log(
    `${positionals[0]}: ${wrong === undefined ? 'nothing broken' : 'BROKEN'}, ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
  if (wrong !== undefined) console.error(wrong);
  process.exitCode = wrong === undefined ? 0 : 1;
}
