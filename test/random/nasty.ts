import { declare } from '../../lib/site/declare';
import { currentVersions } from '../../lib/site/versions';
import { Chance } from './chance';

/** Texts that one YAML parser or another takes for something else. */
export const nasty: readonly string[] = [
  ...'yes Yes NO no on Off y n true TRUE False null Null NULL ~ nil none'.split(' '),
  ...'0o17 017 0x1F 0b101 1e3 1E-3 e1 .5 5. +1 -0 1_000 1,000 00 0.0 12e03 685.230_15e+03'.split(' '),
  ...'12:34:56 1:20 190:20:30.15 2001-01-01 2001-1-1 2001-12-14t21:59:43.10-05:00 1.30 v1'.split(' '),
  ...'= << .inf -.INF .nan .NaN - -- --- ... ? : , [ ] { } & * ! | > % @ ` # \\ \' " \'\' ""'.split(' '),
  ...['a: b', 'a:', ': a', 'a #b', '#a', '- a', '? a', '&a b', '*a', '!a b', '{a: b}', '[a]', '@a', '%a', '|', '>-'],
  ...[' lead', 'trail ', ' ', '', '\ta', 'a\t', 'a\tb', '"a"', "it's", 'back\\slash', '\\n', '$(A) $$ $B', '{{ .A }}'],
  ...['ä', '日本語', '😀', '👩‍👩‍👧', 'é', '\u00a0', '\u3000a', 'ﬁ'],
];

/** Of several lines. */
export const nastyLines: readonly string[] = [
  ...['a\nb', 'a\n', '\na', '\n', '\n\n', 'a\n\nb\n\n', ' a\n b\n', 'a \nb', 'a\n b\n  c\n', 'a\n\tb\n', '\ta\nb\n'],
  ...['---\na: 1\n...\n', '# a\nb\n', 'a: |\n  b\n', `${'x'.repeat(200)} ${'y'.repeat(200)}\nz\n`],
];

/** Of characters that no declaration holds, but the emitter is asked to hold all the same. */
export const unseen: readonly string[] = [
  '\u0085',
  '\u2028',
  '\u2029',
  '\ufeff',
  '\u007f',
  '\u0000',
  '\u001b[1m',
  '\r',
  'a\r\nb',
  '\ue009',
];

type Tree = Record<string, unknown>;

/** A valid declaration with such texts wherever one is allowed. */
export function withNasty(site: Readonly<Tree>, index: number): Tree {
  const chance = new Chance(0x9a57, index);
  const mastodon = site.mastodon as Tree;
  const database = site.database as Tree | undefined;
  const free = [...nasty, ...nastyLines].map((text, at) => [`FREE_${at}`, text]);
  const parameters = nasty.filter((text) => /^[^\p{C}]+$/u.test(text)).map((text, at) => [`free.text${at}`, text]);
  let value: Tree = {
    ...site,
    mastodon: { ...mastodon, env: { ...(mastodon.env as Tree), ...Object.fromEntries(free) } },
    ...(database &&
      database.engine !== 'external' && {
        database: {
          ...database,
          parameters: { ...(database.parameters as Tree), ...Object.fromEntries(chance.some(parameters).slice(0, 60)) },
        },
      }),
  };
  if (!isValid(value)) value = structuredClone(site) as Tree;
  for (const path of textsIn(site)) {
    const changed = structuredClone(value);
    set(changed, path, chance.pick(nasty));
    if (isValid(changed)) value = changed;
  }
  return value;
}

const isValid = (value: object) => declare(JSON.stringify(value), currentVersions).site !== undefined;

function textsIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => textsIn(one, [...path, key]));
}

function set(value: Tree, path: readonly string[], text: string): void {
  const above = path.slice(0, -1).reduce<unknown>((map, step) => (map as Tree)[step], value) as Tree;
  above[path.at(-1) ?? ''] = text;
}
