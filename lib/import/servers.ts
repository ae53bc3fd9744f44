import type { Chart } from './chart';
import { isRendered } from './rendered';
import { resources } from './resources';
import { isMap, type Values } from './values';

// What the chart brings from Bitnami, or finds elsewhere: PostgreSQL, Redis, Elasticsearch.

export function database(chart: Chart): object {
  const { values, note, keep } = chart;
  if (!values.flag('postgresql.enabled', true)) {
    const host = values.text('postgresql.postgresqlHostname');
    const secret = values.text('postgresql.auth.existingSecret');
    const ours = { 'database-rw': 'cloudnative-pg', database: 'standalone' }[host ?? ''];
    if (isRendered(values) && ours !== undefined) return { engine: ours };
    note('ask', 'postgresql.enabled', 'a PostgreSQL of your own: add its addresses as database.addresses');
    const sslMode = values.text('mastodon.extraEnvVars.DB_SSLMODE');
    return {
      engine: 'external',
      host,
      port: values.number('postgresql.postgresqlPort'),
      secret,
      database: values.text('postgresql.auth.database'),
      user: values.text('postgresql.auth.username'),
      sslMode,
    };
  }
  values.take('postgresql.auth.existingSecret');
  for (const [key, usual] of [
    ['database', 'mastodon_production'],
    ['username', 'mastodon'],
  ] as const) {
    const set = values.text(`postgresql.auth.${key}`);
    if (set !== undefined && set !== usual)
      note('ask', `postgresql.auth.${key}`, `${set}: here it is ${usual}; a backup set is restored into that`);
  }
  const server = stateful(chart, 'postgresql.primary', 'PostgreSQL');
  legacy(chart, 'postgresql');
  return { engine: keep ? 'bitnami' : 'standalone', ...server, parameters: parameters(values) };
}

/** Lines as we write them, `name = 'value'`. */
function parameters(values: Values): object | undefined {
  const path = 'postgresql.primary.extendedConfiguration';
  const text = isRendered(values) ? values.text(path) : undefined;
  const lines = [...(text ?? '').matchAll(/^(\S+) = '(.*)'$/gm)];
  return lines.length === 0
    ? undefined
    : Object.fromEntries(lines.map(([, name, value]) => [name, value?.replaceAll("''", "'")]));
}

export function redis(chart: Chart): object {
  const { values, note, keep } = chart;
  for (const part of ['sidekiq', 'cache'])
    if (values.flag(`redis.${part}.enabled`, false))
      note(
        'ask',
        `redis.${part}.enabled`,
        `a Redis of its own for ${part}: declare it in mastodon.env, by Mastodon’s own names`,
      );
  if (!values.flag('redis.enabled', true)) {
    const host = values.text('redis.hostname');
    const secret = values.text('redis.auth.existingSecret');
    const sentinels = values.text('mastodon.extraEnvVars.REDIS_SENTINELS');
    if (isRendered(values) && host === 'redis')
      return sentinels === undefined
        ? { mode: 'single' }
        : { mode: 'sentinel', instances: sentinels.split(',').length };
    note('ask', 'redis.enabled', 'a Redis of your own: add its addresses as redis.addresses');
    return { mode: 'external', host, port: values.number('redis.port'), secret };
  }
  const isSentinel = values.flag('redis.sentinel.enabled', false);
  const replicas = values.number('redis.replica.replicaCount');
  if (!isSentinel && values.text('redis.architecture') !== 'standalone' && replicas !== 0)
    note(
      'danger',
      'redis.replica',
      'replicas without Sentinel: none of them takes over when the master is lost; mode: sentinel does',
    );
  for (const path of ['redis.auth.existingSecret', 'redis.replica.startupProbe', 'redis.replica.persistence'])
    values.take(path);
  const server = stateful(chart, 'redis.master', 'Redis');
  legacy(chart, 'redis');
  if (keep) return { mode: 'bitnami', ...server, maxMemory: maxMemory(values) };
  return { mode: isSentinel ? 'sentinel' : 'single', instances: isSentinel ? (replicas ?? 3) : undefined, ...server };
}

/** `maxmemory 614mb` → `614Mi`: Redis' mb are MiB. */
function maxMemory(values: Values): string | undefined {
  if (!isRendered(values)) return undefined;
  const found = /^maxmemory (\d+)mb$/m.exec(values.text('redis.commonConfiguration') ?? '');
  return found ? `${found[1]}Mi` : undefined;
}

