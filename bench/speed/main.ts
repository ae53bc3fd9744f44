import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { endOnSignals, removeAtEnd, Unusable } from '../../test/api/processes';
import { type Bar, barText, isBroken } from './bars';
import { cold } from './cold';
import { fleets } from './fleet';
import { withAndWithout } from './levers';
import { everySite, homeByStages } from './loop';
import { load, machine } from './machine';
import { withPart } from './page';
import { table } from './table';
import { profiles, warm } from './warm';
import { clear, inWorkplace } from './workplace';

// npm run bench -- [part…] [--rounds N] [--sites N,…] [--write]: Mammut beside others, in turn. Exit code 1 where a guard breaks.

const usage =
  'npm run bench -- [cold|warm|fleets|levers|profile]… [--rounds 15] [--sites 1,10,100,1000,10000] [--write]';
const page = 'docs/speed.md';

interface Part {
  readonly text: string;
  readonly bars?: readonly Bar[];
}

function parts(rounds: number, sizes: readonly number[]): Record<string, () => Part | Promise<Part>> {
  return {
    cold: () => cold(rounds),
    warm: () => ({ text: warm(200) }),
    fleets: () => fleets(sizes, Math.min(rounds, 3)),
    levers: () => ({ text: withAndWithout(rounds) }),
    profile: () => ({ text: profiles(100) }),
  };
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '15' },
      sites: { type: 'string', default: '1,10,100,1000,10000' },
      write: { type: 'boolean', default: false },
    },
  });
  const rounds = Number(values.rounds);
  const sizes = values.sites.split(',').map(Number);
  const known = parts(rounds, sizes);
  const chosen = positionals.length > 0 ? positionals : Object.keys(known);
  if (!(rounds >= 1) || !sizes.every((size) => size >= 1) || chosen.some((part) => !(part in known)))
    throw new Unusable(`usage: ${usage}`);
  if (!process.env.MAMMUT_CHARTS)
    console.error('MAMMUT_CHARTS names no folder with mastodon-6.9.3 in it: the official chart takes no part');

  clear();
  removeAtEnd(inWorkplace());
  const bars: Bar[] = [];
  for (const name of chosen) {
    const before = load();
    const part = await known[name]?.();
    if (part === undefined) continue;
    const held = part.bars ? `\n\n${table(['ratio', 'found', 'wanted', 'as', ''], part.bars.map(barText))}` : '';
    const text = `${part.text}${held}\n\n${machine()}; load ${before} before, ${load()} after.`;
    console.log(`\n## ${name}\n\n${text}`);
    if (values.write) writeFileSync(page, withPart(readFileSync(page, 'utf8'), name, text));
    bars.push(...(part.bars ?? []));
  }
  if (bars.some(isBroken)) process.exitCode = 1;
}

/** What `warm.ts` starts: this program as a process that only renders. */
const loops: Readonly<Record<string, (calls: number) => unknown>> = {
  'every-site': everySite,
  'home-by-stages': (calls) => process.stdout.write(JSON.stringify(homeByStages(calls))),
};

const loop = loops[process.argv[2] ?? ''];
if (loop) loop(Number(process.argv[3]));
else {
  endOnSignals();
  main()
    .catch((error: unknown) => {
      if (!(error instanceof Unusable)) throw error;
      console.error(`bench: ${error.message}`);
      process.exitCode = 2;
    })
    .finally(() => clear());
}
