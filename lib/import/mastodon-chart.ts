import { looksSecret } from '../site/secret-values';
import { isMap, type Note, Values } from './values';

/** A declaration as far as values tell it, and what there is to say about the rest. */
export interface Imported {
  readonly declaration: object;
  readonly notes: readonly Note[];
}

/**
 * Values of mastodon/chart 6.x → what they say of a declaration. Defaults that matter are those of its values.yaml; keys that its
 * templates read without declaring them are known too.
 */
export function fromMastodonChart(tree: unknown): Imported {
  const values = new Values(tree);
  const notes: Note[] = [];
  const note = (kind: Note['kind'], path: string, message: string) =>
    notes.push({ kind, path: path.split('.'), message });
  const chart = { values, note };
  const declaration = pruned({
    database: database(chart),
    redis: redis(chart),
    search: search(chart),
    mastodon: mastodon(chart),
  });
  secretsInClear(chart);
  for (const path of values.leftOver())
    notes.push({ kind: 'lost', path, message: 'nothing in a declaration says this' });
  return { declaration: declaration as object, notes };
}

interface Chart {
  readonly values: Values;
  note(kind: Note['kind'], path: string, message: string): void;
}

function mastodon(chart: Chart): object {
  const { values } = chart;
  const env = environment(chart);
  return {
    handleDomain: values.text('mastodon.local_domain'),
    webDomain: values.text('mastodon.web_domain'),
    alternateDomains: values.list('mastodon.alternate_domains'),
    version: version(chart),
    media: media(chart),
    smtp: smtp(chart),
    web: {
      instances: values.number('mastodon.web.replicas'),
      workers: values.number('mastodon.web.workers'),
      threads: values.number('mastodon.web.maxThreads'),
    },
    streaming: { instances: values.number('mastodon.streaming.replicas') },
    sidekiq: sidekiq(chart),
    locale: values.text('mastodon.locale'),
    singleUser: values.flag('mastodon.singleUserMode', false) || undefined,
    env: env.plain,
    envFromSecrets: env.fromSecrets,
    upkeep: {
      timeZone: values.text('timezone'),
      removeRemoteMedia: {
        enabled: values.flag('mastodon.cron.removeMedia.enabled', true) ? undefined : false,
        schedule: values.text('mastodon.cron.removeMedia.schedule'),
      },
    },
  };
}

function version({ values, note }: Chart): string | undefined {
  const repository = values.text('image.repository');
  if (repository !== undefined && repository !== 'ghcr.io/mastodon/mastodon')
    note(
      'ask',
      'image.repository',
      `an image of your own, ${repository}: declare mastodon.web.image, …sidekiq.image and …streaming.image`,
    );
  const tag = values.text('image.tag')?.split('@')[0];
  if (tag !== undefined && !/^v\d/.test(tag)) {
    note('ask', 'image.tag', `${tag} is no released version: say which one it is, as mastodon.version`);
    return undefined;
  }
  return tag;
}

