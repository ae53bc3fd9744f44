import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, column, type Figures, inTurn } from './measure';
import { ratios } from './statistics';
import { spreadText, table } from './table';
import { inWorkplace, mammut, root, run } from './workplace';

/** A thing that makes a cold start faster, and how Mammut is without it. */
interface Lever {
  readonly name: string;
  /** What build.mjs leaves out. */
  readonly without?: string;
  /** What stands in bin/start.js, and what takes its place. */
  readonly start?: readonly [from: string, to: string];
}

/** Without a flag that bin/start.js sets. */
const flag = (name: string): Lever => ({ name: `\`${name}\``, start: [`v8.setFlagsFromString('${name}');`, ''] });

const levers: readonly Lever[] = [
  { name: 'minified bundle', without: 'minify' },
  { name: 'plus-27 as modules: unused kinds fall out', without: 'kubernetes-as-modules' },
  { name: 'kinds written at once, from what they were made of', without: 'written-at-once' },
  { name: 'one `yaml`', without: 'one-yaml' },
  { name: 'lazy builtins', without: 'lazy-builtins' },
  { name: "V8's code cache", start: ["const commandWorthCaching = 'synth'", "const commandWorthCaching = ''"] },
  flag('--no-opt'),
  flag('--semi-space-growth-factor=1'),
];

/** Each lever's Mammut without it, beside the whole one, in turn. */
export function withAndWithout(rounds: number): string {
  const whole = variant('whole', {});
  const rows = levers.map((lever, index) => {
    const [pulled = [], missing = []] = inTurn([whole, variant(String(index), lever)], rounds);
    const by = (what: keyof Figures) => spreadText(ratios(column(pulled, what), column(missing, what)), 2);
    return [lever.name, by('seconds'), by('memory')];
  });
  return table(['lever', 'wall: with by without', 'memory: with by without'], rows);
}

function variant(folder: string, { without, start }: Omit<Lever, 'name'>): Command {
  const place = inWorkplace('levers', folder);
  const leftOut = without === undefined ? [] : ['--without', without];
  run(process.execPath, ['scripts/build.mjs', ...leftOut, '--out', join(place, 'build')]);
  cpSync(join(root, 'bin'), join(place, 'bin'), { recursive: true });
  if (start) replaceIn(join(place, 'bin/start.js'), ...start);
  const out = join(place, 'out');
  return { name: folder, words: mammut(['synth', join(root, 'sites/home.yaml'), '--out', out], join(place, 'bin')) };
}

function replaceIn(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'utf8');
  if (!text.includes(from)) throw new Error(`bin/start.js no longer says ${from}`);
  writeFileSync(file, text.replace(from, to));
}
