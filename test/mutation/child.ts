import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Modules } from './modules';
import { type Mutable, type Mutant, mutantsOf, mutated, noted } from './mutants';
import { type Test, Tests } from './tests';

/** What became of a mutant. `invalid`: it can't even be compiled; `uncovered`: no test runs what it changes. */
export type Fate = 'killed' | 'survived' | 'uncovered' | 'invalid' | 'hung';

export interface Told {
  readonly file: string;
  readonly line: number;
  readonly kind: string;
  readonly was: string;
  readonly is: string;
  readonly fate: Fate;
  /** The test that noticed it. */
  readonly by?: string | undefined;
}

/** What a process works at: the mutants of a file, from one on; of some lines only, where any are named. */
export interface Part {
  readonly file: string;
  readonly from: number;
  readonly lines: readonly number[];
}

/** What the parent hears: that it lives, which mutant it begins, each fate; or why nothing can be said. */
export type Message =
  | { readonly alive: string }
  | { readonly began: number }
  | { readonly told: Told }
  | { readonly failed: string };

/** Fast tests of what rules and laws say. Those of the command line, of writing and of whole campaigns are left out. */
const folders = [
  ...['rules', 'laws', 'site', 'storage', 'network', 'database', 'redis', 'search', 'mastodon', 'backup-room'],
  ...['delivery', 'monitoring', 'pages'],
];
const left = /all\.test|determinism|diff-budget|wait-for-schema|mount-guard|canary|names\.test|commands|readme/;

/** What looks at the data of rules and laws: their pages, their examples. */
const ofData = ['test/pages/docs.test.ts', 'test/pages/traps.test.ts', 'test/rules/examples.test.ts'];

function testFiles(): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join('test', folder))
      .filter((file) => file.endsWith('.test.ts') && !left.test(file))
      .map((file) => join('test', folder, file)),
  );
}

const tell = (message: Message) => void process.send?.(message);

export async function child({ file, from, lines }: Part): Promise<void> {
  const run = { modules: new Modules(), tests: new Tests() };
  const source = readFileSync(file, 'utf8');
  const mutable = mutantsOf(file, source);
  const coverage = await cover(file, source, mutable, run);
  for (const [index, mutant] of mutable.mutants.entries()) {
    if (index < from || (lines.length > 0 && !lines.includes(mutant.line))) continue;
    tell({ began: index });
    const fate = await fateOf(mutant, source, coverage, run);
    const { line, kind, text } = mutant;
    tell({ told: { file, line, kind, was: source.slice(mutant.from, mutant.to), is: text, ...fate } });
  }
  process.disconnect?.();
}

interface Run {
  readonly modules: Modules;
  readonly tests: Tests;
}

/** The tests that enter each scope, and those that look at data. */
type Coverage = ReadonlyMap<number | 'data', readonly Timed[]>;

interface Timed {
  readonly name: string;
  readonly file: string;
  readonly took: number;
}

async function cover(file: string, source: string, { scopes }: Mutable, run: Run): Promise<Coverage> {
  let entered = new Set<number | 'data'>();
  Object.assign(globalThis, { __entered: (scope: number) => entered.add(scope) });
  run.modules.replace(file, noted(source, scopes));
  const found = new Map<number | 'data', Timed[]>();
  for (const testFile of testFiles()) {
    entered = new Set(ofData.includes(testFile) ? ['data'] : []);
    const all = collected(testFile, run);
    const whileLoading = entered;
    for (const [name, test] of all) {
      tell({ alive: name });
      entered = new Set(whileLoading);
      const started = process.hrtime.bigint();
      await test.run().catch((error) => unusable(`${name} fails without any mutant: ${error}`));
      const took = Number(process.hrtime.bigint() - started);
      for (const scope of entered) found.set(scope, [...(found.get(scope) ?? []), { name, file: testFile, took }]);
    }
  }
  return found;
}

/** What the parent is told before this process ends: a score of such tests would mean nothing. */
function unusable(failed: string): void {
  process.send?.({ failed } satisfies Message, () => process.exit(1));
}

async function fateOf(
  mutant: Mutant,
  source: string,
  coverage: Coverage,
  run: Run,
): Promise<{ fate: Fate; by?: string }> {
  const scopes = mutant.scope === undefined ? (['data', ...mutant.beside] as const) : [mutant.scope];
  const covering = new Map(scopes.flatMap((scope) => coverage.get(scope) ?? []).map((one) => [one.name, one]));
  if (covering.size === 0) return { fate: 'uncovered' };
  run.modules.replace(mutant.file, mutated(source, mutant));
  const loaded = new Map<string, ReadonlyMap<string, Test>>();
  for (const { file, name } of [...covering.values()].sort((a, b) => a.took - b.took)) {
    tell({ alive: name });
    try {
      const known = loaded.get(file) ?? collected(file, run);
      loaded.set(file, known);
      const test = known.get(name);
      // A test that the mutant takes away is missed.
      if (test === undefined) return { fate: 'killed', by: name };
      await test.run();
    } catch (error) {
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
