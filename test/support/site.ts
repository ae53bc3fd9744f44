import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { audit } from '../../lib/audit';
import { objectsOf as buildObjects, type KubeObject, type OutputObject } from '../../lib/output/objects';
import { rooms } from '../../lib/rooms';
import { type Checked, declare } from '../../lib/site/declare';
import { hostFile } from '../../lib/site/host';
import { hostOf } from '../../lib/site/host-of';
import { read } from '../../lib/site/read';
import { resolve } from '../../lib/site/resolve';
import type { ShippedSite } from '../../lib/site/rule';
import type { Site } from '../../lib/site/site';
import { currentVersions, type Versions } from '../../lib/site/versions';

type Yaml = Record<string, unknown>;

/** Text of a shipped declaration with a YAML fragment merged over it: maps deep, lists replaced, null deletes a key. */
export function declaration(name: ShippedSite, overlay = ''): string {
  const { text, value } = base(name);
  return overlay === '' ? text : stringify(merge(value, (parse(overlay) ?? {}) as Yaml));
}

const bases = new Map<ShippedSite, { readonly text: string; readonly value: Yaml }>();

function base(name: ShippedSite): { readonly text: string; readonly value: Yaml } {
  const known = bases.get(name);
  if (known !== undefined) return known;
  const text = readFileSync(join(__dirname, '..', '..', 'sites', `${name}.yaml`), 'utf8');
  const read = { text, value: parse(text) as Yaml };
  bases.set(name, read);
  return read;
}

function merge(base: Yaml, over: Yaml): Yaml {
  const merged = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const old = merged[key];
    if (value === null) delete merged[key];
    else merged[key] = isMap(value) && isMap(old) && sameEngine(old, value) ? merge(old, value) : value;
  }
  return merged;
}

function isMap(value: unknown): value is Yaml {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Another engine has other keys: it replaces the whole map. */
function sameEngine(old: Yaml, over: Yaml): boolean {
  return ['engine', 'mode'].every((key) => over[key] === undefined || old[key] === undefined || over[key] === old[key]);
}

const sites = new Map<string, Site>();
const objects = new WeakMap<Site, readonly OutputObject[]>();

/** A shipped site with changes, resolved; rules are not run. Fails loudly where the declaration can't be read. */
export function shipped(name: ShippedSite, overlay = '', versions: Versions = currentVersions): Site {
  const key = JSON.stringify([name, overlay, versions]);
  const known = sites.get(key);
  if (known !== undefined) return known;
  const { declared, parsed, findings } = read(declaration(name, overlay));
  if (declared === undefined)
    throw new Error(findings.map((one) => `${one.line}:${one.column} ${one.message}`).join('\n'));
  const site = resolve(declared, versions, parsed?.value as object);
  sites.set(key, site);
  return site;
}

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

/** What the audit finds in a site's objects. */
export function auditOf(site: Site): string[] {
  return audit({
    site,
    objects: objectsOf(site),
    requirements: rooms.flatMap((room) => room.requires(site)),
    secrets: rooms.flatMap((room) => room.secrets(site)),
    connections: rooms.flatMap((room) => room.connections(site)),
  }).map((finding) => `${finding.rule}: ${finding.message}`);
}
