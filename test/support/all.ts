import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs every test file of a folder as part of the one that calls this: Jest loads all modules anew for each file that it starts by itself, which
 * costs more than most of these tests.
 */
export function allOf(folder: string): void {
  for (const file of readdirSync(folder).sort()) {
    if (file.endsWith('.test.ts') && file !== 'all.test.ts') describe(file, () => void require(join(folder, file)));
  }
}
