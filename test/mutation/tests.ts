import { createRequire } from 'node:module';
import { join } from 'node:path';

/** One test as it was written, with what runs before and after. */
export interface Test {
  /** File, and the words that lead to it. */
  readonly name: string;
  run(): Promise<void>;
}

type Step = () => unknown;

interface Group {
  readonly name: string;
  readonly before: Step[];
  readonly after: Step[];
  /** Once, before the first of its tests. */
  readonly first: Step[];
}

/**
 * What Jest's globals are to a test file, without its processes and sandboxes: tests are collected, and run when asked.
 * What runs once after all tests is left out: it only removes folders.
 */
export class Tests {
  private groups: Group[] = [];
  private found: Test[] = [];

  constructor() {
    const ofJest = createRequire(createRequire(join(process.cwd(), 'package.json')).resolve('jest'));
    const step = (kind: 'before' | 'after' | 'first') => (one: Step) => void this.groups.at(-1)?.[kind].push(one);
    const test = withEach((name, body) => this.add(name, body));
    Object.assign(globalThis, {
      describe: withEach((name, body) => this.group(name, body)),
      test,
      it: test,
      expect: ofJest('expect').expect,
      beforeEach: step('before'),
      afterEach: step('after'),
      beforeAll: step('first'),
      afterAll: () => {},
      jest: { setTimeout: () => {} },
    });
  }

  /** @param load runs the file; what it describes is collected */
  of(file: string, load: Step): Test[] {
    this.found = [];
    this.groups = [];
    this.group(file, load);
    return this.found;
  }

  private group(name: string, body: Step): void {
    this.groups.push({ name, before: [], after: [], first: [] });
    body();
    this.groups.pop();
  }

  private add(name: string, body: Step): void {
    const groups = [...this.groups];
    const words = [...groups.map((group) => group.name), name];
    this.found.push({ name: words.join(' › '), run: () => runIn(groups, body) });
  }
}

async function runIn(groups: readonly Group[], body: Step): Promise<void> {
  for (const { first } of groups) for (const step of first.splice(0)) await step();
  for (const { before } of groups) for (const step of before) await step();
  try {
    await body();
  } finally {
    for (const { after } of [...groups].reverse()) for (const step of after) await step();
  }
}

/** `test` with its `test.each`, which runs a body for each row of a table. */
function withEach(named: (name: string, body: Step) => void) {
  const each = (rows: readonly unknown[]) => (name: string, body: (...row: unknown[]) => unknown) => {
    for (const [index, row] of rows.entries()) {
      const words = Array.isArray(row) ? row : [row];
      named(`${name} [${index}: ${shown(words[0])}]`, () => body(...words));
    }
  };
  return Object.assign(named, { each });
}

const shown = (word: unknown) => (typeof word === 'object' ? JSON.stringify(word)?.slice(0, 60) : String(word));
