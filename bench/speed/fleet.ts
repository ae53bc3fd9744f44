import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Bar } from './bars';
import { helm } from './contestants';
import { type Command, column, type Figures, inTurn } from './measure';
import { officialTemplate } from './official';
import { growthExponent, median, ratios, spread } from './statistics';
import { spreadText, table } from './table';
import { inWorkplace, mammut, root } from './workplace';

/** Runs of a fleet of so many sites. */
interface Fleet {
  readonly sites: number;
  /** No output yet; and once more. */
  readonly first: readonly Figures[];
  readonly second: readonly Figures[];
  /** `helm template` of the official chart, on all processors, in turn with them. */
  readonly helm?: readonly Figures[];
}

const cores = availableParallelism();
const helmRuns = 40 * cores;

const head = [
  'sites',
  'first run: sites/s',
  'second run, nothing changed: sites/s',
  'processor, ms a site: first, second',
  'peak memory, MiB: first, second',
  'sites/s: first by helm',
  'processor: helm by first',
];

/** Fleets of made sites by one process of Mammut each. */
export async function fleets(sizes: readonly number[], rounds: number): Promise<{ text: string; bars: Bar[] }> {
  const official = officialTemplate(await helm());
  const parallel = official && { ...official, batch: { times: helmRuns, atOnce: cores } };
  const taken = sizes.map((sites) => run(sites, rounds, parallel));
  const rows = taken.map((fleet) => [
    fleet.sites.toLocaleString('en'),
    spreadText(spread(rates(fleet.first, fleet.sites)), 1),
    spreadText(spread(rates(fleet.second, fleet.sites)), 1),
    both(fleet, (figures) => processorEach(figures, fleet.sites).toFixed(1)),
    both(fleet, (figures) => peak(figures).toFixed(0)),
    fleet.helm === undefined ? '–' : spreadText(byHelm(fleet), 1),
    fleet.helm === undefined ? '–' : processorByHelm(fleet).toFixed(1),
  ]);
  return { text: table(head, rows), bars: barsOf(taken) };
}

function run(sites: number, rounds: number, parallel?: Command): Fleet {
  const folder = makeSites(sites);
  // What a run remembers in this user's cache is the bench's own.
  const place = { cwd: folder, env: { XDG_CACHE_HOME: inWorkplace('fleet/cache') } };
  const words = mammut(['synth', '--out', 'out', 'sites/*.yaml']);
  const commands: Command[] = [
    { name: `${sites} sites`, words, ...place, before: () => setAside(join(folder, 'out')) },
    { name: `${sites} sites again`, words, ...place },
    ...(parallel && sites === 1000 ? [parallel] : []),
  ];
  // Thousands of sites are warm before they end, and fill a disk.
  const [first = [], second = [], helm] = inTurn(commands, sites > 1000 ? 1 : rounds, sites < 1000);
  return { sites, first, second, helm };
}

let aside = 0;

/** Renamed, not removed: what is removed keeps the disk busy while the next run is measured. */
function setAside(out: string): void {
  if (existsSync(out)) renameSync(out, inWorkplace(`aside/${++aside}`));
}

/** Home under as many names. @returns the folder that holds their declarations below `sites` */
function makeSites(count: number): string {
  const folder = inWorkplace('fleet', String(count));
  const text = readFileSync(join(root, 'sites/home.yaml'), 'utf8');
  const lock = readFileSync(join(root, 'sites/home.lock'), 'utf8');
  mkdirSync(join(folder, 'sites'), { recursive: true });
  for (let index = 1; index <= count; index++) {
    const name = `site-${String(index).padStart(5, '0')}`;
    writeFileSync(join(folder, 'sites', `${name}.yaml`), text.replace(/^name: home$/m, `name: ${name}`));
    writeFileSync(join(folder, 'sites', `${name}.lock`), lock);
  }
  return folder;
}

const rates = (figures: readonly Figures[], times: number) => figures.map(({ seconds }) => times / seconds);
const processorEach = (figures: readonly Figures[], times: number) =>
  (median(figures.map(({ processor }) => processor)) / times) * 1000;
const both = ({ first, second }: Fleet, text: (figures: readonly Figures[]) => string) =>
  [first, second].map(text).join(', ');
const peak = (figures: readonly Figures[]) => median(figures.map(({ memory }) => memory));
const byHelm = ({ sites, first, helm = [] }: Fleet) => ratios(rates(first, sites), rates(helm, helmRuns));
const processorByHelm = ({ sites, first, helm = [] }: Fleet) =>
  processorEach(helm, helmRuns) / processorEach(first, sites);

/** Growth from ten sites on: of one alone, start-up is all. */
function barsOf(taken: readonly Fleet[]): Bar[] {
  const fleet = (sites: number) => taken.find((one) => one.sites === sites);
  const times = taken
    .filter(({ sites }) => sites >= 10)
    .map(({ sites, first }) => [sites, median(first.map(({ seconds }) => seconds))] as const);
  const [hundred, thousand, tenThousand] = [fleet(100), fleet(1000), fleet(10_000)];
  return [
    ...(times.length > 1
      ? [{ what: 'growth exponent of fleets', found: growthExponent(times), most: 1.05, isGuard: true }]
      : []),
    ...(thousand?.helm
      ? [
          { what: 'sites/s: a thousand sites by the official chart', found: byHelm(thousand).median, least: 10 },
          { what: 'the same in processor time', found: processorByHelm(thousand), least: 10 },
        ]
      : []),
    ...(thousand
      ? [
          {
            what: 'sites/s: a thousand sites again, nothing changed, by the first run',
            found: ratios(column(thousand.first, 'seconds'), column(thousand.second, 'seconds')).median,
            least: 10,
            isGuard: true,
          },
        ]
      : []),
    ...(hundred && tenThousand
      ? [
          {
            what: 'peak memory: ten thousand sites by a hundred',
            found: peak(tenThousand.first) / peak(hundred.first),
            most: 1.5,
          },
        ]
      : []),
  ];
}
