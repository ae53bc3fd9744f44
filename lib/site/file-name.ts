/**
 * Whether a declaration may name this file: one beside it or below. A declaration that somebody else wrote reads nothing
 * else of the machine on which it is rendered.
 */
export function isFileBeside(name: string): boolean {
  return name.length <= 200 && /^([A-Za-z0-9_][A-Za-z0-9._-]*\/)*[A-Za-z0-9_][A-Za-z0-9._-]*\.ya?ml$/.test(name);
}

/** The same for what declarations share, which may also lie up to two folders above. */
export function isFileNear(name: string): boolean {
  return isFileBeside(name.replace(/^(\.\/)?(\.\.\/){0,2}/, ''));
}
