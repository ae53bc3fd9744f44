import { stringify } from 'yaml';
import { findingsJson, findingsText } from '../../lib/cli/print';
import { looksSecret } from '../../lib/site/secret-values';
import { synthesize } from '../../lib/synthesize';
import { mapOf, root, type Schema, variants } from '../random/schema';
import { randomSite } from '../random/sites';
import { declaration } from '../support/site';

/** Made up, in the shapes that real ones have. */
const hex = (length: number) =>
  Array.from({ length }, (_, index) => ((index * 7 + (index >> 2) * 5 + 3) % 16).toString(16)).join('');
const mixed = (length: number) =>
  Array.from({ length }, (_, index) => 'aZ3kQ9xW7bR2mT5yH8cV4nJ6pD1fS0gL'[(index * 5 + (index >> 3)) % 32]).join('');
const secrets: Readonly<Record<string, string>> = {
  'a PEM key': `-----BEGIN PRIVATE KEY-----\n${mixed(64)}\n-----END PRIVATE KEY-----`,
  SECRET_KEY_BASE: hex(128),
  'an API token of 64 hexadecimal digits': hex(64),
  'an AWS access key': 'AKIAQ7ZT3MXW5RBN2KDL',
  'an AWS secret key': `${mixed(20)}/${mixed(19)}`,
  'an address with a password': 'postgres://mastodon:correct-horse@db.example.org/mastodon',
  'a VAPID private key': `${mixed(43)}=`,
  'a VAPID private key without padding': mixed(43),
  'a password in a setting': 'password=correct-horse',
  'a JSON web token': `eyJhbGciOiJIUzI1NiJ9.${mixed(30)}.${mixed(43)}`,
  'a token of 40 characters': mixed(40),
  'an age key': `AGE-SECRET-KEY-1${mixed(58).toUpperCase()}`,
};

test.each(Object.entries(secrets))('%s is known by its looks', (_what, secret) => {
  expect(looksSecret(secret)).toBeDefined();
});

type Path = (string | number)[];

/** Every text below a value: where the schema has it, its path, and whether it is a key of a map with free keys. */
function* texts(
  value: unknown,
  schema: Schema | undefined,
  place: string,
  path: Path,
): Generator<[string, Path, boolean]> {
  if (schema?.wrapped) return yield* texts(value, schema.wrapped, place, path);
  if (schema?.type === 'union' && typeof value === 'object') return yield* texts(value, mapOf(schema), place, path);
  if (schema?.type === 'variant') {
    const key = schema.key ?? '';
    const name = String((value as Record<string, unknown>)[key]);
    const { [key]: _engine, ...others } = value as Record<string, unknown>;
    return yield* texts(others, variants(schema).find(([one]) => one === name)?.[1], `${place}(${name})`, path);
  }
  if (typeof value === 'string') yield [place, path, false];
  else if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) yield* texts(one, schema?.item, `${place}[]`, [...path, index]);
  } else if (typeof value === 'object' && value !== null) {
    const free = schema?.entries === undefined;
    for (const [key, one] of Object.entries(value)) {
      const at = free ? `${place}.*` : `${place}.${key}`;
      yield* texts(one, schema?.entries?.[key] ?? schema?.value, at, [...path, key]);
      if (free) yield [`${at} (key)`, [...path, key], true];
    }
  }
}

/** Puts a secret at the path, or in place of its last key. @returns the path where it then stands */
function plant(declaration: Record<string, unknown>, path: Path, asKey: boolean, secret: string): Path {
  type Map = Record<string | number, unknown>;
  const owner = path.slice(0, -1).reduce<Map>((map, key) => map[key] as Map, declaration);
  const last = path.at(-1) ?? '';
  if (!asKey) {
    owner[last] = secret;
    return path;
  }
  owner[secret] = owner[last];
  delete owner[last];
  return [...path.slice(0, -1), secret];
}

test.each([
  ['as a value', false],
  ['as a key', true],
])('a secret planted anywhere %s is refused there and never shown', (_what, keys) => {
  const values = Object.values(secrets);
  const places = new Set<string>();
  const leaks: string[] = [];
  for (let index = 0; index < 40; index++) {
    const site = structuredClone(randomSite(7, index).value) as Record<string, unknown>;
    const spots = [...texts(site, root, '', [])].filter(([, , asKey]) => asKey === keys);
    if (spots.length === 0) continue;
    const planted = spots.map(([place, path, asKey], spot) => {
      places.add(place);
      const secret = values[(index + spot) % values.length] ?? '';
      return [place, plant(site, path, asKey, secret), secret] as const;
    });
    const { files, findings } = synthesize(stringify(site, { lineWidth: 0 }));
    expect(files.size).toBe(0);
    const refused = findings.filter(({ rule }) => rule === 'declaration/secret-value');
    const at = new Set(refused.map(({ path }) => JSON.stringify(path.slice(-1))));
    const printed = findingsText('site.yaml', findings) + findingsJson('site.yaml', findings);
    for (const [place, path, secret] of planted) {
      if (!at.has(JSON.stringify(path.slice(-1)))) leaks.push(`${place}: not refused`);
      if (printed.includes(secret.slice(0, 20))) leaks.push(`${place}: shown`);
    }
  }
  expect(leaks).toEqual([]);
  expect(places.size).toBeGreaterThan(keys ? 4 : 100);
});

test('names and figures of the shipped sites are no secrets', () => {
  for (const name of ['home', 'microk8s-jiva', 'one-node'] as const) {
    expect(synthesize(declaration(name)).findings.filter(({ rule }) => rule.includes('secret'))).toEqual([]);
  }
});
