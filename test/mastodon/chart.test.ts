import { parse } from 'yaml';
import { queueLengths } from '../../lib/mastodon/tool-commands';
import { render } from '../../lib/output/render';
import { auditOf } from '../support/audit';
import { checked, find, objectsOf, rulesHit, shipped } from '../support/site';

const charts = ['mastodon/chart', 'mastodon/helm-charts'] as const;

/** Values as written into charts/. */
function valuesOf(chart: string, servers = '', more = '') {
  const site = shipped('home', `${servers}\nmastodon: {by: ${chart}${more}}`);
  const { files } = render(site, { warnings: [], defaults: [] });
  return parse(files.get('charts/mastodon.values.yaml') ?? '');
}

describe.each(charts)('Mastodon by %s', (chart) => {
  const site = shipped('home', `mastodon: {by: ${chart}}`);
  const objects = objectsOf(site);

  test('keeps every rule and law of ours', () => {
    const { findings } = checked('home', `mastodon: {by: ${chart}}`);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(auditOf(site)).toEqual([]);
  });

  test('renders none of the programs, and all that stands beside them', () => {
    expect(objects.filter(({ json }) => json.kind === 'Deployment')).toEqual([]);
    const budgets = objects.filter(({ json }) => json.kind === 'PodDisruptionBudget').map(({ file }) => file);
    expect(budgets).toEqual(
      expect.arrayContaining([
        'mastodon/web/pod-disruption-budget.yaml',
        'mastodon/streaming/pod-disruption-budget.yaml',
      ]),
    );
    for (const claim of ['media', 'assets']) find(objects, 'PersistentVolumeClaim', claim);
  });

  test('the entry, migrations and a restore know its names', () => {
    const [rule] = find(objects, 'Ingress', 'mastodon').spec.rules;
    const services = rule.http.paths.map(({ backend }: { backend: { service: object } }) => backend.service);
    expect(services).toEqual([
      { name: 'mastodon-streaming', port: { number: 4000 } },
      { name: 'mastodon-web', port: { number: 3000 } },
    ]);
    const post = objects.find(({ file }) => file === 'mastodon/migrations/post.yaml')?.json.spec.template.spec;
    expect(post.containers[0].env).toContainEqual({ name: 'NAME_PREFIX', value: 'mastodon-' });
    expect(find(objects, 'Role', 'migrations').rules[0].resourceNames).toEqual([
      'mastodon-web',
      'mastodon-streaming',
      'mastodon-sidekiq-all',
      'mastodon-sidekiq-scheduler',
    ]);
    expect(find(objects, 'ConfigMap', 'backup').data.deployments).toBe(
      'mastodon-web=2\nmastodon-streaming=2\nmastodon-sidekiq-all=2\nmastodon-sidekiq-scheduler=1\n',
    );
  });

  test('one worker works the scheduler, once; hooks, entry and clean-ups of its own are off', () => {
    const { mastodon, ingress, httproute } = valuesOf(chart);
    const schedulers = mastodon.sidekiq.workers.filter(({ queues }: { queues: string[] }) =>
      queues.includes('scheduler'),
    );
    expect(schedulers).toMatchObject([{ name: 'scheduler', replicas: 1 }]);
    expect(mastodon.hooks).toEqual({ dbPrepare: { enabled: false }, dbMigrate: { enabled: false } });
    expect([ingress, httproute]).toContainEqual({ enabled: false });
  });

  test('no value is a secret, all are named', () => {
    const { mastodon, postgresql } = valuesOf(chart);
    expect(mastodon.secrets.existingSecret).toBe('mastodon-secrets');
    expect(mastodon.smtp.existingSecret).toBe('mastodon-smtp');
    expect(postgresql.existingSecret ?? postgresql.auth.existingSecret).toBe('database-app');
  });
});

