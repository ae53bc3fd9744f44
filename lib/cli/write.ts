import { existsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InputError } from './errors';

/** What a person can mend about a file that can't be written. @throws {InputError} in place of the system's own error */
export function writing<T>(file: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new InputError(`${file} can't be written (${code}): choose another place, or make room for it there`);
  }
}

/** @throws {InputError} where something is there, since nothing of a person's is overwritten, and where its folder is not */
export function refuseUnlessNew(file: string): void {
  if (existsSync(file)) throw new InputError(`${file} is there already: name another file, or move it away`);
  if (!existsSync(dirname(file))) throw new InputError(`${file}: there is no folder ${dirname(file)}: make it first`);
}

/** A file that is not there yet. */
export function writeNew(file: string, content: string): void {
  refuseUnlessNew(file);
  writing(file, () => writeFileSync(file, content, { flag: 'wx' }));
}
