import { closeSync, constants, existsSync, lstatSync, openSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OutputError } from '../output/output-error';
import { publish } from '../output/write';
import { paintFor } from './colour';
import { InputError } from './errors';
import { type Loaded, load } from './load';
import type { Format } from './options';
import { findingsReport, findingsText, json } from './print';
import { isQuiet } from './quiet';

/** What came of one site. */
interface Rendered extends Loaded {
  /** Undefined where nothing was written. */
  readonly folder?: string;
  readonly changed?: boolean;
  /** The folder was not there before. */
  readonly isNew?: boolean;
}

/**
 * Renders each declaration into its folder below `out`. Nothing is written while any of them has an error.
 * @returns the exit code
 */
export function synth(files: readonly string[], out: string, format: Format = 'text'): number {
  const sites = files.map(load);
  const isSound = sites.every(({ name }) => name !== undefined);
  if (format === 'text') tellFindings(sites, isSound);
  if (isSound) refuseTwins(sites);
  const say = format === 'text' && !isQuiet() ? (one: Rendered) => process.stdout.write(line(one)) : () => {};
  const rendered = isSound ? sites.map((site) => write(site, out, say)) : sites;
  if (format === 'json') process.stdout.write(json({ sites: rendered.map(report) }));
  return isSound ? 0 : 1;
}

function tellFindings(sites: readonly Loaded[], isSound: boolean): void {
  const paint = paintFor(process.stderr);
  for (const { file, findings } of sites) process.stderr.write(findingsText(file, findings, paint));
  if (!isSound && !isQuiet()) process.stderr.write('nothing was written: mend the errors first\n');
}

/** @param say is told of each at once: the next one may fail */
function write(site: Loaded, out: string, say: (one: Rendered) => void): Rendered {
  keepLock(site);
  const folder = join(out, site.name ?? '');
  refuseForeign(folder);
  const isNew = heldBy(folder).length === 0;
  const written = { ...site, folder, isNew, changed: publish(folder, site.files) === 'written' };
  say(written);
  return written;
}

function line({ file, files, folder = '', changed, isNew, lock, lockFile }: Rendered): string {
  const locked = lock === undefined ? '' : `${lockFile}: written; commit it with the declaration\n`;
  return `${locked}${file}: ${files.size} files in ${folder}, ${changed ? 'written' : 'unchanged'}\n${isNew ? next(file, folder) : ''}`;
}

function report({ file, findings, name, files, folder, changed = false, lock, lockFile }: Rendered) {
  const written = folder !== undefined && lock !== undefined ? lockFile : undefined;
  return { name, folder, files: files.size, changed, lockWritten: written, ...findingsReport(file, findings) };
}

/** What a person does who never saw this folder. */
const next = (file: string, folder: string) =>
  `Put all of it into git. See how far the cluster is from it, then follow README.md in the folder from its first line:\n  npx mammut doctor ${file}\n  cd ${folder}\n`;

const heldBy = (folder: string) => (existsSync(folder) && lstatSync(folder).isDirectory() ? readdirSync(folder) : []);

/** Two sites of one name would write one folder, the second over the first. */
function refuseTwins(sites: readonly Loaded[]): void {
  for (const [index, { file, name }] of sites.entries()) {
    const first = sites.findIndex((other) => other.name === name);
    if (first < index)
      throw new InputError(`${file}: the name ${name} is also that of ${sites[first]?.file}: give one of them another`);
  }
}

/** Publishing replaces the whole folder, so it must be one of ours: each holds an inventory. */
function refuseForeign(folder: string): void {
  const held = heldBy(folder);
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
