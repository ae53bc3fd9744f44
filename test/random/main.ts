import { parseArgs } from 'node:util';
import { brokenCampaign, child } from './broken';
import { campaign } from './campaign';

const usage =
  'sites|mutations|both (a quarter as many mutations) [--count N] [--seed N] [--only INDEX] [--write FOLDER] [--again EVERY] [--silence SECONDS] [--stall INDEX]';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    write: { type: 'string' },
    again: { type: 'string', default: '1' },
    silence: { type: 'string', default: '60' },
    stall: { type: 'string' },
  },
});
const options = {
  count: Number(values.count),
  seed: Number(values.seed),
  only: values.only === undefined ? undefined : Number(values.only),
  write: values.write,
  again: Number(values.again),
  silence: Number(values.silence),
  stall: values.stall === undefined ? undefined : Number(values.stall),
};
const campaigns = { sites: campaign, mutations: brokenCampaign };

async function main(): Promise<number> {
  const [first, part] = positionals;
  if (first === 'child') {
    child(part ?? '');
    return 0;
  }
  const names = first === 'both' ? (['sites', 'mutations'] as const) : [first as keyof typeof campaigns];
  if (names.some((name) => !(name in campaigns)) || Number.isNaN(options.count + options.seed + (options.only ?? 0))) {
    console.error(usage);
    return 2;
  }
  let code = 0;
  for (const name of names) {
    const started = Date.now();
    const count = first === 'both' && name === 'mutations' ? options.count / 4 : options.count;
    const wrong = await campaigns[name]({ ...options, count });
    console.log(
      `${name}: ${wrong === undefined ? 'nothing broken' : 'BROKEN'}, ${((Date.now() - started) / 1000).toFixed(1)} s`,
    );
    if (wrong === undefined) continue;
    console.error(wrong);
    code = 1;
  }
  return code;
}

main().then((code) => {
  process.exitCode = code;
});
