import type { Chart } from './chart';
import type { Values } from './values';

// What the chart brings from Bitnami, or finds elsewhere: PostgreSQL, Redis, Elasticsearch.

export function database(chart: Chart): object {
  const { values, note } = chart;
  if (!values.flag('postgresql.enabled', true)) {
    note('ask', 'postgresql.enabled', 'a PostgreSQL of your own: add its addresses as database.addresses');
    const [database, user] = ['database', 'username'].map((key) => values.text(`postgresql.auth.${key}`));
    return {
      engine: 'external',
      ...external(values, 'postgresql', 'postgresqlHostname', 'postgresqlPort'),
      database,
      user,
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
  const size = stateful(chart, 'postgresql.primary', 'PostgreSQL');
  legacy(chart, 'postgresql');
  return { engine: 'standalone', size, probes: probes(chart, 'postgresql.primary', 'PostgreSQL') };
}

export function redis(chart: Chart): object {
  const { values, note } = chart;
  for (const part of ['sidekiq', 'cache'])
    if (values.flag(`redis.${part}.enabled`, false))
      note(
        'ask',
        `redis.${part}.enabled`,
        `a Redis of its own for ${part}: declare it in mastodon.env, by Mastodon’s own names`,
      );
  if (!values.flag('redis.enabled', true)) {
    note('ask', 'redis.enabled', 'a Redis of your own: add its addresses as redis.addresses');
    return { mode: 'external', ...external(values, 'redis') };
  }
  const isSentinel = values.flag('redis.sentinel.enabled', false);
  const replicas = values.number('redis.replica.replicaCount');
  if (!isSentinel && values.text('redis.architecture') !== 'standalone' && replicas !== 0)
    note(
      'danger',
      'redis.replica',
      'replicas without Sentinel: none of them takes over when the master is lost; mode: sentinel does',
    );
  values.take('redis.auth.existingSecret');
  for (const key of ['startupProbe', 'persistence']) values.take(`redis.replica.${key}`);
  const size = stateful(chart, 'redis.master', 'Redis');
  legacy(chart, 'redis');
  return {
    mode: isSentinel ? 'sentinel' : 'single',
    instances: isSentinel ? (replicas ?? 3) : undefined,
    size,
    probes: probes(chart, 'redis.master', 'Redis'),
  };
}

export function search(chart: Chart): object {
  const { values, note } = chart;
  if (!values.flag('elasticsearch.enabled', true)) {
    const host = values.text('elasticsearch.hostname');
    if (host === undefined) return { engine: 'none' };
    note('ask', 'elasticsearch.hostname', 'a search server of your own: add its addresses as search.addresses');
    return {
      engine: 'external',
      host,
      port: values.number('elasticsearch.port'),
      user: values.text('elasticsearch.user'),
    };
  }
  const size = stateful(chart, 'elasticsearch.data', 'Elasticsearch');
  for (const key of ['startupProbe', 'persistence']) values.take(`elasticsearch.master.${key}`);
  legacy(chart, 'elasticsearch');
  return { engine: 'elasticsearch', size, probes: probes(chart, 'elasticsearch.data', 'Elasticsearch') };
}

const external = (values: Values, at: string, host = 'hostname', port = 'port') => ({
  host: values.text(`${at}.${host}`),
  port: values.number(`${at}.${port}`),
  secret: values.text(`${at}.auth.existingSecret`),
});

/** Classes whose volumes are mounted from a server by NFS. */
const network = /nfs|rwx|cephfs|smb/i;

function stateful({ values, note }: Chart, at: string, what: string): string | undefined {
  const [chart] = at.split('.');
  const own = `${at}.persistence.storageClass`;
  const place =
    values.text(own) !== undefined
      ? own
      : [`${chart}.global.persistence.storageClass`, `${chart}.global.storageClass`, 'global.storageClass'].find(
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
  return values.text(`${at}.persistence.size`);
}

/** A declared startup probe is kept; that there is none killed databases in mid-recovery. */
function probes({ values, note }: Chart, at: string, what: string): object | undefined {
  const { enabled, ...probe } = values.map(`${at}.startupProbe`);
  if (enabled?.toString() !== 'true') {
    note(
      'danger',
      `${at}.startupProbe`,
      `${what} had no startup probe: a slow start or recovery is killed in its middle; the declaration's own waits`,
    );
    return undefined;
  }
  const known = ['initialDelaySeconds', 'periodSeconds', 'timeoutSeconds', 'failureThreshold'];
  return { startup: Object.fromEntries(Object.entries(probe).filter(([key]) => known.includes(key))) };
}

function legacy({ values, note }: Chart, at: string): void {
  const repository = values.text(`${at}.image.repository`) ?? `bitnamilegacy/${at}`;
  for (const key of ['registry', 'tag', 'pullPolicy']) values.take(`${at}.image.${key}`);
  if (/bitnami/.test(repository))
    note(
      'danger',
      `${at}.image.repository`,
      `${repository} gets no more updates; the declaration runs upstream's own image`,
    );
}
