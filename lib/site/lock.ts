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

/** Versions that are tags of one image each: such a one may be followed by its digest, and then nobody can move it. */
const images = [
  'postgresql',
  'cloudnativePgPostgresql',
  'redis',
  'rclone',
  'elasticsearch',
] as const satisfies VersionName[];

const tag = /^[A-Za-z0-9][A-Za-z0-9._-]{0,100}$/;
const tagWithDigest = /^[A-Za-z0-9][A-Za-z0-9._-]{0,100}(@sha256:[0-9a-f]{64})?$/;

export class LockError extends Error {}

/** The form in which Mammut writes it; the lines of versions. */
const written = /^(?:#.*\n)*versions:\n((?: {2}[\w/-]+: "[^"\\\n]*"\n)+)$/;

/** Each site of a fleet has a lock, nearly always as it was written: no need of a YAML parser. */
function versionsIn(text: string): unknown {
  const lines = written.exec(text)?.[1]?.matchAll(/^ {2}(.+): "(.*)"$/gm);
  const pairs = [...(lines ?? [])].map(([, name = '', version = '']) => [name, version] as const);
  if (pairs.length > 0 && new Set(pairs.map(([name]) => name)).size === pairs.length) return Object.fromEntries(pairs);
  try {
    return (parseYaml(text) as { versions?: unknown } | null)?.versions;
  } catch {
    throw new LockError('the lock is not readable as YAML');
  }
}

function parseLock(text: string): Partial<Record<string, string>> {
  const versions = versionsIn(text);
  const valid = ([name, version]: [string, unknown]) => {
    const form = (images as readonly string[]).includes(name) ? tagWithDigest : tag;
    return typeof version === 'string' && form.test(version);
  };
  if (typeof versions !== 'object' || versions === null || !Object.entries(versions).every(valid)) {
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