function media({ values, note }: Chart): object {
  if (values.flag('mastodon.s3.enabled', false)) {
    for (const key of ['permission', 'protocol', 'multipart_threshold'])
      if (values.text(`mastodon.s3.${key}`) !== undefined && !/^https$/.test(values.text(`mastodon.s3.${key}`) ?? ''))
        note('ask', `mastodon.s3.${key}`, 'belongs into mastodon.env, by the name of Mastodon’s own setting');
    return {
      s3: {
        bucket: values.text('mastodon.s3.bucket'),
        endpoint: values.text('mastodon.s3.endpoint'),
        region: values.text('mastodon.s3.region'),
        hostname: values.text('mastodon.s3.hostname'),
        aliasHost: values.text('mastodon.s3.alias_host'),
        secret: values.text('mastodon.s3.existingSecret'),
      },
    };
  }
  const size = values.text('mastodon.persistence.system.resources.requests.storage') ?? '100Gi';
  const mode = values.text('mastodon.persistence.system.accessMode') ?? 'ReadWriteOnce';
  const replicas = Math.max(
    values.number('mastodon.web.replicas') ?? 1,
    values.number('mastodon.streaming.replicas') ?? 1,
  );
  if (mode === 'ReadWriteOnce' && replicas > 1)
    note(
      'danger',
      'mastodon.persistence.system.accessMode',
      `${replicas} pods and a volume for one node: those on other nodes never start`,
    );
  const storageClass = values.text('mastodon.persistence.system.storageClassName');
  if (storageClass !== undefined)
    note(
      'ask',
      'mastodon.persistence.system.storageClassName',
      `media lie on class ${storageClass}: fill a storage role with it, e.g. shared: {engine: existing, className: ${storageClass}}`,
    );
  // Compiled files of the image: nobody needs a volume for them.
  for (const key of ['accessMode', 'keepAfterDelete', 'storageClassName', 'existingClaim', 'resources'])
    values.take(`mastodon.persistence.assets.${key}`);
  values.take('mastodon.persistence.system.keepAfterDelete');
  const claim = values.text('mastodon.persistence.system.existingClaim');
  if (claim !== undefined)
    note(
      'ask',
      'mastodon.persistence.system.existingClaim',
      `media lie in claim ${claim}: a backup set moves them (mammut adopt)`,
    );
  return { volume: { ...(mode === 'ReadWriteMany' && { on: 'shared' }), size } };
}

function smtp({ values, note }: Chart): object {
  const at = (key: string) => `mastodon.smtp.${key}`;
  const login = values.text(at('auth_method')) ?? 'plain';
  if (!['plain', 'login', 'none'].includes(login))
    note('ask', at('auth_method'), `${login}: belongs into mastodon.env as SMTP_AUTH_METHOD`);
  const usual: Readonly<Record<string, string>> = {
    delivery_method: 'smtp',
    ca_file: '/etc/ssl/certs/ca-certificates.crt',
    openssl_verify_mode: 'peer',
    enable_starttls: 'auto',
  };
  for (const [key, value] of Object.entries(usual)) {
    const set = values.text(at(key));
    if (set !== undefined && set !== value)
      note('ask', at(key), `${set}: belongs into mastodon.env as SMTP_${key.toUpperCase()}`);
  }
  return {
    server: values.text(at('server')),
    port: values.number(at('port')),
    from: values.text(at('from_address'))?.replace(/^.*<(.*)>$/, '$1'),
    secret: values.text(at('existingSecret')),
    anonymous: login === 'none' || undefined,
    tls: values.flag(at('tls'), false) ? 'tls' : undefined,
  };
}

function sidekiq({ values, note }: Chart): object {
  const workers = values.list('mastodon.sidekiq.workers').filter(isMap);
  const queues = (worker: Readonly<Record<string, unknown>>) =>
    (Array.isArray(worker.queues) ? worker.queues : []).map(String);
  const known = ['name', 'concurrency', 'replicas', 'queues'];
  for (const [index, worker] of workers.entries())
    for (const key of Object.keys(worker).filter((one) => !known.includes(one)))
      if (JSON.stringify(worker[key]) !== '{}')
        note('lost', `mastodon.sidekiq.workers.${index}.${key}`, 'nothing in a declaration says this');
  const schedulers = workers.filter((worker) => queues(worker).some((queue) => queue.startsWith('scheduler')));
  if (schedulers.some(({ replicas }) => Number(replicas ?? 1) > 1) || schedulers.length > 1)
    note('danger', 'mastodon.sidekiq.workers', 'more than one scheduler: jobs were enqueued twice');
  const [only] = workers;
  if (workers.length === 0) return {};
  if (workers.length === 1 && only !== undefined)
    return { concurrency: only.concurrency, instances: Number(only.replicas ?? 1) > 1 ? only.replicas : undefined };
  return {
    groups: workers.map((worker) => ({
      name: String(worker.name ?? '').replaceAll('_', '-'),
      queues: queues(worker),
      instances: worker.replicas,
      concurrency: worker.concurrency,
    })),
  };
}

