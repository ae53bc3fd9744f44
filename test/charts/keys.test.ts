import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ChartNeed, charts } from './shipped';

// Helm accepts any key in silence: one that a chart does not read sets nothing. Each line of keys/ is a leaf of a chart's
// default values, `path = default`.

/** Charts of which no list of keys is at hand. */
const unknown = ['csi-driver-nfs', 'traefik'];
const known = [...charts].filter(([, { chart }]) => !unknown.includes(chart));

test.each(known)('%s has every key that is set, with values of its type', (_, chart) => {
  const keys = keysOf(chart);
  expect(
    leaves(chart.values)
      .filter(([path]) => defaultOf(keys, path) === undefined)
      .map(([path]) => path),
  ).toEqual([]);
  const others = leaves(chart.values).filter(([path, value]) => !agrees(defaultOf(keys, path), value));
  expect(others).toEqual([]);
});

test('every chart with a list of keys is looked at', () => {
  expect(known.map(([, { chart }]) => chart).sort()).toEqual([
    'cert-manager',
    'cloudnative-pg',
    'jiva',
    'longhorn',
    'metallb',
    'nfs-provisioner',
    'openebs',
    'plugin-barman-cloud',
  ]);
});

function lines(name: string, prefix = ''): [string, unknown][] {
  return readFileSync(join(__dirname, 'keys', `${name}.keys.txt`), 'utf8')
    .split('\n')
    .filter((line) => line.includes(' = '))
    .map((line) => {
      const at = line.indexOf(' = ');
      return [prefix + line.slice(0, at), literal(line.slice(at + 3))];
    });
}

/** Lists and maps are cut off where they are long. */
function literal(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text.startsWith('[') ? [] : {};
  }
}

/** Keys of version 4.5.1 that the list, which is of 4.2.0, has not. Source: openebs v4.5.1, charts/values.yaml. */
const openebsSince: [string, unknown][] = ['alloy.enabled', 'loki.enabled', 'engines.local.rawfile.enabled'].map(
  (key) => [key, true],
);

function keysOf({ chart }: ChartNeed): Map<string, unknown> {
  const own = lines(chart);
  if (chart !== 'openebs') return new Map(own);
  return new Map([...own, ...openebsSince, ...lines('localpv-provisioner', 'localpv-provisioner.')]);
}

/** The default of a key, or of the nearest map above it that is open: `{}`, or nothing. */
function defaultOf(keys: ReadonlyMap<string, unknown>, path: string): unknown {
  if (keys.has(path)) return keys.get(path);
  const steps = path.split('.');
  for (let length = steps.length - 1; length > 0; length -= 1) {
    const above = keys.get(steps.slice(0, length).join('.'));
    if (above === null || (typeof above === 'object' && Object.keys(above).length === 0)) return null;
  }
  return undefined;
}

/** Nothing, and an empty text, stand for whatever somebody sets. */
function agrees(usual: unknown, value: unknown): boolean {
  if (usual === null || usual === '') return true;
  return Array.isArray(usual) === Array.isArray(value) && typeof usual === typeof value;
}

/** Whatever is no map, by its path. */
function leaves(values: unknown, path: readonly string[] = []): [string, unknown][] {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return [[path.join('.'), values]];
  return Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : leaves(value, [...path, /^[\w-]+$/.test(key) ? key : `"${key}"`]),
  );
}

test.each([...charts])('%s says why each value is set', (_, { values, reasons }) => {
  const unsaid = leaves(values).filter(([path]) => {
    const steps = path.replaceAll('"', '').split('.');
    return !steps.some((_step, length) => reasons[steps.slice(0, length + 1).join('.')] !== undefined);
  });
  expect(unsaid).toEqual([]);
});
