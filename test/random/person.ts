import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { laws } from '../../lib/audit';
import { cli } from '../../lib/cli/program';
import type { Chance } from './chance';
import { fence } from './fence';

/** What a person sees who renders a declaration, and what became of their disk. */
export interface Seen {
  readonly outcome: 'rendered' | 'refused';
  /** What must never be; undefined where all is well. */
  readonly wrong: string | undefined;
  readonly kind: Kind | undefined;
}

export const kinds = ['stack traces', 'files outside the output folder', 'wrong answers'] as const;
export type Kind = (typeof kinds)[number];

/** A working directory with a declaration in it, made once and emptied for each. */
export class Person {
  private readonly house = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'mammut-broken-')));
  private readonly work = join(this.house, 'work');
  private readonly outside = join(this.house, 'outside');

  constructor() {
    process.on('exit', () => fs.rmSync(this.house, { recursive: true, force: true }));
    fs.mkdirSync(this.work);
    fs.mkdirSync(this.outside);
    fs.writeFileSync(join(this.outside, 'mine'), 'mine');
    process.chdir(this.work);
  }

  /** Renders one declaration, as `mammut synth site.yaml` does. */
  synth(text: string, chance: Chance): Seen {
    for (const name of fs.readdirSync(this.work)) fs.rmSync(name, { recursive: true });
    fs.writeFileSync('site.yaml', text);
    plant(chance);
    const places: string[] = [];
    const open = fence([join(this.work, 'dist'), join(this.work, 'site.lock')], (place) => places.push(place));
    const { code, err, thrown } = ran(['synth', 'site.yaml']);
    open();
    if (this.changed()) places.push(`something in ${this.outside}`);
    const outcome = code === 0 ? 'rendered' : 'refused';
    if (thrown !== undefined || /^ {4}at /m.test(err)) return { outcome, kind: 'stack traces', wrong: thrown ?? err };
    if (places.length > 0) return { outcome, kind: 'files outside the output folder', wrong: places.join('\n') };
    const wrong = code > 1 ? `ends with ${code}: ${err}` : (misplaced(err, text) ?? unfit(err, code));
    return { outcome, kind: wrong === undefined ? undefined : 'wrong answers', wrong };
  }

  private changed(): boolean {
    const [mine, ...more] = fs.readdirSync(this.outside);
    return more.length > 0 || mine !== 'mine' || fs.readFileSync(join(this.outside, mine), 'utf8') !== 'mine';
  }
}

/** Now and then the working directory holds traps: links out of it where output goes, a lock that is none. */
function plant(chance: Chance): void {
  if (!chance.happens(0.05)) return;
  const link = (to: string, at: string) => fs.symlinkSync(to, at);
  const traps: (() => void)[] = [
    () => link('../outside', 'dist'),
    () => link('../outside/new', 'dist'),
    () => link('../outside/new', 'site.lock'),
    () => fs.writeFileSync('site.lock', chance.pick(['', '[]', 'versions: 1', '\u0000', 'versions: {__proto__: {}}'])),
    () => {
      fs.mkdirSync('dist');
      for (const name of ['home', 'site', '.home.new', '.home.old']) link('../../outside', join('dist', name));
    },
  ];
  chance.pick(traps)();
}

function ran(words: readonly string[]): { code: number; err: string; thrown: string | undefined } {
  const { stdout, stderr } = process;
  const said: string[] = [];
  const [out, err] = [stdout.write, stderr.write];
  stdout.write = () => true;
  stderr.write = (text: string | Uint8Array) => said.push(String(text)) > 0;
  try {
    return { code: cli(words) as number, err: said.join(''), thrown: undefined };
  } catch (error) {
    return {
      code: 1,
      err: said.join(''),
      thrown: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  } finally {
    stdout.write = out;
    stderr.write = err;
  }
}

const finding = /^site\.yaml:(\d+):(\d+): (error|warning): (.+) \[([a-z0-9-]+\/[a-z0-9-]+)\]$/;

/** Each finding has its place in the file, a mend below it, and is no breach of a law. */
function misplaced(err: string, text: string): string | undefined {
  const lines = text.split(/\r?\n/);
  const printed = err.split('\n');
  for (const [index, line] of printed.entries()) {
    const [, row, column, , message = '', rule = ''] = finding.exec(line) ?? [];
    if (row === undefined) continue;
    const there = lines[Number(row) - 1];
    if (there === undefined || Number(column) < 1 || Number(column) > there.length + 1)
      return `${rule} is found at ${row}:${column}, which is outside of the file`;
    if (message.length > 3000) return `${rule} says ${message.slice(0, 200)} and ${message.length - 200} letters more`;
    if (!/^ {4}\S/.test(printed[index + 1] ?? '')) return `${rule} says nothing of how to mend it`;
    if (laws.some(({ name }) => name === rule)) return line;
  }
  return undefined;
}

/** What is printed can be read, and refuses with a reason. */
function unfit(err: string, code: number): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal would obey
  const obeyed = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.exec(err);
  if (obeyed)
    return `prints control characters: ${JSON.stringify(err.slice(Math.max(0, obeyed.index - 200), obeyed.index + 10))}`;
  const strange = err.split('\n').find((line) => !understood.some((shape) => shape.test(line)));
  if (strange !== undefined) return `prints ${JSON.stringify(strange)}`;
  const errors = (err.match(/^(site\.yaml:\d+:\d+: )?error: /gm) ?? []).length;
  if (code === 1 && errors === 0) return `refused without an error: ${err}`;
  return code === 0 && errors > 0 ? `rendered with an error: ${err}` : undefined;
}

const understood = [
  finding,
  /^ {4}\S/,
  /^error: \S/,
  /^and \d+ more$/,
  /^\d+ errors?, \d+ warnings?$/,
  /^nothing was written: mend the errors first$/,
  /^$/,
];
