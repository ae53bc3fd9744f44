import { looksSecret } from '../site/secret-values';
import type { Chart } from './chart';
import { isMap, type Values } from './values';

/** Values below `mastodon`, and the image. */
export function mastodon(chart: Chart): object {
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
    for (const key of ['permission', 'protocol', 'multipart_threshold']) {
      const set = values.text(`mastodon.s3.${key}`);
      if (set !== undefined && set !== 'https')
        note('ask', `mastodon.s3.${key}`, `${set}: belongs into mastodon.env as S3_${key.toUpperCase()}`);
    }
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
