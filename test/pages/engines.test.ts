import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { linksOf, proseOf, root, writtenPages } from './pages';

/** A part of the JSON Schema, as far as it is looked at here. */
interface Node {
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly oneOf?: readonly Node[];
  readonly anyOf?: readonly Node[];
}

const schema: Node = JSON.parse(readFileSync(join(root, 'site.schema.json'), 'utf8'));

/** Every value that a key of the declaration takes, over all the shapes that it may stand in. */
function offered(node: Node, path: readonly string[]): string[] {
  const shapes = node.oneOf ?? node.anyOf;
  if (shapes) return shapes.flatMap((shape) => offered(shape, path));
  const [key, ...rest] = path;
  if (key === undefined) return [...(node.enum ?? []), ...(node.const === undefined ? [] : [node.const])];
  const inner = node.properties?.[key];
  return inner === undefined ? [] : offered(inner, rest);
}

/** Sections of the index, and the key whose values each of them lists. */
const sections: readonly [heading: string, path: string][] = [
  ['Storage', 'storage.perNode.engine'],
  ['Load balancer', 'network.loadBalancer.engine'],
  ['Entry', 'network.ingress.engine'],
  ['Ingress controller', 'network.ingress.controller'],
  ['Certificates', 'network.certificates.challenge'],
  ['Database', 'database.engine'],
  ['Redis', 'redis.mode'],
  ['Search', 'search.engine'],
  ['Delivery', 'delivery.by'],
];

const index = writtenPages.find(({ file }) => file === 'docs/engines/README.md') ?? { file: '', text: '' };

/** Rows of a section's table: the first cell names engines in backticks and links their page. */
const rows = (section: string) =>
  proseOf(index)
    .filter(({ line, heading }) => heading === section && /^\| .*`/.test(line))
    .map(({ line }) => line.split(' | ')[0] ?? '');

describe.each(sections)('docs/engines/README.md, %s', (heading, path) => {
  const listed = rows(heading);

  test(`lists what ${path} takes, and nothing else`, () => {
    const names = listed.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ''));
    expect(names.sort()).toEqual([...new Set(offered(schema, path.split('.')))].sort());
  });

  test('links a page in each row', () => {
    const without = listed.filter((cell) => !/\]\([^)]+\.md(#[^)]+)?\)/.test(cell) && !cell.includes('`none`'));
    expect(without).toEqual([]);
  });
});

test('every page in docs/engines is linked by the index', () => {
  const linked = linksOf(index).map((link) => `docs/engines/${link.split('#')[0]}`);
  const pages = writtenPages.map(({ file }) => file).filter((file) => file.startsWith('docs/engines/'));
  expect(pages.filter((file) => file !== index.file && !linked.includes(file))).toEqual([]);
});
