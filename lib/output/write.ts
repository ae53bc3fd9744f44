import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { refuseLinks } from './links';
import { asOutputError, OutputError } from './output-error';

/**
 * Makes `folder` hold exactly these files: path below the folder, separated by `/`, to content.
 *
 * Equal bytes touch nothing. Anything else is written into a folder beside and renamed into place, so that a failure
 * leaves the earlier output whole; what a power cut leaves behind, the next call repairs.
 *
 * @throws OutputError if a path leads out of the folder, the folder is no folder or lies behind a link, or the system
 * refuses to write
 */
export function publish(folder: string, files: ReadonlyMap<string, string>): 'unchanged' | 'written' {
  for (const path of files.keys()) checkPath(path, files);
  try {
    refuseLinks(dirname(folder));
    repair(folder);
    checkFolder(folder);
    if (isUnchanged(folder, files)) return 'unchanged';
    replace(folder, files);
    return 'written';
  } catch (error) {
    throw asOutputError(error, folder);
  }
}

const beside = (folder: string, suffix: 'new' | 'old') => join(dirname(folder), `.${basename(folder)}.${suffix}`);

const kindOf = (path: string) => lstatSync(path, { throwIfNoEntry: false });

function checkPath(path: string, files: ReadonlyMap<string, string>): void {
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..' || /[\\\0]/.test(part))) {
    throw new OutputError(`a file's path must stay below the site's folder, found ${JSON.stringify(path)}`);
  }
  for (let length = 1; length < parts.length; length++) {
    const above = parts.slice(0, length).join('/');
    if (files.has(above)) throw new OutputError(`${above} can't be a file and the folder of ${path}`);
  }
}

function checkFolder(folder: string): void {
  const found = kindOf(folder);
  if (!found || found.isDirectory()) return;
  const kind = found.isSymbolicLink() ? 'a symbolic link' : 'a file';
  throw new OutputError(`${folder} is ${kind}, not a folder: move it away, or choose another output folder`);
}

/** A cut between the two renames left no folder: the earlier one goes back. Any other remains are waste. */
function repair(folder: string): void {
  const [fresh, old] = [beside(folder, 'new'), beside(folder, 'old')];
  if (!kindOf(folder) && kindOf(old)?.isDirectory()) renameSync(old, folder);
  rmSync(fresh, { recursive: true, force: true });
  rmSync(old, { recursive: true, force: true });
}

function isUnchanged(folder: string, files: ReadonlyMap<string, string>): boolean {
  if (!kindOf(folder)) return false;
  const found = filesBelow(folder);
  return (
    found.length === files.size &&
    found.every((path) => {
      const content = files.get(path);
      return content !== undefined && readFileSync(join(folder, path)).equals(Buffer.from(content));
    })
  );
}

/** Paths of everything that is not a folder, and of folders that are empty. */
export function filesBelow(folder: string, prefix = ''): string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = prefix + entry.name;
    if (!entry.isDirectory()) return entry.isFile() ? [path] : [`${path} (no plain file)`];
    const below = filesBelow(folder, `${path}/`);
    return below.length > 0 ? below : [`${path}/`];
  });
}

function replace(folder: string, files: ReadonlyMap<string, string>): void {
  const [fresh, old] = [beside(folder, 'new'), beside(folder, 'old')];
  const replaces = kindOf(folder) !== undefined;
  try {
    writeAll(fresh, files);
    // A folder can't be renamed over one that holds files.
    if (replaces) renameSync(folder, old);
    renameSync(fresh, folder);
  } catch (error) {
    if (replaces && !kindOf(folder)) renameSync(old, folder);
    discard(fresh);
    throw error;
  }
  discard(old);
}

/** Node's own recursive form never returns where a folder takes no other, as below /proc. */
function makeFolder(folder: string): void {
  if (kindOf(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Threads that render one fleet each make its folder.
    if (!kindOf(folder)?.isDirectory()) throw error;
  }
}

function writeAll(folder: string, files: ReadonlyMap<string, string>): void {
  makeFolder(folder);
  const made = new Set(['.']);
  for (const [path, content] of files) {
    const parent = dirname(path);
    if (!made.has(parent)) mkdirSync(join(folder, parent), { recursive: true });
    made.add(parent);
    writeFileSync(join(folder, path), content);
  }
}

/** What can't be removed now, the next call removes. */
function discard(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // The output is as it should be, or a better error is on its way.
  }
}
