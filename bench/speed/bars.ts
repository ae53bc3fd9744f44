/** What must hold: a ratio, never a time, so that it can be held on any machine. */
export interface Bar {
  readonly what: string;
  readonly found: number;
  /** One of both. */
  readonly most?: number;
  readonly least?: number;
}

export const holds = ({ found, most = Number.POSITIVE_INFINITY, least = 0 }: Bar) => found >= least && found <= most;

export function barText(bar: Bar): string[] {
  const wanted = bar.most === undefined ? `at least ${bar.least}` : `at most ${bar.most}`;
  return [bar.what, bar.found.toFixed(2), wanted, holds(bar) ? 'holds' : '**broken**'];
}
