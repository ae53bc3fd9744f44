import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { laws } from '../../lib/audit';
import { explainable } from '../../lib/site/explain';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'traps.md'), 'utf8');
const known = explainable(laws).map(({ name }) => name);

test('docs/traps.md says of every rule which trap it closes', () => {
  expect(known.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
