import type { Chart } from './chart';
import { isRendered } from './rendered';
import { resources } from './resources';
import { environment } from './settings';
import { isMap } from './values';

/** Values below `mastodon`, and the image. */
export function mastodon(chart: Chart): object {
  const { values } = chart;
  const { env, envFromSecrets } = environment(chart);
  const rendered = isRendered(values);
  return {
    by: chart.keep ? 'mastodon/chart' : undefined,
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
      ...program(chart, 'mastodon.web'),
    },
    streaming: { instances: values.number('mastodon.streaming.replicas'), ...program(chart, 'mastodon.streaming') },
    sidekiq: sidekiq(chart),
    locale: values.text('mastodon.locale'),
    singleUser: values.flag('mastodon.singleUserMode', false) || undefined,
    env,
    envFromSecrets,
    upkeep: rendered
      ? undefined
      : {
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
    const protocol = values.text('mastodon.s3.protocol') ?? 'https';
    if (protocol !== 'https')
      note('ask', 'mastodon.s3.protocol', `${protocol}: follows from the endpoint and the hosts`);
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
  // Our own claim, of which the values say the name alone.
  if (isRendered(values)) {
    values.take('mastodon.persistence.assets.existingClaim');
    return {};
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
  return {
    server: values.text(at('server')),
    port: values.number(at('port')),
    from: values.text(at('from_address'))?.replace(/^.*<(.*)>$/, '$1'),
    secret: values.text(at('existingSecret')),
    anonymous: login === 'none' || undefined,
    tls: values.flag(at('tls'), false) ? 'tls' : values.text(at('enable_starttls')) === 'never' ? 'none' : undefined,
  };
}

function sidekiq({ values, note }: Chart): object {
  const workers = values.list('mastodon.sidekiq.workers').filter(isMap);
  const queues = (worker: Readonly<Record<string, unknown>>) =>
    (Array.isArray(worker.queues) ? worker.queues : []).map(String);
  const known = [
    'name',
    'concurrency',
    'replicas',
    'queues',
    'resources',
    'image',
    ...(isRendered(values) ? ['affinity'] : []),
  ];
  const more = ({ resources: asked, image }: Readonly<Record<string, unknown>>) => ({
    resources: resources(isMap(asked) ? asked : {}),
    image: isMap(image) ? `${image.repository}:${image.tag}` : undefined,
  });
  for (const [index, worker] of workers.entries())
    for (const key of Object.keys(worker).filter((one) => !known.includes(one)))
      if (JSON.stringify(worker[key]) !== '{}')
        note('lost', `mastodon.sidekiq.workers.${index}.${key}`, 'nothing in a declaration says this');
  const schedulers = workers.filter((worker) => queues(worker).some((queue) => queue.startsWith('scheduler')));
  if (schedulers.some(({ replicas }) => Number(replicas ?? 1) > 1) || schedulers.length > 1)
    note('danger', 'mastodon.sidekiq.workers', 'more than one scheduler: jobs were enqueued twice');
  const [only] = workers;
  if (workers.length === 0) return {};
  // All queues in one worker, or as Mammut parts them where nobody says otherwise: the scheduler's alone, once.
  if (only !== undefined && (workers.length === 1 || (isRendered(values) && only.name === 'all')))
    return {
      concurrency: only.concurrency,
      instances: isRendered(values) || Number(only.replicas ?? 1) > 1 ? only.replicas : undefined,
      ...more(only),
    };
  return {
    groups: workers.map((worker) => ({
      name: String(worker.name ?? '').replaceAll('_', '-'),
      queues: queues(worker),
      instances: worker.replicas,
      concurrency: worker.concurrency,
      ...more(worker),
    })),
  };
}

/** Image and memory of a program. */
function program({ values }: Chart, at: string): object {
  const [repository, tag] = [values.text(`${at}.image.repository`), values.text(`${at}.image.tag`)];
  return {
    image: repository !== undefined && tag !== undefined ? `${repository}:${tag}` : undefined,
    resources: resources(values.map(`${at}.resources`)),
  };
}