describe("mastodon/chart with Bitnami's servers", () => {
  const bitnami = `database: {engine: bitnami, on: replicated}
redis: {mode: bitnami, on: replicated}
search: {engine: bitnami, on: replicated}
backup: none`;
  const values = valuesOf('mastodon/chart', bitnami);

  test('waits for slow starts on all nine paths', () => {
    const { postgresql, redis, elasticsearch } = values;
    const parts = [
      ...[postgresql.primary, postgresql.readReplicas],
      ...[redis.master, redis.replica, redis.sentinel],
      ...[elasticsearch.master, elasticsearch.data, elasticsearch.coordinating, elasticsearch.ingest],
    ];
    for (const { startupProbe } of parts) {
      const { enabled, initialDelaySeconds, periodSeconds, failureThreshold } = startupProbe;
      expect(enabled).toBe(true);
      expect(initialDelaySeconds + periodSeconds * failureThreshold).toBeGreaterThanOrEqual(240);
    }
  });

  test('runs each server once, on a declared class, and no privileged container', () => {
    const { postgresql, redis, elasticsearch } = values;
    expect(redis.architecture).toBe('standalone');
    expect([elasticsearch.data.replicaCount, elasticsearch.coordinating.replicaCount]).toEqual([0, 0]);
    expect([elasticsearch.ingest.enabled, elasticsearch.sysctlImage.enabled]).toEqual([false, false]);
    const classes = [postgresql.primary, redis.master, elasticsearch.master].map((one) => one.persistence.storageClass);
    expect(new Set(classes)).toEqual(new Set(['longhorn-r3']));
  });

  test('is asked for its queues by Mastodon: no pod is called as ours, and its redis-cli wants a password', () => {
    const site = shipped('home', `${bitnami}\nmastodon: {by: mastodon/chart}`);
    expect(queueLengths(site).join('\n')).toContain('Sidekiq::Queue.all');
    expect(queueLengths(shipped('home')).join('\n')).toContain('exec redis-0 -c redis --');
  });

  test('is connected, and audited as the others are', () => {
    const site = shipped('home', `${bitnami}\nmastodon: {by: mastodon/chart}`);
    expect(auditOf(site)).toEqual([]);
    expect(find(objectsOf(site), 'ConfigMap', 'upkeep').data).toMatchObject({
      DB_HOST: 'home-postgresql',
      REDIS_HOST: 'home-redis-master',
      ES_HOST: 'home-elasticsearch-master-hl',
    });
  });
});

test('pods of one kind keep apart, whatever a rollout is about to end', () => {
  const { mastodon } = valuesOf('mastodon/chart');
  const apart = (component: string) => [
    {
      weight: 100,
      podAffinityTerm: {
        topologyKey: 'kubernetes.io/hostname',
        labelSelector: { matchLabels: expect.objectContaining({ 'app.kubernetes.io/component': component }) },
        matchLabelKeys: ['pod-template-hash'],
      },
    },
  ];
  for (const name of ['web', 'streaming'])
    expect(mastodon[name].affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution).toEqual(
      apart(name),
    );
});

test('media for one node keep together whatever mounts them, the jobs as well', () => {
  const media = ', media: {volume: {on: replicated}}, web: {instances: 1}, sidekiq: {instances: 1}';
  const { mastodon } = valuesOf('mastodon/chart', '', media);
  const together = { podAffinity: expect.anything(), podAntiAffinity: expect.anything() };
  expect(mastodon.web).toMatchObject({ affinity: together, podLabels: { 'mounts-media': 'true' } });
  expect(mastodon.sidekiq.podLabels).toEqual({ 'mounts-media': 'true' });
  for (const worker of mastodon.sidekiq.workers) expect(worker.affinity).toMatchObject(together);
  expect(mastodon.streaming.podLabels).toBeUndefined();
});

describe('what a chart has no value for is refused', () => {
  test.each([
    ['probes of a program', 'streaming: {probes: {liveness: {enabled: false}}}'],
    ['a slow start', 'slowStart: 600s'],
    ['long uploads', 'uploadTime: 1h'],
    ['a secret elsewhere', 'envFromSecrets: {SAML_PRIVATE_KEY: {name: saml, key: key}}'],
  ])('%s', (_what, declared) => {
    for (const chart of charts)
      expect(rulesHit('home', `mastodon: {by: ${chart}, ${declared}}`)).toContain('mastodon/beyond-chart');
  });

  test('media for one node by mastodon/helm-charts', () => {
    const declared = (chart: string) => rulesHit('home', `mastodon: {by: ${chart}, media: {volume: {on: replicated}}}`);
    expect(declared('mastodon/helm-charts')).toContain('mastodon/beyond-chart');
    expect(declared('mastodon/chart')).not.toContain('mastodon/beyond-chart');
  });
});
