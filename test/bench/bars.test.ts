import { barText, holds } from '../../bench/speed/bars';

test.each([
  [{ what: 'wall', found: 0.9, most: 0.9 }, true],
  [{ what: 'wall', found: 0.91, most: 0.9 }, false],
  [{ what: 'sites/s', found: 10, least: 10 }, true],
  [{ what: 'sites/s', found: 9.9, least: 10 }, false],
  [{ what: 'wall', found: Number.NaN, most: 0.9 }, false],
])('%j holds: %s', (bar, expected) => {
  expect(holds(bar)).toBe(expected);
});

test('a row says what was found, what was wanted, and which is broken', () => {
  expect(barText({ what: 'wall', found: 0.955, most: 0.9 })).toEqual(['wall', '0.95', 'at most 0.9', '**broken**']);
  expect(barText({ what: 'sites/s', found: 12, least: 10 })).toEqual(['sites/s', '12.00', 'at least 10', 'holds']);
});
