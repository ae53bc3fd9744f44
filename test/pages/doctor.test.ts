import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checks } from '../../lib/doctor/diagnose';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'doctor.md'), 'utf8');
/** Rows of four cells, without the heads of the tables. */
const rows = page
  .split('\n')
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
  .filter((cells) => cells.length === 6 && cells[1] !== 'check' && !/^-+$/.test(cells[1] ?? ''));

test('docs/doctor.md lists every check of the program, in its order, and no other', () => {
  expect(rows.map(([, name]) => name)).toEqual(checks.map(({ name }) => name));
});

test('and says of each what it looks at, what it says and what to do', () => {
  expect(rows.filter((cells) => cells.slice(1, 5).some((cell) => cell === ''))).toEqual([]);
});
