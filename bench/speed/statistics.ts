/** Middle, smallest and largest of some figures. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [upper = Number.NaN, lower = upper] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle) - 1]];
  return (upper + lower) / 2;
}

export function spread(figures: readonly number[]): Spread {
  return { median: median(figures), least: Math.min(...figures), most: Math.max(...figures) };
}

/** One figure by its neighbour's, pair by pair: a machine's speed drifts, the ratio of neighbours does not. */
export function ratios(figures: readonly number[], others: readonly number[]): Spread {
  return spread(figures.map((figure, index) => figure / (others[index] ?? Number.NaN)));
}

/** By which power `y` grows with `x`: 1 is in proportion. The slope of the line that fits best where both are logarithms. */
export function growthExponent(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const [meanX, meanY] = [0, 1].map((axis) => logs.reduce((sum, point) => sum + (point[axis] ?? 0), 0) / logs.length);
  const along = (of: (dx: number, dy: number) => number) =>
    logs.reduce((sum, [x, y]) => sum + of(x - (meanX ?? 0), y - (meanY ?? 0)), 0);
  return along((dx, dy) => dx * dy) / along((dx) => dx * dx);
}
