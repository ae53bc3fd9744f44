/** The known word that a mistyped one most likely means, if any is near enough. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const short = word.slice(0, 64).toLowerCase();
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    // At least so many letters are missing or too many.
    if (Math.abs(candidate.length - short.length) >= least) continue;
    const distance = edits(short, candidate.toLowerCase());
    if (distance >= least) continue;
    best = candidate;
    least = distance;
  }
  return best !== undefined && least <= Math.max(2, Math.floor(best.length / 3)) ? best : undefined;
}

/** Levenshtein's distance. */
function edits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const replaced = (row[j] as number) + (from[i] === to[j] ? 0 : 1);
      next.push(Math.min((next[j] as number) + 1, (row[j + 1] as number) + 1, replaced));
    }
    row = next;
  }
  return row[to.length] as number;
}
