import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import type { Path, Position } from './finding';

/** Finds where a key path stands in the file. */
export interface Positions {
  /** The value; where the path leads nowhere, the key of the deepest map that is there. */
  value(path: Path): Position;
  /** The key itself, for keys that should not be there. */
  key(path: Path): Position;
}

const start: Position = { line: 1, column: 1 };

export function positionsOf(document: Document.Parsed, lines: LineCounter): Positions {
  const at = (node: unknown): Position => {
    const offset = (node as Node | undefined)?.range?.[0];
    if (offset === undefined) return start;
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  // A map of thousands of keys is walked once, not once for each of its findings.
  const byKey = new WeakMap<object, Map<string, Pair>>();
  const pairsOf = (map: YAMLMap): Map<string, Pair> => {
    const known =
      byKey.get(map) ??
      new Map([...map.items].reverse().map((pair) => [String(isScalar(pair.key) ? pair.key.value : pair.key), pair]));
    byKey.set(map, known);
    return known;
  };
  const follow = (path: Path) => {
    let node: unknown = document.contents;
    let key: unknown;
    for (const step of path) {
      const next = child(node, step, document, pairsOf);
      if (next === undefined) return { node: key ?? node, key, whole: false };
      ({ node, key } = next);
    }
    return { node, key, whole: true };
  };
  return {
    // A map in block style begins at its first key, a line below the key that holds it.
    value: (path) => {
      const { key, node } = follow(path);
      return at(isCollection(node) ? (key ?? node) : node);
    },
    key: (path) => {
      const { key, node } = follow(path);
      return at(key ?? node);
    },
  };
}

function child(
  parent: unknown,
  step: string | number,
  document: Document.Parsed,
  pairsOf: (map: YAMLMap) => ReadonlyMap<string, Pair>,
): { node: unknown; key: unknown } | undefined {
  const node = isAlias(parent) ? parent.resolve(document) : parent;
  if (isMap(node)) {
    const pair = pairsOf(node).get(String(step));
    return pair && { node: pair.value ?? pair.key, key: pair.key };
  }
  if (isSeq(node) && typeof step === 'number') {
    const item = node.items[step];
    return item === undefined ? undefined : { node: item, key: item };
  }
  return undefined;
}
