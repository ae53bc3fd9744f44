import { existsSync, lstatSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { LocatedFinding } from '../../site/finding';
import { composed } from '../../site/layered';
import { InputError } from '../errors';
import { load, readText, type Sources, sourcesOf } from '../load';
import { isMendable } from '../run';
import { write } from '../write-site';
import { nameAtSight } from './name-at-sight';
import { inMap, onDisk, sealOf } from './seal';
import type { Sealed } from './seals';

/** What came of a job: its result, or why there is none. */
export type Outcome<R> = { readonly result: R } | { readonly fault: string };

export function outcomeOf<J, R>(job: (asked: J) => R, asked: J): Outcome<R> {
  try {
    return { result: job(asked) };
  } catch (error) {
    if (isMendable(error)) return { fault: error.message };
    return { fault: `a fault of Mammut itself: ${error instanceof Error ? error.stack : String(error)}` };
  }
}

export interface Looked {
  /** As declared; undefined where the file can't be read so far. */
  readonly name: string | undefined;
  readonly isUnchanged: boolean;
}

interface LookedAt {
  readonly file: string;
  readonly out: string;
  readonly sealed: Sealed | undefined;
}

/** Several at a time: one look takes hardly longer than to ask for it. */
const look = (many: readonly LookedAt[]): Outcome<Looked>[] => many.map((one) => outcomeOf(lookAt, one));

function lookAt({ file, out, sealed }: LookedAt): Looked {
  if (sealed !== undefined && isAsSealed(sealed, out)) return { name: sealed.name, isUnchanged: true };
  return { name: nameAtSight(readText(file) ?? '') ?? nameIn(sourcesOf(file)), isUnchanged: false };
}

function nameIn({ text, bases }: Sources): string | undefined {
  const { name } = Object(composed(text, bases).parsed?.value) as { name?: unknown };
  return typeof name === 'string' ? name : undefined;
}

function isAsSealed({ name, from, seal }: Sealed, out: string): boolean {
  const folder = join(out, name);
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return false;
  // Left by a run that was cut off: publishing clears it away.
  if ([`.${name}.new`, `.${name}.old`].some((one) => existsSync(join(out, one)))) return false;
  try {
    return sealOf(from.map(readText), onDisk(folder)) === seal;
  } catch {
    return false;
  }
}

export interface Rendered {
  readonly name: string | undefined;
  readonly findings: readonly LocatedFinding[];
  /** Undefined where it was as it should be. */
  readonly lockWritten: string | undefined;
  /** Undefined where an error kept it from being rendered. */
  readonly written?: {
    readonly folder: string;
    readonly files: number;
    readonly change: 'written' | 'unchanged';
    readonly sealed: Sealed;
  };
}

/** @param asked.name what the file said when all of them were looked at */
function render({ file, out, name }: { file: string; out: string; name: string | undefined }): Rendered {
  const loaded = load(file);
  const { findings, files, lock, lockFile, read } = loaded;
  if (loaded.name === undefined) return { name: undefined, findings, lockWritten: undefined };
  if (loaded.name !== name) throw new InputError('was changed while it was read: run it again');
  const { folder, change } = write(loaded, out);
  const from = [...read].map(([path, text]) => [path, path === lockFile ? (lock ?? text) : text] as const);
  const sealed = {
    file: resolve(file),
    name,
    from: from.map(([path]) => resolve(path)),
    seal: sealOf(
      from.map(([, text]) => text),
      inMap(files),
    ),
  };
  const lockWritten = lock === undefined ? undefined : lockFile;
  return { name, findings, lockWritten, written: { folder, files: files.size, change, sealed } };
}

function check({ file }: { file: string }): { name: string | undefined; findings: readonly LocatedFinding[] } {
  const { name, findings } = load(file);
  return { name, findings };
}

/** What a crew can be asked to do; none of it prints. */
export const jobs = { look, render, check };

export type Jobs = typeof jobs;
