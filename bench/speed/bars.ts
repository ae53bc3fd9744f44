/** What is wanted: a ratio, never a time, so that it can be held on any machine. */
export interface Bar {
  readonly what: string;
  readonly found: number;
  /** One of both. */
  readonly most?: number;
  readonly least?: number;
  /** It was reached once: when it is no longer, the command ends with exit code 1. */
  readonly isGuard?: boolean;
}

export const holds = ({ found, most = Number.POSITIVE_INFINITY, least = 0 }: Bar) => found >= least && found <= most;

export const isBroken = (bar: Bar) => bar.isGuard === true && !holds(bar);

export function barText(bar: Bar): string[] {
  const wanted = bar.most === undefined ? `at least ${bar.least}` : `at most ${bar.most}`;
  const missed = bar.isGuard ? '**broken**' : '**not reached**';
  return [bar.what, bar.found.toFixed(2), wanted, bar.isGuard ? 'guard' : 'aim', holds(bar) ? 'holds' : missed];
}
