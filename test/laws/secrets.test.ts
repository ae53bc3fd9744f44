import { stringify } from 'yaml';
import { looksSecret } from '../../lib/site/secret-values';
import { synthesize } from '../../lib/synthesize';
import { root, type Schema, variants } from '../random/schema';
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

interface Spot {
  readonly site: Readonly<Record<string, unknown>>;
  readonly path: readonly (string | number)[];
  /** Planted as a key of a map with free keys. */
  readonly asKey: boolean;
}

/** Every place of the schema that takes text, once, with a declaration that has it. */
function spots(): Map<string, Spot> {
  const found = new Map<string, Spot>();
  for (let index = 0; index < 120; index++) {
    const { value } = randomSite(7, index);
    for (const [place, path, asKey] of texts(value, root, '', [])) found.set(place, { site: value, path, asKey });
  }
  return found;
}

type Found = [place: string, path: (string | number)[], asKey: boolean];

function* texts(
  value: unknown,
  schema: Schema | undefined,
  place: string,
  path: (string | number)[],
): Generator<Found> {
  if (schema?.wrapped) return yield* texts(value, schema.wrapped, place, path);
  if (schema?.type === 'variant') {
    const name = String((value as Record<string, unknown>)[schema.key ?? '']);
    const option = variants(schema).find(([one]) => one === name)?.[1];
    return yield* texts(value, option, `${place}(${name})`, path);
  }
  if (typeof value === 'string') yield [place, path, false];
  else if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) yield* texts(one, schema?.item, `${place}[]`, [...path, index]);
  } else if (typeof value === 'object' && value !== null) {
    const free = schema?.entries === undefined;
    for (const [key, one] of Object.entries(value)) {
      const at = free ? `${place}.*` : `${place}.${key}`;
      if (free) yield [`${at} (key)`, [...path, key], true];
      yield* texts(one, schema?.entries?.[key] ?? schema?.value, at, [...path, key]);
    }
  }
}

function planted({ site, path, asKey }: Spot, secret: string): string {
  const copy = structuredClone(site) as Record<string | number, unknown>;
  const owner = path
    .slice(0, -1)
    .reduce<Record<string | number, unknown>>((map, key) => map[key] as Record<string, unknown>, copy);
  const last = path.at(-1) ?? '';
  if (asKey) {
    owner[secret] = owner[last];
    delete owner[last];
  } else owner[last] = secret;
  return stringify(copy, { lineWidth: 0 });
}

test('a secret planted anywhere is refused there, never shown and never rendered', () => {
  const all = [...spots()];
  expect(all.length).toBeGreaterThan(120);
  const values = Object.values(secrets);
  const leaks = all.flatMap(([place, spot], index) => {
    const secret = values[index % values.length] ?? '';
    const { files, findings } = synthesize(planted(spot, secret));
    const said = findings.map(({ message, fix }) => message + fix).join('\n');
    const shown = said.includes(secret.slice(0, 20)) ? [`${place}: ${said}`] : [];
    const refused = findings.some(({ rule, severity }) => severity === 'error' && rule === 'declaration/secret-value');
    const rendered = [...files]
      .filter(([, text]) => text.includes(secret.split('\n')[0] ?? ''))
      .map(([file]) => `${place}: in ${file}`);
    return [...shown, ...rendered, ...(refused ? [] : [`${place}: not refused`])];
  });
  expect(leaks).toEqual([]);
});

test('names and figures of the shipped sites are no secrets', () => {
  for (const name of ['home', 'microk8s-jiva', 'one-node'] as const) {
    expect(synthesize(declaration(name)).findings.filter(({ rule }) => rule.includes('secret'))).toEqual([]);
  }
});
