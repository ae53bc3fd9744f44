import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const tests = join(__dirname, '..');

/**
 * Runs every test file of a folder of test/ as part of the one that calls this: Jest loads all modules anew for each file
 * that it starts by itself, which costs more than most of these tests.
 * @param load with the path in full text, so that a bundler sees what it may be: scripts/suites.mjs
 */
export function allOf(folder: string, load: (file: string) => unknown): void {
  const files = readdirSync(join(tests, folder)).flatMap((file) => /^(.*)\.test\.ts$/.exec(file)?.[1] ?? []);
  describe(folder, () => {
    for (const file of files.sort()) if (file !== 'all') describe(`${file}.test.ts`, () => void load(file));
  });
}
