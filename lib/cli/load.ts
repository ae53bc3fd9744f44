import { dirname, join, parse as parsePath } from 'node:path';
import type { BaseFault, Bases } from '../site/bases';
import { declare } from '../site/declare';
import type { DefaultTaken } from '../site/defaults';
import type { LocatedFinding } from '../site/finding';
import { hostFile } from '../site/host';
import { hostOf } from '../site/host-of';
import type { HostSource } from '../site/host-source';
import { layersOf } from '../site/layers';
import { LockError, readLock } from '../site/lock';
import type { Site } from '../site/site';
import { type Synthesis, synthesize } from '../synthesize';
import { baseFile } from './base-file';
import { bytesOf } from './bytes';
import { paintFor } from './colour';
import { InputError } from './errors';
import { findingsText } from './print';

/** A declaration on disk, synthesized, and the lock that belongs to it. */
export interface Loaded extends Synthesis {
  readonly file: string;
  readonly lockFile: string;
  /** Every file that was looked for, with its content; undefined where there is none. */
  readonly read: Contents;
}

type Contents = ReadonlyMap<string, string | undefined>;

/** @throws {InputError} for files that can't be read */
export function load(file: string): Loaded {
  const { text, lockFile, lock, host, bases, read } = sourcesOf(file);
  return withLock(lockFile, () => ({ ...synthesize(text, lock, host, bases), file, lockFile, read }));
}

/** A site that renders, and what is to be said of it. */
export interface LoadedSite {
  readonly site: Site;
  readonly findings: readonly LocatedFinding[];
  readonly defaults: readonly DefaultTaken[];
}

/** Without rendering it. @throws {InputError} for a declaration with errors */
export function loadSite(file: string): LoadedSite {
  const { text, lockFile, lock, host, bases } = sourcesOf(file);
  const { site, findings, defaults } = withLock(lockFile, () =>
    declare(text, readLock(lock).versions, host && hostOf(host), bases),
  );
  if (site === undefined)
    throw new InputError(
      `${file} has errors, mend them first:\n${findingsText(file, findings, paintFor(process.stderr)).trimEnd()}`,
    );
  return { site, findings, defaults };
}

/** Everything that a declaration is made of. */
export interface Sources {
  readonly text: string;
  readonly lockFile: string;
  readonly lock: string | undefined;
  readonly bases: Bases;
  readonly host: HostSource | undefined;
  readonly read: Contents;
}

/** @throws {InputError} for files that can't be read */
export function sourcesOf(file: string): Sources {
  const read = new Map<string, string | undefined>();
  const look = (path: string) => {
    const text = readText(path);
    read.set(path, text);
    return text;
  };
  const text = look(file);
  if (text === undefined) throw new InputError(`${file}: no such file; \`mammut init ${file}\` writes one`);
  const lockFile = lockBeside(file);
  const lock = look(lockFile);
  const bases = basesOf(file, text, look);
  return { text, lockFile, lock, bases, host: hostSource(file, text, bases, look), read };
}

type Look = (path: string) => string | undefined;

export const lockBeside = (file: string) => join(dirname(file), `${parsePath(file).name}.lock`);

/** What a declaration extends, from beside it. */
function basesOf(file: string, text: string, look: Look): Bases {
  const bases = new Map<string, string | BaseFault>();
  layersOf(text, (name) => {
    const place = baseFile(dirname(file), name);
    const base = typeof place === 'string' ? look(place) : place;
    if (base !== undefined) bases.set(name, base);
    return base;
  });
  return bases;
}

/** @throws {InputError} for a lock that is none */
function withLock<T>(lockFile: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof LockError)) throw error;
    throw new InputError(`${lockFile}: ${error.message}: mend it, or delete it to start with today's versions`);
  }
}

/** What a guest's declaration names in place of a cluster, from beside it. */
function hostSource(file: string, text: string, own: Bases, look: Look): HostSource | undefined {
  const named = hostFile(text, own);
  if (named === undefined) return undefined;
  const place = join(dirname(file), named);
  const declaration = look(place);
  if (declaration === undefined)
    throw new InputError(`${file}: cluster names ${named}, and there is no ${place}: bring it back, or name another`);
  return { file: named, declaration, lock: look(lockBeside(place)), bases: basesOf(place, declaration, look) };
}

/** @throws {InputError} where what is read, or what a program printed, is no YAML */
export function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if ((error as Error).name !== 'YAMLException') throw error;
    throw new InputError(
      `can't be read as YAML: ${(error as Error).message.split('\n')[0]}; mend it, or render it again`,
    );
  }
}

export function readText(file: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(file));
  } catch (error) {
    if (error instanceof InputError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      throw new InputError(`${file}: is no UTF-8 text: save it as UTF-8`);
    if (code === 'EISDIR') throw new InputError(`${file}: is a folder: name a file in it`);
    throw new InputError(`${file}: can't be read (${code ?? 'unknown error'}): may you read it?`);
  }
}
