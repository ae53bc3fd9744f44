import { objectsOf as buildObjects, type KubeObject, type OutputObject } from '../../lib/output/objects';
import { type Checked, declare } from '../../lib/site/declare';
import { hostFile } from '../../lib/site/host';
import { hostOf } from '../../lib/site/host-of';
import type { ShippedSite } from '../../lib/site/rule';
import type { Site } from '../../lib/site/site';
import { currentVersions } from '../../lib/site/versions';
import { declaration } from './shipped';

export { declaration, shipped } from './shipped';

const objects = new WeakMap<Site, readonly OutputObject[]>();

/** A site's objects, built once and frozen: tests that change one take a copy. */
export function objectsOf(site: Site): OutputObject[] {
  const built = objects.get(site) ?? buildObjects(site).map(frozen);
  objects.set(site, built);
  return [...built];
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

export function checked(name: ShippedSite, overlay?: string): Checked {
  const text = declaration(name, overlay);
  // A guest's host is the shipped site of that name.
  const file = hostFile(text);
  const host = file && hostOf({ file, declaration: declaration(file.replace('.yaml', '') as ShippedSite) });
  return declare(text, currentVersions, host || undefined);
}

/** Names of the rules that find something. */
export function rulesHit(name: ShippedSite, overlay?: string): string[] {
  return [...new Set(checked(name, overlay).findings.map((finding) => finding.rule))];
}

/** One object by kind and name; fails where there is none or more than one. */
export function find(objects: readonly OutputObject[], kind: string, name: string): KubeObject {
  const found = objects.filter((one) => one.json.kind === kind && one.json.metadata.name === name);
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new Error(
      `${found.length} objects are ${kind} ${name}; there are ${objects.map((one) => `${one.json.kind}/${one.json.metadata.name}`).join(', ')}`,
    );
  }
  return only.json;
}
