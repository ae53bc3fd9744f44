import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { parse, stringify } from 'yaml';
import { hostFile } from '../../lib/site/host';
import { read } from '../../lib/site/read';
import { resolve } from '../../lib/site/resolve';
import type { ShippedSite } from '../../lib/site/rule';
import { siteSchema } from '../../lib/site/schema';
import type { Site } from '../../lib/site/site';
import { currentVersions, type Versions } from '../../lib/site/versions';

type Yaml = Record<string, unknown>;

/** Text of a shipped declaration with a YAML fragment merged over it: maps deep, lists replaced, null deletes a key. */
export function declaration(name: ShippedSite, overlay = ''): string {
  return overlay === '' ? base(name).text : stringify(overlaid(name, overlay));
}

function overlaid(name: ShippedSite, overlay: string): Yaml {
  return merge(base(name).value, (parse(overlay) ?? {}) as Yaml);
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

/** A shipped site with changes, resolved; rules are not run. Fails loudly where the declaration can't be read. */
export function shipped(name: ShippedSite, overlay = '', versions: Versions = currentVersions): Site {
  const key = JSON.stringify([name, overlay, versions]);
  const site =
    sites.get(key) ?? byValues(overlaid(name, overlay), versions) ?? byText(declaration(name, overlay), versions);
  sites.set(key, site);
  return site;
}

/** Reading text and the places in it takes longer than most tests; undefined where a message is wanted, or a host. */
function byValues(value: Yaml, versions: Versions): Site | undefined {
  const { success, output } = v.safeParse(siteSchema, value);
  return success ? resolve(output, versions, value, undefined) : undefined;
}

function byText(text: string, versions: Versions): Site {
  // A guest's host is the shipped site of that name.
  const file = hostFile(text);
  const hostName = file?.replace('.yaml', '') as ShippedSite | undefined;
  const host = file && hostName && { file, value: base(hostName).value, site: shipped(hostName) };
  const { declared, parsed, findings } = read(text, host || undefined);
  if (declared === undefined)
    throw new Error(findings.map((one) => `${one.line}:${one.column} ${one.message}`).join('\n'));
  return resolve(declared, versions, parsed?.value as object, host ? host.site : undefined);
}
