/** A map of a declaration. */
export type Tree = Readonly<Record<string, unknown>>;

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Two values of one key, the upper over the lower: maps become one, anything else is replaced. A key that says null
 * above takes away what is below; over nothing it stays null, which no key allows.
 */
export function merged(lower: unknown, upper: unknown): unknown {
  if (!isTree(lower) || !isTree(upper)) return upper;
  const entries = new Map(Object.entries(lower));
  for (const [key, value] of Object.entries(upper)) {
    const below = entries.get(key);
    if (value === null && below !== undefined && below !== null) entries.delete(key);
    else entries.set(key, merged(below, value));
  }
  return Object.fromEntries(entries);
}
