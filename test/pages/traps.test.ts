import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { laws } from '../../lib/audit';
import { explainable } from '../../lib/site/explain';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'traps.md'), 'utf8');
const known = explainable(laws).map(({ name }) => name);

test('docs/traps.md names only rules that there are', () => {
  const named = [...page.matchAll(/`([a-z]+\/[a-z0-9-]+)`/g)]
    .map(([, name]) => name)
    .filter((name) => name !== undefined);
  const rooms = new Set(known.map((name) => name.split('/')[0]));
  const wrong = named.filter((name) => rooms.has(name.split('/')[0]) && !known.includes(name));
  expect(wrong).toEqual([]);
});

test('docs/traps.md says of every rule which trap it closes', () => {
  expect(known.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
