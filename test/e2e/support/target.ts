import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf } from '../../cluster/shared-disk';
import { webDomain } from './site';

// The folder of the backups as its NAS sees it, without any of the scripts that wrote it.

function site(): string {
  const disk = folderOf('elsewhere');
  const volume = readdirSync(disk).find((name) => name.endsWith('_backup'));
  if (volume === undefined) throw new Error(`no volume of claim backup in ${disk}`);
  return join(disk, volume, webDomain);
}

/** Sets that are there: those with a manifest. */
export function sets(): string[] {
  const found = readdirSync(join(site(), 'sets')).filter((name) => /^\d/.test(name));
  return found.filter((name) => manifestOf(name) !== undefined).sort();
}

export function newestSet(): string {
  const newest = sets().at(-1);
  if (newest === undefined) throw new Error('there is no set');
  return newest;
}

// biome-ignore lint/suspicious/noExplicitAny: what README.md of the scripts lists
export function manifestOf(set: string): any {
  try {
    return JSON.parse(readFileSync(join(site(), 'sets', set, 'manifest.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Says which results lie in a set: `checked`, `rehearsed`. */
export function resultsOf(set: string): string[] {
  return readdirSync(join(site(), 'sets', set))
    .filter((name) => /^(checked|rehearsed)\.json$/.test(name))
    .map((name) => name.replace('.json', ''))
    .sort();
}

/** Files of a set whose size or hash is not what its manifest says. */
export function damaged(set: string): string[] {
  const files = Object.entries<string>(manifestOf(set)).filter(([key]) => key.startsWith('file:'));
  if (files.length === 0) throw new Error(`the manifest of ${set} names no file`);
  const wrong = files.filter(([key, value]) => {
    const bytes = readFileSync(join(site(), 'sets', set, key.slice('file:'.length)));
    return `${createHash('sha256').update(bytes).digest('hex')} ${bytes.length}` !== value;
  });
  return wrong.map(([key]) => key);
}

/** Bytes of segments that a set wrote itself. */
export function segmentBytes(set: string): number {
  const folder = join(site(), 'segments');
  const own = readdirSync(folder).filter((name) => name.startsWith(`${set}-`));
  return own.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

/** Folders of sets that were begun and not published. */
export function unfinishedSets(): string[] {
  return readdirSync(join(site(), 'sets')).filter((name) => name.startsWith('.partial-'));
}
