import { parse as parseYaml } from 'yaml';
import { currentVersions, type VersionName, type Versions } from './versions';

/** Versions that a site was rendered with, kept beside its declaration. */
export interface Lock {
  readonly versions: Versions;
  /** Content to write; undefined where the file already says all of it. */
  readonly write: string | undefined;
}

const names = Object.keys(currentVersions) as VersionName[];

/**
 * Versions of the lock; what it lacks starts with today's.
 * @param text content of the lock file; undefined where there is none yet
 * @throws {LockError} for a file that is no lock
 */
export function readLock(text: string | undefined): Lock {
  const held = text === undefined ? {} : parseLock(text);
  const versions = Object.fromEntries(names.map((name) => [name, held[name] ?? currentVersions[name]])) as Versions;
  const content = lockText(versions);
  return { versions, write: text === content || names.every((name) => held[name] !== undefined) ? undefined : content };
}

export class LockError extends Error {}

function parseLock(text: string): Partial<Record<string, string>> {
  let value: unknown;
  try {
    value = parseYaml(text);
  } catch {
    throw new LockError('the lock is not readable as YAML');
  }
  const versions = (value as { versions?: unknown } | null)?.versions;
  const valid = (version: unknown) => typeof version === 'string' && /^[A-Za-z0-9][A-Za-z0-9._-]{0,100}$/.test(version);
  if (typeof versions !== 'object' || versions === null || !Object.values(versions).every(valid)) {
    throw new LockError('the lock holds no map `versions` of names and versions');
  }
  return versions as Partial<Record<string, string>>;
}

export function lockText(versions: Versions): string {
  const lines = names.map((name) => `  ${name}: "${versions[name]}"`);
  return [
    '# Versions that this site is rendered with. A newer Mammut changes none of them; you do, line by line.',
    'versions:',
    ...lines,
    '',
  ].join('\n');
}
