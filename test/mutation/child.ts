import { readFileSync } from 'node:fs';
import { filesToMutate, namesIn, roomOf, testFilesOf } from './files';
import { isLate, within } from './limit';
import { Modules } from './modules';
import { type Mutable, type Mutant, mutantsOf, mutated, noted } from './mutants';
import { type Test, Tests } from './tests';
import type { Fate, Message, Part } from './told';

const tell = (message: Message) => void process.send?.(message);

/** Goes through the mutants of a room's files, and tells the fate of each. */
export async function child({ files, from, ...asked }: Part): Promise<void> {
  const run = { modules: new Modules(), tests: new Tests() };
  const read = files.map((file) => ({ file, source: readFileSync(file, 'utf8') }));
  const mutables = read.map(({ file, source }) => ({ file, source, mutable: mutantsOf(file, source) }));
  const coverage = await cover(mutables, run);
  const [wanted, known] = [asked.wanted && new Set(asked.wanted), new Set(asked.known)];
  let number = 0;
  for (const one of mutables) {
    const { file, source, mutable } = one;
    for (const mutant of mutable.mutants) {
      const key = `${file}:${mutant.from}:${mutant.to}:${mutant.text}`;
      const { line, kind, text } = mutant;
      if (number++ < from || known.has(key)) continue;
      if (wanted && !wanted.has(key) && !wanted.has(`${file}:${line}`)) continue;
      const told = { file, key, line, kind, was: source.slice(mutant.from, mutant.to), is: text };
      tell({ began: number - 1, told });
      tell({ told: { ...told, ...(await fateOf(mutant, one, coverage, run)) } });
    }
    run.modules.replace(file, undefined);
  }
  process.disconnect?.();
}

interface Run {
  readonly modules: Modules;
  readonly tests: Tests;
}

interface Source {
  readonly file: string;
  readonly source: string;
  readonly mutable: Mutable;
}

interface Timed {
  readonly name: string;
  readonly file: string;
  readonly took: number;
}

const anybody = 'anybody';

/** The tests that enter each scope of a file, by `file:scope`. */
type Coverage = ReadonlyMap<string, readonly Timed[]>;

async function cover(mutables: readonly Source[], run: Run): Promise<Coverage> {
  let entered = new Set<string>();
  Object.assign(globalThis, { __entered: (scope: string) => entered.add(scope) });
  for (const { file, source, mutable } of mutables)
    run.modules.replace(
      file,
      noted(source, mutable.scopes, (scope) => `__entered(${JSON.stringify(`${file}:${scope}`)})`),
    );
  const found = new Map<string, Timed[]>();
  const isOthers = othersIn(mutables.map(({ file }) => file));
  for (const testFile of testFilesOf(roomOf(mutables[0]?.file ?? ''))) {
    entered = new Set();
    // What runs while they are loaded is every test file's.
    for (const { file } of mutables) run.modules.forget(file);
    const all = collected(testFile, run);
    const whileLoading = entered;
    for (const [name, test] of all) {
      if (isOthers(name)) continue;
      tell({ alive: name });
      entered = new Set([...whileLoading, ...mutables.map(({ file }) => `${file}:${anybody}`)]);
      const started = process.hrtime.bigint();
      await test.run().catch((error) => unusable(`${name} fails without any mutant: ${error}`));
      const took = Number(process.hrtime.bigint() - started) / 1e6;
      for (const scope of entered) found.set(scope, [...(found.get(scope) ?? []), { name, file: testFile, took }]);
    }
  }
  for (const { file } of mutables) run.modules.replace(file, undefined);
  return found;
}

/** A test that names another file's rule is about that one. */
function othersIn(files: readonly string[]): (test: string) => boolean {
  const own = namesIn(files);
  const others = [...namesIn(filesToMutate())].filter((name) => !own.has(name));
  return (test) => {
    const words = test.split(/[\s:,[\]]+/);
    return others.some((name) => words.includes(name)) && ![...own].some((name) => words.includes(name));
  };
}

/** What the parent is told before this process ends: a score of such tests would mean nothing. */
function unusable(failed: string): void {
  process.send?.({ failed } satisfies Message, () => process.exit(1));
}

/** Data at the top of a file is that of its own statement's functions, or of all of them; a file of data alone is everybody's. */
function scopesOf({ scope, beside }: Mutant, all: Mutable['scopes']): readonly (number | string)[] {
  if (scope !== undefined) return [scope];
  if (beside.length > 0) return beside;
  return all.length > 0 ? [...all.keys()] : [anybody];
}

async function fateOf(
  mutant: Mutant,
  { source, mutable: { scopes } }: Source,
  coverage: Coverage,
  run: Run,
): Promise<{ fate: Fate; by?: string }> {
  const entering = scopesOf(mutant, scopes).flatMap((scope) => coverage.get(`${mutant.file}:${scope}`) ?? []);
  const covering = [...new Map(entering.map((one) => [one.name, one])).values()].sort((a, b) => a.took - b.took);
  if (covering.length === 0) return { fate: 'uncovered' };
  run.modules.replace(mutant.file, mutated(source, mutant));
  const loaded = new Map<string, ReadonlyMap<string, Test>>();
  for (const { file, name, took } of covering) {
    tell({ alive: name });
    try {
      const known = loaded.get(file) ?? within(0, () => collected(file, run));
      loaded.set(file, known);
      const test = known.get(name);
      // A test that the mutant takes away is missed.
      if (test === undefined) return { fate: 'killed', by: name };
      await within(took, () => test.run());
    } catch (error) {
      if (isLate(error)) return { fate: 'hung', by: name };
      return isSyntax(error) ? { fate: 'invalid' } : { fate: 'killed', by: name };
    }
  }
  return { fate: 'survived' };
}

function collected(file: string, { modules, tests }: Run): ReadonlyMap<string, Test> {
  modules.forget(file);
  return new Map(tests.of(file, () => modules.load(file)).map((test) => [test.name, test]));
}

const isSyntax = (error: unknown): boolean =>
  error instanceof SyntaxError || (error instanceof Error && error.message.startsWith('Transform failed'));
