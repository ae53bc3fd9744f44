import { LockError } from '../site/lock';
import { synthesize } from '../synthesize';
import { type Held, type Objects, objectsIn } from './objects';

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
  return [...objectsIn(filesOf(copies[0]))].map(([id, held]) => [`${site}${id}`, held]);
}

function filesOf({ 'site.yaml': declaration, 'site.lock': lock }: Readonly<Record<string, string>>) {
  try {
    return synthesize(declaration ?? '', lock).files;
  } catch (error) {
    if (error instanceof LockError) return new Map<string, string>();
    throw error;
  }
}
