import * as fc from 'fast-check';
import { stringify } from 'yaml';
import type { Path } from '../../lib/site/finding';
import { composed } from '../../lib/site/layered';

type Tree = Record<string, unknown>;

function value(text: string, bases: Record<string, string>): unknown {
  const { parsed, findings } = composed(text, new Map(Object.entries(bases)));
  expect(findings).toEqual([]);
  return parsed?.value;
}

/** Maps of few keys, so that layers meet; each scalar is found nowhere else. */
const trees = (count: { least: number; most: number }) =>
  fc.array(fc.object({ key: fc.constantFrom('a', 'b', 'c'), maxDepth: 3, maxKeys: 3, values: kinds }), {
    minLength: count.least,
    maxLength: count.most,
  });
const kinds = [fc.constantFrom('scalar', null), fc.constant(['in', 'a', 'list'])];

const marked = (tree: unknown, mark: () => string): unknown => {
  if (tree === 'scalar') return mark();
  if (Array.isArray(tree)) return [mark()];
  if (typeof tree !== 'object' || tree === null) return tree;
  return Object.fromEntries(Object.entries(tree).map(([key, one]) => [key, marked(one, mark)]));
};

function files(layers: readonly unknown[]): [name: string, tree: Tree][] {
  return layers.map((tree, index) => {
    let scalars = 0;
    return [`layer-${index}.yaml`, marked(tree, () => `of-${index}-${scalars++}`) as Tree];
  });
}

/** Declares all of them at once, lowest first. */
const listed = (layers: readonly [string, Tree][]) =>
  value(
    stringify({ extends: layers.map(([name]) => name) }),
    Object.fromEntries(layers.map(([name, tree]) => [name, stringify(tree)])),
  );

describe('laws of putting together', () => {
  test('nothing above and nothing below change nothing', () => {
    fc.assert(
      fc.property(trees({ least: 1, most: 1 }), (layers) => {
        const [[name, tree] = ['', {}]] = files(layers);
        expect(value(stringify({ ...tree, extends: 'empty.yaml' }), { 'empty.yaml': '{}' })).toEqual(tree);
        expect(value(`extends: ${name}`, { [name]: stringify(tree) })).toEqual(tree);
      }),
    );
  });

  test('in a row, as a list or in groups: only the order counts', () => {
    fc.assert(
      fc.property(trees({ least: 2, most: 6 }), fc.infiniteStream(fc.nat()), (layers, chances) => {
        const all = files(layers);
        const bases: Record<string, string> = {};
        const row = all.reduce<string | undefined>((below, [name, tree]) => {
          bases[`row-${name}`] = stringify(below === undefined ? tree : { ...tree, extends: below });
          return `row-${name}`;
        }, undefined);
        const grouped = (some: readonly [string, Tree][]): string => {
          const [[name, tree] = ['', {}]] = some;
          if (some.length === 1) {
            bases[name] = stringify(tree);
            return name;
          }
          const cut = 1 + ((chances.next().value ?? 0) % (some.length - 1));
          const group = `group-${Object.keys(bases).length}.yaml`;
          bases[group] = '';
          bases[group] = stringify({ extends: [grouped(some.slice(0, cut)), grouped(some.slice(cut))] });
          return group;
        };
        const group = grouped(all);
        expect(value(`extends: ${row}`, bases)).toEqual(listed(all));
        expect(value(`extends: ${group}`, bases)).toEqual(listed(all));
      }),
      { numRuns: 40 },
    );
  });

  test('the later wins: whatever the uppermost says stands, but its nulls', () => {
    fc.assert(
      fc.property(trees({ least: 2, most: 4 }), (layers) => {
        const all = files(layers);
        const [, top] = all.at(-1) ?? ['', {}];
        const whole = listed(all);
        for (const [path, one] of leaves(top)) if (one !== null) expect(at(whole, path)).toEqual(one);
      }),
    );
  });

  test('every value is found where it was written', () => {
    fc.assert(
      fc.property(trees({ least: 1, most: 5 }), (layers) => {
        const all = files(layers);
        const texts = new Map(all.map(([name, tree]) => [name, stringify(tree)]));
        const own = stringify({ extends: all.map(([name]) => name), own: 'of-the-declaration' });
        const { parsed } = composed(own, texts);
        for (const [path, one] of leaves(parsed?.value)) {
          const { file, line, column } = parsed?.positions.value(path) ?? { line: 0, column: 0 };
          const text = file === undefined ? own : (texts.get(file) ?? '');
          const word = Array.isArray(one) ? String(path.at(-1)) : String(one);
          expect([file, text.split('\n')[line - 1]?.slice(column - 1, column - 1 + word.length)]).toEqual([file, word]);
        }
      }),
    );
  });
});

function leaves(tree: unknown, path: Path = []): [Path, unknown][] {
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) return [[path, tree]];
  return Object.entries(tree).flatMap(([key, one]) => leaves(one, [...path, key]));
}

const at = (tree: unknown, path: Path) => path.reduce<unknown>((one, key) => (one as Tree | undefined)?.[key], tree);
