import { Chance } from './chance';
import { hostile } from './hostile';
import { randomSite } from './sites';

/** A text from a valid declaration, broken once to three times, or one that never was a declaration. */
export function broken(seed: number, index: number): string {
  const chance = new Chance(seed ^ 0x5eed, index);
  if (chance.happens(0.1)) return chance.pick(hostile)();
  let { text } = randomSite(seed, index);
  for (let times = chance.whole(1, 3); times > 0; times--) text = chance.pick(breakages)(text, chance);
  return text;
}

type Breakage = (text: string, chance: Chance) => string;

const scalars = [
  '',
  'null',
  '~',
  'true',
  'yes',
  'NO',
  '0',
  '-1',
  '1.30',
  '1e400',
  '-0',
  '.inf',
  '.nan',
  '0x1F',
  '0o17',
  '1_000',
  '99999999999999999999',
  '9007199254740993',
  '""',
  "''",
  '[]',
  '{}',
  '[1, [2]]',
  '{a: {b: c}}',
  '2026-01-01',
  '!!binary aGVsbG8=',
  '!!set {a, b}',
  '!custom x',
  '!!str 1',
  '*none',
  '&a [*a]',
  '|\n  a\n  b',
  '>-\n  folded',
  '"\\u0000"',
  '"\\u001b[31mred"',
  '"\\ud800"',
  '"\u202Eevil"',
  '"a\\nb"',
  '"\u2028"',
  '😀',
  '\u0007',
  '../../etc/passwd',
  '/etc/passwd',
  '$(id)',
  '`id`',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what a shell would replace
  '${HOME}',
  "'; rm -rf / #",
  '"; curl x | sh; "',
  '{{ .Values.x }}',
  '%s%n',
  '-----',
  '---',
  '...',
  'x'.repeat(300),
  `"${'a.'.repeat(200)}"`,
  '192.168.1.256',
  '::1',
  '0.0.0.0/0',
  '300.1.1.1/40',
  'localhost',
  'kubernetes.default.svc',
  'constructor',
  '__proto__',
  'toString',
];

const keys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '""',
  '"\\u0000"',
  '? [a]',
  '? {a: b}',
  '1',
  'null',
  '<<',
  'extra',
  '😀',
  '"a b"',
  '*x',
  '!!str k',
];

function lineOf(
  text: string,
  chance: Chance,
): { lines: string[]; at: number; indent: string; key: string | undefined } {
  const lines = text.split('\n');
  const at = chance.whole(0, Math.max(0, lines.length - 2));
  const [, indent = '', key] = /^([ -]*)([^:#]+):/.exec(lines[at] ?? '') ?? [];
  return { lines, at, indent, key };
}

/** Changes one line, chosen at random; undefined deletes it. */
const atLine =
  (
    change: (line: { text: string; indent: string; key: string | undefined }, chance: Chance) => string | undefined,
  ): Breakage =>
  (text, chance) => {
    const { lines, at, indent, key } = lineOf(text, chance);
    const changed = change({ text: lines[at] ?? '', indent, key }, chance);
    lines.splice(at, 1, ...(changed === undefined ? [] : [changed]));
    return lines.join('\n');
  };

const breakages: readonly Breakage[] = [
  // Another value, of any type.
  atLine(({ text, indent, key }, chance) => (key === undefined ? text : `${indent}${key}: ${chance.pick(scalars)}`)),
  atLine(({ text, indent, key }, chance) =>
    key === undefined ? text : `${indent}${key}: ${chance.whole(-5, 1_000_000)}`,
  ),
  // A key less, more, twice or mistyped.
  atLine(() => undefined),
  atLine(
    ({ text, indent }, chance) => `${indent.replace('-', ' ')}${chance.pick(keys)}: ${chance.pick(scalars)}\n${text}`,
  ),
  atLine(({ text }) => `${text}\n${text}`),
  atLine(({ text, indent, key }) =>
    key === undefined ? text : `${indent}${key.slice(0, -1)}${text.slice(indent.length + key.length)}`,
  ),
  // Another shape.
  atLine(({ text }, chance) => `${' '.repeat(chance.whole(1, 5))}${text}`),
  atLine(({ text }) => text.replace(/^ {1,2}/, '')),
  atLine(({ text }) => `\t${text}`),
  atLine(({ text }) => text.replace(/^( *)- /, '$1')),
  atLine(({ text }, chance) => text.slice(0, chance.whole(0, text.length))),
  atLine(
    ({ text }, chance) =>
      `${text}${chance.pick([' #', ':', ' "', " '", ' [', ' {', ' &a', ' |', '\u0000', '\ud800', '\ufeff', '\u0085'])}`,
  ),
  (text, chance) => text.slice(0, chance.whole(0, text.length)),
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => text.replaceAll('\n', '\r'),
  (text) => `\ufeff${text}`,
  (text) => `---\n${text}---\n${text}`,
  (text) => `%YAML 1.1\n---\n${text}`,
  (text) => text.replaceAll('  ', '\t'),
  (text, chance) => {
    const at = chance.whole(0, text.length);
    return text.slice(0, at) + String.fromCharCode(chance.whole(0, 0xffff)) + text.slice(at);
  },
  (text, chance) => {
    const lines = text.split('\n');
    const from = chance.whole(0, lines.length);
    return [...lines.slice(0, from), ...chance.shuffled(lines.slice(from))].join('\n');
  },
];
