import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a terminal sends to everything that runs in it: the program that is waited for ends by it, and we tidy up after that. */
const signals = ['SIGINT', 'SIGHUP'] as const;

/** Works in a folder that only this user can read and that is gone afterwards, also where somebody presses Ctrl-C. */
export function inTemporaryFolder<T>(prefix: string, work: (folder: string) => T): T {
  const wait = () => {};
  for (const signal of signals) process.on(signal, wait);
  const folder = mkdtempSync(join(tmpdir(), prefix));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    for (const signal of signals) process.off(signal, wait);
  }
}
