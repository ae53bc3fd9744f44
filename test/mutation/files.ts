import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Rules and laws. */
export function filesToMutate(): string[] {
  return readdirSync('lib', { recursive: true, encoding: 'utf8' })
    .filter((file) => /^audit\/.*\.ts$|rules[^/]*\.ts$|(^|\/)rules\/.*\.ts$/.test(file))
    .map((file) => join('lib', file))
    .sort();
}

/** Where a room's tests are, if not in the folder of its name. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  audit: ['laws'],
  backup: ['backup-room'],
  output: ['site'],
  cluster: [],
};

/** What takes long, starts programs, or speaks of anything but rules and laws. */
const left = /diff|secrets\.test|outages|mount-guard|canary|extends|lock\.test|runbook/;

export const roomOf = (file: string): string => file.split('/')[1] ?? '';

/** Tests of the room itself first, then those of what all rules say. */
export function testFilesOf(room: string): string[] {
  return [...(elsewhere[room] ?? [room]), 'rules'].flatMap((folder) =>
    readdirSync(join('test', folder))
      .filter((file) => file.endsWith('.test.ts') && !left.test(file))
      .map((file) => join('test', folder, file)),
  );
}

/** @returns names of the rules and laws in these sources */
export function namesIn(files: readonly string[]): Set<string> {
  const names = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/name: '([a-z]+\/[a-z0-9-]+)'/g)].map(([, name]) => name ?? ''),
  );
  return new Set(names);
}
