import { barText, holds, isBroken } from '../../bench/speed/bars';

test.each([
  [{ what: 'wall', found: 0.9, most: 0.9 }, true],
  [{ what: 'wall', found: 0.91, most: 0.9 }, false],
  [{ what: 'sites/s', found: 10, least: 10 }, true],
  [{ what: 'sites/s', found: 9.9, least: 10 }, false],
  [{ what: 'wall', found: Number.NaN, most: 0.9 }, false],
])('%j holds: %s', (bar, expected) => {
  expect(holds(bar)).toBe(expected);
});

test('an aim that is not reached breaks nothing, a guard does', () => {
  const missed = { what: 'wall', found: 2, most: 1 };
  expect(isBroken(missed)).toBe(false);
  expect(isBroken({ ...missed, isGuard: true })).toBe(true);
  expect(isBroken({ what: 'wall', found: 1, most: 1, isGuard: true })).toBe(false);
});

test('a row says what was found, what was wanted, and what came of it', () => {
  expect(barText({ what: 'wall', found: 2, most: 0.9 })).toEqual([
    'wall',
    '2.00',
    'at most 0.9',
    'aim',
    '**not reached**',
  ]);
  expect(barText({ what: 'wall', found: 2, most: 0.9, isGuard: true })).toEqual([
    'wall',
    '2.00',
    'at most 0.9',
    'guard',
    '**broken**',
  ]);
  expect(barText({ what: 'sites/s', found: 12, least: 10 })).toEqual([
    'sites/s',
    '12.00',
    'at least 10',
    'aim',
    'holds',
  ]);
});
