import { identityOf, type OutputObject, objectsOf } from '../output/objects';
import { declare } from '../site/declare';
import { LockError, readLock } from '../site/lock';
import type { Held, Objects } from './objects';

/**
 * Old sites as this Mammut renders them, from the copies of declaration and lock that their backups carry: what differs
 * from the old objects is a newer Mammut's doing, all else the declaration's or the lock's.
 * @returns undefined where a site has no copy (`backup: none`), needs its host's declaration, or renders no more
 */
export function renderedAgain(before: Objects): Objects | undefined {
  const sites = [...new Set([...before.keys()].map(siteOf))];
  const again = sites.map((site) => siteAgain(before, site));
  return again.some((one) => one.length === 0) ? undefined : new Map(again.flat());
}

const siteOf = (id: string) => id.slice(0, id.indexOf(':'));

function siteAgain(before: Objects, site: string): [string, Held][] {
  const copies = [...before].flatMap(([id, { json }]) =>
    siteOf(id) === site && json.kind === 'ConfigMap' && json.data?.['site.yaml'] ? [json.data] : [],
  );
  if (copies.length !== 1) return [];
  return objectsAgain(copies[0]).map(({ file, json }) => [`${site}:${identityOf(json)}`, { file, json }]);
}

function objectsAgain({ 'site.yaml': declaration, 'site.lock': lock }: Readonly<Record<string, string>>) {
  try {
    const { site } = declare(declaration ?? '', readLock(lock).versions);
    // As they are read from files: without what is undefined.
    return site === undefined ? [] : (JSON.parse(JSON.stringify(objectsOf(site))) as OutputObject[]);
  } catch (error) {
    if (error instanceof LockError) return [];
    throw error;
  }
}