function environment({ values, note }: Chart) {
  const plain: Record<string, string> = {};
  const fromSecrets: Record<string, object> = {};
  if (values.flag('mastodon.authorizedFetch', false)) plain.AUTHORIZED_FETCH = 'true';
  if (values.flag('mastodon.limitedFederationMode', false)) plain.LIMITED_FEDERATION_MODE = 'true';
  if (!values.flag('mastodon.preparedStatements', true)) plain.PREPARED_STATEMENTS = 'false';
  if (values.flag('mastodon.deepl.enabled', false)) {
    plain.DEEPL_PLAN = values.text('mastodon.deepl.plan') ?? 'free';
    fromSecrets.DEEPL_API_KEY = secretKey(values, 'mastodon.deepl.apiKeySecretRef');
  }
  if (values.flag('mastodon.hcaptcha.enabled', false)) {
    plain.HCAPTCHA_SITE_KEY = values.text('mastodon.hcaptcha.siteId') ?? '';
    fromSecrets.HCAPTCHA_SECRET_KEY = secretKey(values, 'mastodon.hcaptcha.secretKeySecretRef');
  }
  for (const [name, value] of Object.entries(values.map('mastodon.extraEnvVars'))) {
    if (looksSecret(`${name}=${value}`) !== undefined || looksSecret(String(value)) !== undefined)
      note(
        'ask',
        `mastodon.extraEnvVars.${name}`,
        'looks like a secret: put it into a Secret, and name that in mastodon.envFromSecrets',
      );
    else plain[name] = String(value);
  }
  return { plain, fromSecrets };
}

const secretKey = (values: Values, path: string) => ({
  name: values.text(`${path}.name`),
  key: values.text(`${path}.key`),
});

function database(chart: Chart): object {
  const { values, note } = chart;
  if (!values.flag('postgresql.enabled', true)) {
    note('ask', 'postgresql.enabled', 'a PostgreSQL of your own: add its addresses as database.addresses');
    return {
      engine: 'external',
      host: values.text('postgresql.postgresqlHostname'),
      port: values.number('postgresql.postgresqlPort'),
      database: values.text('postgresql.auth.database'),
      user: values.text('postgresql.auth.username'),
      secret: values.text('postgresql.auth.existingSecret'),
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

function redis(chart: Chart): object {
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
    return {
      mode: 'external',
      host: values.text('redis.hostname'),
      port: values.number('redis.port'),
      secret: values.text('redis.auth.existingSecret'),
    };
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

function search(chart: Chart): object {
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

/** Names only. */
function secretsInClear({ values, note }: Chart): void {
  const places = [
    ...['secret_key_base', 'otp_secret', 'vapid', 'activeRecordEncryption'].map((key) => `mastodon.secrets.${key}`),
    ...['mastodon.smtp.login', 'mastodon.smtp.password', 'mastodon.s3.access_key', 'mastodon.s3.access_secret'],
    ...['postgresql.auth.password', 'postgresql.auth.postgresPassword', 'redis.auth.password'],
  ];
  for (const path of places) {
    const value = values.take(path);
    if (value !== undefined && !(isMap(value) && Object.values(value).every((one) => !one)))
      note('danger', path, 'a secret in clear: `mammut secrets --from-env` takes it from the running pod');
  }
  const existing = values.text('mastodon.secrets.existingSecret');
  if (existing !== undefined && existing !== 'mastodon-secrets')
    note(
      'ask',
      'mastodon.secrets.existingSecret',
      `the keys lie in Secret ${existing}; here it is called mastodon-secrets: copy it under that name`,
    );
}

/** Without what is not set, and maps of nothing. */
function pruned(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(pruned);
  if (!isMap(value)) return value;
  const kept = Object.entries(value).map(([key, one]) => [key, pruned(one)] as const);
  const set = kept.filter(([, one]) => one !== undefined);
  return set.length === 0 ? undefined : Object.fromEntries(set);
}
