import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Every command of the package runs at the repository's root. */
export const root = process.cwd();

/** Holds what a run makes; below the root, so that made programs find its packages. */
const workplace = join(root, '.cache/bench');

/** A path in the workplace; the folder above it is there. */
export function inWorkplace(...parts: string[]): string {
  const path = join(workplace, ...parts);
  mkdirSync(dirname(path), { recursive: true });
  return path;
}

export function clear(...parts: string[]): void {
  rmSync(join(workplace, ...parts), { recursive: true, force: true });
}

/** The words that run a build of Mammut. */
export const mammut = (words: readonly string[], bin = join(root, 'bin')) => [
  process.execPath,
  join(bin, 'mammut.js'),
  ...words,
];

/** Runs a program of this checkout; what it prints is shown only when it fails. */
export function run(program: string, args: readonly string[], cwd = root): void {
  execFileSync(program, args, { cwd, stdio: 'pipe' });
}
