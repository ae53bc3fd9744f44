import { closeSync, constants, existsSync, lstatSync, openSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OutputError } from '../output/output-error';
import { publish } from '../output/write';
import { InputError } from './errors';
import type { Loaded } from './load';

/** A site in its folder. */
export interface Written {
  readonly folder: string;
  readonly change: 'written' | 'unchanged';
  /** Whether there was nothing before. */
  readonly isNew: boolean;
}

/** Writes a site that renders into its folder below `out`, and its lock. @throws {OutputError} */
export function write(site: Loaded, out: string): Written {
  keepLock(site);
  const folder = join(out, site.name ?? '');
  const held = heldBy(folder);
  refuseForeign(folder, held);
  return { folder, change: publish(folder, site.files), isNew: held.length === 0 };
}

const heldBy = (folder: string) => (existsSync(folder) && lstatSync(folder).isDirectory() ? readdirSync(folder) : []);

export interface Named {
  readonly file: string;
  readonly name: string | undefined;
}

/** Two sites of one name would write one folder, the second over the first. @throws {InputError} */
export function refuseTwins(sites: readonly Named[]): void {
  const twin = twinOf(sites);
  if (twin !== undefined) throw new InputError(twin);
}

/** What is wrong with the first whose name another one has. */
export function twinOf(sites: readonly Named[]): string | undefined {
  const first = new Map<string, string>();
  for (const { file, name } of sites) {
    if (name === undefined) continue;
    const other = first.get(name);
    if (other !== undefined) return `${file}: the name ${name} is also that of ${other}: give one of them another`;
    first.set(name, file);
  }
  return undefined;
}

/** Publishing replaces the whole folder, so it must be one of ours: each holds an inventory. */
function refuseForeign(folder: string, held: readonly string[]): void {
  if (held.length > 0 && !held.includes('inventory.json')) {
    throw new OutputError(
      `${folder} holds something else (${held.slice(0, 3).join(', ')}): choose another folder with --out, or move it away`,
    );
  }
}

/** As usual, but never what a symbolic link leads to. */
function writeHere(file: string, content: string): void {
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW = 0 } = constants;
  const handle = openSync(file, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
  try {
    writeFileSync(handle, content);
  } finally {
    closeSync(handle);
  }
}

/** The lock first: what is rendered without it could have other versions next time. */
function keepLock({ lock, lockFile }: Loaded): void {
  if (lock === undefined) return;
  try {
    writeHere(lockFile, lock);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const cause = code === 'ELOOP' ? 'a symbolic link' : (code ?? 'unknown error');
    throw new OutputError(
      `${lockFile} can't be written (${cause}): the versions of this site would not be kept; make its folder writable`,
    );
  }
}
