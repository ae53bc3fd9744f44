import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { child } from './child';
import { filesToMutate, roomOf } from './files';
import { inChildren } from './parent';
import { isExplained, score, scoreLine } from './score';
import { isMissed, type Part, type Told } from './told';

const usage =
  'npm run test:mutation [-- FILE… [--lines 12,34] [--missed] [--resume] [--show] [--least PERCENT] [--report FILE]]';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    lines: { type: 'string', default: '' },
    /** Only those that the report knows as missed. */
    missed: { type: 'boolean', default: false },
    /** Only those that the report doesn't know: after a run that was broken off. */
    resume: { type: 'boolean', default: false },
    /** Nothing is run: what the report says. */
    show: { type: 'boolean', default: false },
    least: { type: 'string', default: '85' },
    report: { type: 'string', default: '.cache/mutation.json' },
  },
});

async function main(): Promise<number> {
  if (positionals[0] === 'child') {
    await child(await new Promise<Part>((resolve) => process.once('message', resolve)));
    return 0;
  }
  const all = filesToMutate();
  const strange = positionals.filter((file) => !all.includes(file));
  if (strange.length > 0) {
    console.error(`no file of rules or laws: ${strange.join(', ')}\n${usage}`);
    return 2;
  }
  const files = positionals.length > 0 ? positionals : all;
  if (!values.show) await run(files);
  const of = (some: readonly string[]) => report().filter(({ file }) => some.includes(file));
  for (const file of files) show(file, of([file]));
  for (const [room, ofRoom] of byRoom(files)) console.log(scoreLine(`lib/${room}/`, of(ofRoom)));
  console.log(scoreLine('all', of(files)));
  return score(of(files)) >= Number(values.least) ? 0 : 1;
}

/** Room by room; what the report knew of mutants that are tried again is forgotten. */
async function run(files: readonly string[]): Promise<void> {
  if (!values.resume && !values.missed && values.lines === '')
    write(report().filter(({ file }) => !files.includes(file)));
  for (const ofRoom of byRoom(files).values()) {
    const wanted = wantedIn(ofRoom);
    const known = values.resume ? report().map(({ key }) => key) : [];
    if (wanted?.length !== 0) await inChildren({ files: ofRoom, wanted, known, from: 0 }, save);
  }
}

function show(file: string, told: readonly Told[]): void {
  console.log(scoreLine(file, told));
  for (const one of told.filter((one) => isMissed(one) && !isExplained(one)))
    console.log(`    ${file}:${one.line} ${one.fate}: ${one.kind}: ${short(one.was)} → ${short(one.is)}`);
}

/** Mutants that are asked for; undefined for all. */
function wantedIn(files: readonly string[]): string[] | undefined {
  const lines = values.lines.split(',').filter(Boolean);
  if (lines.length > 0) return files.flatMap((file) => lines.map((line) => `${file}:${line}`));
  const missed = (one: Told) => files.includes(one.file) && isMissed(one) && !isExplained(one);
  return values.missed
    ? report()
        .filter(missed)
        .map(({ key }) => key)
    : undefined;
}

function byRoom(files: readonly string[]): Map<string, string[]> {
  const rooms = new Map<string, string[]>();
  for (const file of files) rooms.set(roomOf(file), [...(rooms.get(roomOf(file)) ?? []), file]);
  return rooms;
}

const short = (text: string) => JSON.stringify(text.length > 70 ? `${text.slice(0, 70)}…` : text);

function report(): Told[] {
  return existsSync(values.report) ? JSON.parse(readFileSync(values.report, 'utf8')) : [];
}

/** The newest fates, beside those of other mutants from earlier runs. */
function save(told: readonly Told[]): void {
  const fresh = new Set(told.map(({ key }) => key));
  write([...report().filter(({ key }) => !fresh.has(key)), ...told]);
}

function write(told: readonly Told[]): void {
  mkdirSync(dirname(values.report), { recursive: true });
  writeFileSync(values.report, JSON.stringify(told, null, 1));
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
