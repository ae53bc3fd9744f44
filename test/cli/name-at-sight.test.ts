import fc from 'fast-check';
import { nameAtSight } from '../../lib/cli/fleet/name-at-sight';
import { composed } from '../../lib/site/layered';
import { declaration } from '../support/site';

test('a shipped declaration tells its name at sight', () => {
  expect(nameAtSight(declaration('home'))).toBe('home');
});

test.each([
  ['quoted', 'name: "home"\nschemaVersion: 1\n'],
  ['with a comment behind it', 'name: home # ours\n'],
  ['twice', 'name: home\nname: other\n'],
  ['perhaps from a base', 'extends: base.yaml\nname: home\n'],
  ['in braces, where another name may begin a line', '{a: {\nname: other\n}, name: home}\n'],
  ['in the second of two documents', 'schemaVersion: 1\n---\nname: home\n'],
  ['indented', '  name: home\n'],
])('a name that stands %s needs a parser', (_where, text) => {
  expect(nameAtSight(text)).toBeUndefined();
});

test('what it tells is what YAML reads, whatever else stands in a readable file', () => {
  const line = fc.constantFrom(
    ...['name: home', 'name: a-1', 'name: "home"', '  name: inner', 'cluster:', 'mastodon: |', 'note: >-', '  text'],
    ...['# name: comment', '', '- name: item', "quoted: 'begins", "ends'", 'list: [', ']', 'map: {', '}', '...', '---'],
  );
  let told = 0;
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 7 }), (lines) => {
      const text = `${lines.join('\n')}\n`;
      const name = nameAtSight(text);
      const { parsed, findings } = composed(text);
      if (name === undefined || parsed === undefined || findings.length > 0) return;
      told += 1;
      expect(parsed.value).toMatchObject({ name });
    }),
    { numRuns: 2000, seed: 1 },
  );
  expect(told).toBeGreaterThan(20);
});
