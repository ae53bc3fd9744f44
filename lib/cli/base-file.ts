import { lstatSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BaseFault } from '../site/bases';
import { mostCharacters } from '../site/size';

/** UTF-8 has four bytes for a character at most. */
const mostBytes = 4 * mostCharacters;

/**
 * Whether a file may be read as a base: a plain one that is really where its path says. A declaration may come from a
 * stranger, and a symbolic link beside it would read whatever this user can.
 * @param folder the declaration's
 * @returns its path, or what is wrong with it; undefined where there is no such file
 */
export function baseFile(folder: string, name: string): string | BaseFault | undefined {
  try {
    const place = resolve(realpathSync(folder), name);
    const found = lstatSync(place, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    if (found.isSymbolicLink() || realpathSync(place) !== place)
      return { fault: 'is reached by a symbolic link; allowed: the file itself' };
    if (!found.isFile()) return { fault: 'is no file; allowed: a plain one' };
    return found.size > mostBytes ? { fault: `has ${found.size} bytes; allowed: ${mostBytes}` } : place;
  } catch (error) {
    return { fault: `can't be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})` };
  }
}
