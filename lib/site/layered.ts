import type { Bases } from './bases';
import type { LocatedFinding, Path } from './finding';
import { inFile, type Layer, layersOf } from './layers';
import { located } from './located';
import { isTree, merged } from './merge';
import type { Parsed } from './parse';
import { mostValues } from './size';

/** A declaration with its bases in it, as if all of it stood in one file; each value keeps its own place. */
export function composed(text: string, bases: Bases = new Map()): { parsed?: Parsed; findings: LocatedFinding[] } {
  const { layers, findings } = layersOf(text, (file) => bases.get(file));
  const own = layers?.at(-1);
  if (layers === undefined || own === undefined) return { findings };
  if (layers.length === 1 && !('extends' in Object(own.parsed.value))) return { parsed: own.parsed, findings };
  const noMaps = layers.filter(({ parsed: { value } }) => !isTree(value ?? {}));
  if (noMaps.length > 0) return { findings: [...findings, ...noMaps.map(noMap)] };
  const parsed = layered(layers);
  if (valuesIn(parsed.value) > mostValues) return { findings: [...findings, tooMany] };
  return { parsed, findings };
}

/** Aliases of many bases make more values than any one of them may hold. */
function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, one) => sum + valuesIn(one), 1);
}

const tooMany = located(
  'declaration/too-many-values',
  [],
  `with its bases the declaration has more than ${mostValues} values, aliases written out; allowed: ${mostValues}`,
  'declare less, and repeat no lists by aliases',
  { line: 1, column: 1 },
);

const noMap = ({ file }: Layer): LocatedFinding =>
  inFile(
    located(
      'declaration/extends',
      [],
      'what is put together must be maps of keys and values',
      'write keys and values as in a declaration',
      { line: 1, column: 1 },
    ),
    file,
  );

function layered(layers: readonly Layer[]): Parsed {
  const { extends: _bases, ...value } = layers
    .map(({ parsed }) => parsed.value ?? {})
    .reduce((lower, upper) => merged(lower, upper) as object, {}) as Record<string, unknown>;
  const holder = (path: Path) => holderOf(layers, path);
  return {
    value,
    positions: {
      value: (path) => placed(holder(path), 'value', path),
      key: (path) => placed(holder(path), 'key', path),
    },
    sourceOf: (path) => holder(path).parsed.sourceOf(path),
  };
}

const placed = ({ file, parsed }: Layer, what: 'value' | 'key', path: Path) =>
  inFile(parsed.positions[what](path), file);

/** The layer whose value stands at a path in the end: of a map the uppermost that says something of it. What nobody wrote is the declaration's to write. */
function holderOf(layers: readonly Layer[], path: Path): Layer {
  let among = layers.map((layer) => ({ layer, value: layer.parsed.value }));
  for (const step of path) {
    const having = among.flatMap(({ layer, value }) =>
      isTree(value) && Object.hasOwn(value, step) ? [{ layer, value: value[step] }] : [],
    );
    const top = having.at(-1);
    if (top === undefined) return layers.at(-1) as Layer;
    if (!isTree(top.value)) return top.layer;
    // What is below anything but a map was replaced.
    among = having.slice(having.findLastIndex(({ value }) => !isTree(value)) + 1);
  }
  return among.at(-1)?.layer as Layer;
}
