import { findingsText } from '../../lib/cli/print';
import { synthesize } from '../../lib/synthesize';
import { declaration } from '../support/site';

const home = declaration('home');
const lines = home.split('\n').length;

const obeyed: readonly [what: string, character: string, name: string][] = [
  ['a null byte', '\u0000', 'U+0000'],
  ['a bell', '\u0007', 'U+0007'],
  ['an escape, as colours begin with', '\u001b', 'U+001B'],
  ['a delete', '\u007f', 'U+007F'],
  ['a next line of old terminals', '\u0085', 'U+0085'],
  ['a right-to-left override', '\u202e', 'U+202E'],
  ['an isolate', '\u2067', 'U+2067'],
  ['a mark of direction', '\u200f', 'U+200F'],
  ['an Arabic mark', '\u061c', 'U+061C'],
  ['a line separator', '\u2028', 'U+2028'],
  ['a paragraph separator', '\u2029', 'U+2029'],
  ['a second byte order mark', '\ufeff', 'U+FEFF'],
  ['an annotation', '\ufff9', 'U+FFF9'],
  ['a tag that nobody sees', '\u{e0041}', 'U+E0041'],
];

describe.each(obeyed)('%s', (_what, character, name) => {
  test('in a comment is found where it stands', () => {
    const { name: rendered, findings } = synthesize(`${home}# seen ${character}unseen\n`);
    expect(rendered).toBeUndefined();
    expect(findings).toMatchObject([{ rule: 'declaration/character', line: lines, column: 8, fix: 'delete it' }]);
    expect(findings[0]?.message).toContain(name);
  });

  test('as an escape in a setting is found at the value', () => {
    const escaped = [...character].map((one) => `\\U${one.codePointAt(0)?.toString(16).padStart(8, '0')}`).join('');
    const { name: rendered, findings } = synthesize(
      home.replace(/^mastodon:\n/m, `mastodon:\n  env: {SITE_NOTE: "a${escaped}b"}\n`),
    );
    expect(rendered).toBeUndefined();
    expect(findings.map(({ rule, column }) => [rule, column])).toContainEqual(['declaration/character', 20]);
  });

  test('is never printed', () => {
    const { findings } = synthesize(home.replace('name: home', `name: "${character}home"`));
    const printed = findingsText('site.yaml', findings);
    expect(findings.length).toBeGreaterThan(0);
    expect(printed).not.toContain(character);
  });
});

test('what people write is no such character', () => {
  const text = '# Grüße, 日本語, نص, 👩‍👩‍👧 and a\ttab\r\n';
  expect(synthesize(`\ufeff${home}${text}`).findings.map(({ rule }) => rule)).not.toContain('declaration/character');
});

test('a damaged file is told twenty times and no more', () => {
  const { findings } = synthesize('\u0001'.repeat(5000));
  expect(findings.filter(({ rule }) => rule === 'declaration/character').length).toBeLessThanOrEqual(20);
});

test('a carriage return inside of a value is refused, at the end of a line it is none', () => {
  const inside = home.replace(/^mastodon:\n/m, 'mastodon:\n  env: {SITE_NOTE: "a\\rb"}\n');
  expect(
    synthesize(inside)
      .findings.map(({ message }) => message)
      .join(),
  ).toContain('U+000D');
  expect(synthesize(home.replaceAll('\n', '\r\n')).name).toBe('home');
});
