/**
 * Whether a declaration may name this file: one beside it or below. A declaration that somebody else wrote reads nothing
 * else of the machine on which it is rendered.
 */
export function isFileBeside(name: string): boolean {
  return name.length <= 200 && /^([A-Za-z0-9_][A-Za-z0-9._-]*\/)*[A-Za-z0-9_][A-Za-z0-9._-]*\.ya?ml$/.test(name);
}
