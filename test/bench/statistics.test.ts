import { growthExponent, median, ratios, spread } from '../../bench/speed/statistics';

test('the median of an even number of figures lies between the two in the middle', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([3, 1, 2])).toBe(2);
});

test('ratios are taken pair by pair, so that a machine that slows down changes none', () => {
  expect(ratios([1, 2, 4], [2, 4, 8])).toEqual({ median: 0.5, least: 0.5, most: 0.5 });
  expect(spread([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
});

test.each([
  [1, 'in proportion', (sites: number) => sites * 7],
  [2, 'with the square', (sites: number) => sites ** 2],
  [0, 'not at all', () => 5],
])('the growth exponent is %d where time grows %s', (exponent, _, time) => {
  expect(growthExponent([10, 100, 1000].map((sites) => [sites, time(sites)] as const))).toBeCloseTo(exponent);
});
