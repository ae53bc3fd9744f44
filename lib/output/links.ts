import { lstatSync } from 'node:fs';
import { isAbsolute, join, sep } from 'node:path';
import { OutputError } from './output-error';

/**
 * Refuses a folder that a symbolic link leads to: what is written would land elsewhere. Below the working directory every
 * part of the way counts, since a repository that somebody else made may hold links; of a path from the root only the last,
 * since the others are the machine's own, as macOS' /tmp is.
 */
export function refuseLinks(folder: string): void {
  for (const place of isAbsolute(folder) ? [folder] : partsOf(folder)) {
    if (lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink()) {
      throw new OutputError(`${place} is a symbolic link, not a folder: move it away, or choose another output folder`);
    }
  }
}

/** `a/b/c` → `a`, `a/b`, `a/b/c`. */
function partsOf(folder: string): string[] {
  const steps = folder.split(sep);
  return steps.map((_, index) => join(...steps.slice(0, index + 1)));
}
