import { readFileSync } from 'node:fs';
import { withPart } from '../../bench/speed/page';

const page = 'by hand\n<!-- bench: one -->\nold\n<!-- end -->\nbetween\n<!-- bench: two -->\nother\n<!-- end -->\n';

test('figures replace those of their part alone', () => {
  expect(withPart(page, 'two', 'new')).toBe(page.replace('other', 'new'));
  expect(withPart(page, 'one', 'new')).toBe(page.replace('old', 'new'));
});

test('a part that the page does not have is said', () => {
  expect(() => withPart(page, 'three', 'new')).toThrow('docs/speed.md has no part <!-- bench: three -->');
});

test.each(['cold', 'warm', 'fleets', 'levers', 'profile'])('docs/speed.md has a place for %s', (part) => {
  const text = readFileSync('docs/speed.md', 'utf8');
  expect(withPart(text, part, 'figures')).not.toBe(text);
});
