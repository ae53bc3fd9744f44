import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { child, type Fate, type Message, type Part, type Told } from './child';

const usage = 'npm run test:mutation [-- FILE… [--lines 12,34] [--least PERCENT] [--report FILE]]';

/** Silent for so long, and a mutant never ends. Unit: milliseconds, on a machine that may be busy. */
const silence = 120_000;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    lines: { type: 'string', default: '' },
    least: { type: 'string', default: '85' },
    report: { type: 'string', default: '.cache/mutation.json' },
  },
});

/** Rules and laws. */
function filesToMutate(): string[] {
  return readdirSync('lib', { recursive: true, encoding: 'utf8' })
    .filter((file) => /^audit\/.*\.ts$|rules[^/]*\.ts$|(^|\/)rules\/.*\.ts$/.test(file))
    .map((file) => join('lib', file))
    .sort();
}

async function main(): Promise<number> {
  if (positionals[0] === 'child') {
    await child(JSON.parse(positionals[1] ?? '') as Part);
    return 0;
  }
  const all = filesToMutate();
  const files = positionals.length > 0 ? positionals : all;
  const strange = files.filter((file) => !all.includes(file));
  if (strange.length > 0) {
    console.error(`no file of rules or laws: ${strange.join(', ')}\n${usage}`);
    return 2;
  }
  const told: Told[] = [];
  for (const file of files) {
    const own = await mutantsIn(file);
    told.push(...own);
    console.log(line(file, own));
    for (const one of own.filter(({ fate }) => isMissed(fate)))
      console.log(`    ${file}:${one.line} ${one.fate}: ${one.kind}: ${short(one.was)} → ${short(one.is)}`);
    save(values.report, told);
  }
  console.log(line('all', told));
  return score(told) >= Number(values.least) ? 0 : 1;
}

/** One process after another, until every mutant has its fate: one that never ends is ended with its process. */
async function mutantsIn(file: string): Promise<Told[]> {
  const told: Told[] = [];
  const lines = values.lines.split(',').filter(Boolean).map(Number);
  for (let from: number | undefined = 0; from !== undefined; ) from = await inChild({ file, from, lines }, told);
  return told;
}

/** @returns where the next process goes on; undefined at the end */
function inChild(part: Part, told: Told[]): Promise<number | undefined> {
  const process_ = fork(process.argv[1] as string, ['child', JSON.stringify(part)]);
  return new Promise((resolve, reject) => {
    let current: number | undefined;
    let watch = watched(process_);
    process_.on('message', (message: Message) => {
      clearTimeout(watch);
      watch = watched(process_);
      if ('failed' in message) reject(new Error(message.failed));
      if ('began' in message) current = message.began;
      if ('told' in message) {
        told.push(message.told);
        current = undefined;
      }
    });
    process_.on('exit', (code, signal) => {
      clearTimeout(watch);
      if (code === 0) return resolve(undefined);
      if (current === undefined) return reject(new Error(`the process of ${part.file} ended with ${signal ?? code}`));
      told.push({ file: part.file, line: 0, kind: `mutant ${current}`, was: '', is: '', fate: 'hung' });
      resolve(current + 1);
    });
  });
}

const watched = (one: ChildProcess) => setTimeout(() => one.kill('SIGKILL'), silence);

const isMissed = (fate: Fate) => fate === 'survived' || fate === 'uncovered';

function score(told: readonly Told[]): number {
  const valid = told.filter(({ fate }) => fate !== 'invalid');
  return valid.length === 0 ? 100 : (100 * valid.filter(({ fate }) => !isMissed(fate)).length) / valid.length;
}

function line(name: string, told: readonly Told[]): string {
  const valid = told.filter(({ fate }) => fate !== 'invalid').length;
  const missed = told.filter(({ fate }) => isMissed(fate)).length;
  return `${score(told).toFixed(1).padStart(5)} %  ${String(valid - missed).padStart(4)} of ${String(valid).padStart(4)}  ${name}`;
}

const short = (text: string) => JSON.stringify(text.length > 70 ? `${text.slice(0, 70)}…` : text);

/** The newest fates of these files' mutants, beside those of other files from earlier runs. */
function save(file: string, told: readonly Told[]): void {
  const earlier: Told[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  const fresh = new Set(told.map((one) => one.file));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify([...earlier.filter((one) => !fresh.has(one.file)), ...told], null, 1));
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 2;
  },
);
