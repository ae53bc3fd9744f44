import { existsSync, lstatSync, readdirSync, writeFileSync } from 'node:fs';
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
  const written = { ...site, folder, changed: publish(folder, site.files) === 'written' };
  say(written);
  return written;
}

function line({ file, files, folder, changed, lock, lockFile }: Rendered): string {
  const locked = lock === undefined ? '' : `${lockFile}: written; commit it with the declaration\n`;
  return `${locked}${file}: ${files.size} files in ${folder}, ${changed ? 'written' : 'unchanged'}\n`;
}

function report({ file, findings, name, files, folder, changed = false, lock, lockFile }: Rendered) {
  const written = folder !== undefined && lock !== undefined ? lockFile : undefined;
  return { name, folder, files: files.size, changed, lockWritten: written, ...findingsReport(file, findings) };
}

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
  const held = existsSync(folder) && lstatSync(folder).isDirectory() ? readdirSync(folder) : [];
  if (held.length > 0 && !held.includes('inventory.json')) {
    throw new OutputError(
      `${folder} holds something else (${held.slice(0, 3).join(', ')}): choose another folder with --out, or move it away`,
    );
  }
}

/** The lock first: what is rendered without it could have other versions next time. */
function keepLock({ lock, lockFile }: Loaded): void {
  if (lock === undefined) return;
  try {
    writeFileSync(lockFile, lock);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new OutputError(
      `${lockFile} can't be written (${code ?? 'unknown error'}): the versions of this site would not be kept; make its folder writable`,
    );
  }
}
