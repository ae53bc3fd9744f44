import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChartNeed } from './shipped';

// Keys that charts read. Each line of keys/ is a leaf of a chart's default values, `path = default`.

/** Charts of which no list of keys is at hand. */
const unknown = ['csi-driver-nfs', 'traefik'];

export const hasKeys = ({ chart }: ChartNeed): boolean => !unknown.includes(chart);

/** Both of the Mastodon project's charts are called so; their repositories tell them apart. */
const listOf = ({ chart, repository }: ChartNeed): string =>
  chart !== 'mastodon' ? chart : repository.includes('helm-charts') ? 'mastodon-helm-charts' : 'mastodon-chart';

function lines(name: string, prefix = ''): [string, unknown][] {
  // From the project's folder: the made-up sites are tried by a bundle, which lies elsewhere.
  return readFileSync(join('test/charts/keys', `${name}.keys.txt`), 'utf8')
    .split('\n')
    .filter((line) => line.includes(' = '))
    .map((line) => {
      const at = line.indexOf(' = ');
      return [prefix + line.slice(0, at), literal(line.slice(at + 3))];
    });
}

/** What is long is cut off. */
function literal(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { '[': [], '"': '' }[text[0] ?? ''] ?? {};
  }
}

const open = (...keys: string[]): [string, unknown][] => keys.map((key) => [key, null]);

/** Keys of version 4.5.1 that the list, which is of 4.2.0, has not. Source: openebs v4.5.1, charts/values.yaml. */
const openebsSince: [string, unknown][] = ['alloy.enabled', 'loki.enabled', 'engines.local.rawfile.enabled'].map(
  (key) => [key, true],
);

/** Read by templates and declared by no default. Source: mastodon/chart 3c8d76d, templates/_helpers.tpl and configmap-env.yaml. */
const undeclared = open(
  'mastodon.trusted_proxy_ip',
  'postgresql.postgresqlHostname',
  'postgresql.postgresqlPort',
  'elasticsearch.master.containerSecurityContext',
  ...['hostname', 'port', 'preset', 'user', 'existingSecret'].map((key) => `elasticsearch.${key}`),
);

/** Both of the project's charts hand these on as they are. */
const whole = open('fullnameOverride', 'podSecurityContext');

const more: Readonly<Record<string, () => [string, unknown][]>> = {
  openebs: () => [...openebsSince, ...lines('localpv-provisioner', 'localpv-provisioner.')],
  'mastodon-helm-charts': () => whole,
  'mastodon-chart': () => [
    ...whole,
    ...undeclared,
    ...['postgresql', 'redis', 'elasticsearch'].flatMap((name) => lines(`bitnami-${name}`, `${name}.`)),
  ],
};

const lists = new Map<string, ReadonlyMap<string, unknown>>();

function keysOf(chart: ChartNeed): ReadonlyMap<string, unknown> {
  const name = listOf(chart);
  // What the parent says of a sub-chart comes last and wins.
  const keys = lists.get(name) ?? new Map([...(more[name]?.() ?? []), ...lines(name)]);
  lists.set(name, keys);
  return keys;
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
export function leaves(values: unknown, path: readonly string[] = []): [string, unknown][] {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return [[path.join('.'), values]];
  return Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : leaves(value, [...path, /^[\w-]+$/.test(key) ? key : `"${key}"`]),
  );
}

/** Paths that the chart does not read, and values of another type than its default. */
export function unread(chart: ChartNeed): string[] {
  const keys = keysOf(chart);
  return leaves(chart.values).flatMap(([path, value]) => {
    const usual = defaultOf(keys, path);
    if (usual === undefined) return [`${path}: not read`];
    return agrees(usual, value) ? [] : [`${path}: ${JSON.stringify(value)} in place of ${JSON.stringify(usual)}`];
  });
}