export function search(chart: Chart): object {
  const { values, note, keep } = chart;
  if (!values.flag('elasticsearch.enabled', true)) {
    const host = values.text('elasticsearch.hostname');
    if (host === undefined) return { engine: 'none' };
    if (isRendered(values) && host === 'elasticsearch') return { engine: 'elasticsearch' };
    note('ask', 'elasticsearch.hostname', 'a search server of your own: add its addresses as search.addresses');
    return {
      engine: 'external',
      host,
      port: values.number('elasticsearch.port'),
      user: values.text('elasticsearch.user'),
      secret: values.text('elasticsearch.existingSecret'),
    };
  }
  const place = isRendered(values) ? 'elasticsearch.master' : 'elasticsearch.data';
  const server = stateful(chart, place, 'Elasticsearch');
  for (const key of ['startupProbe', 'persistence']) values.take(`elasticsearch.master.${key}`);
  legacy(chart, 'elasticsearch');
  const heap = isRendered(values) ? values.text('elasticsearch.master.heapSize') : undefined;
  return { engine: keep ? 'bitnami' : 'elasticsearch', ...server, heap };
}

/** Classes whose volumes are mounted from a server by NFS. */
const network = /nfs|rwx|cephfs|smb/i;

/** Size, place, patience and memory of one server. */
function stateful(chart: Chart, at: string, what: string): object {
  const { values, note } = chart;
  const [name] = at.split('.');
  const own = `${at}.persistence.storageClass`;
  const place =
    values.text(own) !== undefined
      ? own
      : [`${name}.global.persistence.storageClass`, `${name}.global.storageClass`, 'global.storageClass'].find(
          (path) => values.text(path) !== undefined,
        );
  const storageClass = place && values.text(place);
  if (place !== undefined && storageClass !== undefined) {
    if (network.test(storageClass))
      note(
        'danger',
        place,
        `${what} on ${storageClass}, a network filesystem by its name: locks and syncs don't hold there, and databases were lost that way`,
      );
    else note('ask', place, `${what} lies on class ${storageClass}: fill a storage role with it, and say so with on`);
  }
  if (!values.flag(`${at}.persistence.enabled`, true))
    note('danger', `${at}.persistence.enabled`, `${what} on the pod's own disk: gone with the pod`);
  return {
    size: values.text(`${at}.persistence.size`),
    node: node(values, at),
    ...patience(chart, at, what),
    resources: resources(values.map(`${at}.resources`)),
  };
}

/** The one label by which a volume's node is named. */
function node(values: Values, at: string): string | undefined {
  const selector = isRendered(values) ? values.map(`${at}.nodeSelector`) : {};
  const name = selector['kubernetes.io/hostname'];
  return name === undefined ? undefined : String(name);
}

const timings = ['initialDelaySeconds', 'periodSeconds', 'timeoutSeconds', 'failureThreshold'];

/** A probe's timings as a declaration has them. */
function timing(probe: unknown): Record<string, unknown> | undefined {
  if (!isMap(probe)) return undefined;
  if (probe.enabled?.toString() === 'false') return { enabled: false };
  const said = Object.entries(probe).filter(([key, value]) => timings.includes(key) && value !== 0);
  return said.length === 0 ? undefined : Object.fromEntries(said);
}

/** A declared startup probe is kept; that there is none killed databases in mid-recovery. */
function patience({ values, note }: Chart, at: string, what: string): object {
  const others = isRendered(values)
    ? { liveness: timing(values.take(`${at}.livenessProbe`)), readiness: timing(values.take(`${at}.readinessProbe`)) }
    : {};
  const probe = values.map(`${at}.startupProbe`);
  const startup = timing(probe);
  if (probe.enabled?.toString() !== 'true') {
    note(
      'danger',
      `${at}.startupProbe`,
      `${what} had no startup probe: a slow start or recovery is killed in its middle; the declaration's own waits`,
    );
    return { probes: { ...others, ...(isRendered(values) && { startup: { enabled: false } }) } };
  }
  const { initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold } = startup ?? {};
  // In small steps and at once: that is what one word says.
  if (initialDelaySeconds === undefined && periodSeconds === 5 && timeoutSeconds === 5)
    return { slowStart: `${5 * Number(failureThreshold)}s`, probes: others };
  return { probes: { ...others, startup } };
}

function legacy({ values, note, keep }: Chart, at: string): void {
  const repository = values.text(`${at}.image.repository`) ?? `bitnamilegacy/${at}`;
  for (const key of ['registry', 'tag', 'pullPolicy']) values.take(`${at}.image.${key}`);
  if (/bitnami/.test(repository))
    note(
      'danger',
      `${at}.image.repository`,
      `${repository} gets no more updates${keep ? '' : "; the declaration runs upstream's own image"}`,
    );
}
