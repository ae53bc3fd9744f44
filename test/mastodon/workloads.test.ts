import { auditOf } from '../support/audit';
import { find, objectsOf, shipped } from '../support/site';

const home = objectsOf(shipped('home'));
const oneNode = objectsOf(shipped('one-node'));
const bucket = objectsOf(
  shipped('home', 'mastodon: {media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.org"}}}'),
);

const deployment = (objects: typeof home, name: string) => find(objects, 'Deployment', name).spec;
const pod = (objects: typeof home, name: string) => deployment(objects, name).template.spec;

interface Named {
  name: string;
}
const names = (list: Named[]) => list.map(({ name }) => name);

test('the audit finds nothing in the shipped sites and with a bucket', () => {
  for (const site of [shipped('home'), shipped('one-node'), shipped('microk8s-jiva')])
    expect(auditOf(site)).toEqual([]);
});

test('whatever starts Rails has the memory for it', () => {
  const rails = /tootctl|db:migrate|sidekiq|puma|migrate-(pre|post)|restore-(start|afterwards)|^sleep$/;
  const megabytes = (quantity: string) => Number.parseFloat(quantity) * (quantity.endsWith('Gi') ? 1024 : 1);
  const starting = oneNode
    .flatMap(({ json: { spec } }) => {
      const pod = spec?.jobTemplate?.spec.template.spec ?? spec?.template?.spec;
      return [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])];
    })
    .filter(({ command = [], args = [] }) => [...command, ...args].some((word: string) => rails.test(word)));
  expect(names(starting)).toEqual(expect.arrayContaining(['web', 'sidekiq', 'migrate-pre', 'tootctl', 'tools']));
  for (const { resources } of starting) {
    expect(megabytes(resources.requests.memory)).toBeGreaterThanOrEqual(384);
    expect(megabytes(resources.limits.memory)).toBeGreaterThanOrEqual(1024);
  }
});

test('the tools have a pod with Sidekiq’s settings and ways, which waits for somebody to start it', () => {
  const { suspend, jobTemplate } = find(home, 'CronJob', 'tools').spec;
  expect(suspend).toBe(true);
  const [container] = jobTemplate.spec.template.spec.containers;
  expect(container.envFrom).toEqual([{ configMapRef: { name: 'sidekiq' } }]);
  const { spec } = find(home, 'NetworkPolicy', 'tools');
  const ports = spec.egress.flatMap((rule: { ports: { port: number }[] }) => rule.ports.map(({ port }) => port));
  expect(ports).toEqual(expect.arrayContaining([443, 587, 5432, 6379]));
});

describe('streaming', () => {
  test("gets none of Mastodon's keys, no mail and no bucket", () => {
    const [container] = pod(bucket, 'streaming').containers;
    expect(names(container.env)).toEqual(['DB_PASS', 'REDIS_PASSWORD']);
    const { data } = find(bucket, 'ConfigMap', 'streaming');
    expect(Object.keys(data).filter((name) => /^(SMTP|S3|ES|LOCAL|WEB)/.test(name))).toEqual([]);
  });

  test('waits for the schema and mounts no media', () => {
    const { initContainers, volumes } = pod(home, 'streaming');
    expect(names(initContainers)).toEqual(['wait-for-schema']);
    expect(names(volumes)).toEqual(['tmp', 'scripts']);
  });
});

test('what converts uploads has a temporary folder that Ruby takes: an emptyDir itself is open to everybody', () => {
  for (const [name, reader] of [
    ['web', 'web'],
    ['sidekiq', 'sidekiq'],
    ['sidekiq-scheduler', 'sidekiq'],
  ] as const) {
    const { initContainers } = pod(home, name);
    const { data } = find(home, 'ConfigMap', reader);
    const [, , script] = initContainers.find((one: Named) => one.name === 'wait-for-migrations').args;
    expect(script).toContain(`mkdir -p -m 700 ${data.TMPDIR}\n`);
    expect(data.TMPDIR).toMatch(/^\/tmp\/./);
  }
});

describe('a rollout', () => {
  test('takes no pod away before the next one is ready, and lets uploads end', () => {
    const { strategy, template } = deployment(home, 'web');
    expect(strategy.rollingUpdate).toEqual({ maxUnavailable: 0, maxSurge: 1 });
    const [web] = template.spec.containers;
    expect(web.lifecycle.preStop.exec.command).toEqual(['sleep', '15']);
    expect(template.spec.terminationGracePeriodSeconds).toBeGreaterThan(15 + 600);
    // Puma itself kills its workers after 30 s unless it is told otherwise.
    expect(web.args).toEqual(['bundle', 'exec', 'puma', '-C', 'config/puma.rb', '-C', '/scripts/puma.rb']);
    expect(find(home, 'ConfigMap', 'web').data.UPLOAD_SECONDS).toBe('600');
  });

  test('has not failed before the migrations that it waits for may have', () => {
    expect(deployment(home, 'web').progressDeadlineSeconds).toBeGreaterThan(2 * 3600 + 240);
  });

  test('never runs two schedulers', () => {
    expect(deployment(home, 'sidekiq-scheduler')).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
    expect(deployment(home, 'sidekiq').strategy.type).toBe('RollingUpdate');
  });
});

test('pods are spread by their own template: those that a rollout ends count for nothing', () => {
  for (const name of ['web', 'streaming', 'sidekiq', 'sidekiq-scheduler'])
    expect(pod(home, name).topologySpreadConstraints).toEqual([
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'ScheduleAnyway',
        nodeTaintsPolicy: 'Honor',
        labelSelector: { matchLabels: deployment(home, name).selector.matchLabels },
        matchLabelKeys: ['pod-template-hash'],
      },
    ]);
});

describe('media', () => {
  const mounting = ['web', 'sidekiq', 'sidekiq-scheduler'];

  test('that several nodes mount leave pods free, and web has a budget', () => {
    expect(find(home, 'PersistentVolumeClaim', 'media').spec.accessModes).toEqual(['ReadWriteMany']);
    for (const name of mounting) expect(pod(home, name).affinity).toBeUndefined();
    expect(find(home, 'PodDisruptionBudget', 'web').spec).toMatchObject({
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
  });

  test('that one node mounts hold every pod there, Jobs included, without a budget', () => {
    expect(find(oneNode, 'PersistentVolumeClaim', 'media').spec.accessModes).toEqual(['ReadWriteOnce']);
    const job = oneNode.find(({ json }) => json.metadata.name.startsWith('migrate-pre-'))?.json.spec.template;
    const cron = find(oneNode, 'CronJob', 'remove-remote-media').spec.jobTemplate.spec.template;
    for (const template of [...mounting.map((name) => deployment(oneNode, name).template), job, cron]) {
      expect(template.metadata.labels['mounts-media']).toBe('true');
      const [term] = template.spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution;
      expect(term).toEqual({
        topologyKey: 'kubernetes.io/hostname',
        labelSelector: { matchLabels: { 'mounts-media': 'true' } },
      });
    }
    for (const name of mounting) expect(deployment(oneNode, name).strategy.type).toBe('Recreate');
    expect(oneNode.some(({ json }) => json.kind === 'PodDisruptionBudget')).toBe(false);
  });

  test('in a bucket have no volume anywhere, and their keys only where they are used', () => {
    expect(bucket.some(({ json }) => json.kind === 'PersistentVolumeClaim' && json.metadata.name === 'media')).toBe(
      false,
    );
    expect(names(pod(bucket, 'web').volumes)).not.toContain('media');
    expect(names(pod(bucket, 'sidekiq').containers[0].env)).toContain('AWS_SECRET_ACCESS_KEY');
    expect(find(bucket, 'ConfigMap', 'web').data.S3_HOSTNAME).toBe('s3.example.org');
  });

  test("never hide the image's own assets", () => {
    const mounts = pod(home, 'web').containers[0].volumeMounts as { mountPath: string }[];
    expect(mounts.map(({ mountPath }) => mountPath)).toEqual([
      '/tmp',
      '/opt/mastodon/tmp',
      '/opt/mastodon/public/system',
      '/scripts',
    ]);
  });
});

describe('Sidekiq', () => {
  test('works the declared queues with the declared threads', () => {
    expect(pod(home, 'sidekiq').containers[0].args).toEqual(
      ['bundle exec sidekiq -c 10 -q default,8 -q push,6 -q ingress,4 -q mailers,2 -q pull -q fasp'].flatMap((line) =>
        line.split(' '),
      ),
    );
    expect(pod(home, 'sidekiq-scheduler').containers[0].args.slice(-2)).toEqual(['-q', 'scheduler']);
  });

  test('alone sends mail', () => {
    const mailing = home.filter(({ json }) => json.kind === 'ConfigMap' && json.data.SMTP_SERVER !== undefined);
    expect(mailing.map(({ json }) => json.metadata.name)).toEqual(['sidekiq']);
    expect(names(pod(home, 'web').containers[0].env)).not.toContain('SMTP_PASSWORD');
  });

  test('counts as started by its title, which a crash takes away, and not by its file alone', () => {
    const [, , script] = pod(home, 'sidekiq').containers[0].startupProbe.exec.command;
    expect(script).toContain('MASTODON_SIDEKIQ_READY_FILENAME');
    expect(script).toContain('pgrep -f "^sidekiq "');
  });
});

test('probes are overridden and removed one by one', () => {
  const web = pod(
    objectsOf(
      shipped('home', 'mastodon: {web: {probes: {liveness: {enabled: false}, readiness: {periodSeconds: 2}}}}'),
    ),
    'web',
  ).containers[0];
  expect(web.livenessProbe).toBeUndefined();
  expect(web.readinessProbe).toMatchObject({ periodSeconds: 2, timeoutSeconds: 5 });
  expect(web.startupProbe).toMatchObject({ httpGet: { path: '/health', port: 'http' }, failureThreshold: 48 });
});

test('web lives as long as its port answers: a stalled database takes all threads, and is no reason to kill', () => {
  const { livenessProbe, readinessProbe, startupProbe } = pod(home, 'web').containers[0];
  expect(livenessProbe).toMatchObject({ tcpSocket: { port: 'http' }, terminationGracePeriodSeconds: 30 });
  expect(readinessProbe).toMatchObject({ httpGet: { path: '/health', port: 'http' } });
  expect([startupProbe.terminationGracePeriodSeconds, readinessProbe.terminationGracePeriodSeconds]).toEqual([
    30,
    undefined,
  ]);
});

test('upkeep runs at home time, one at a time', () => {
  const { spec } = find(home, 'CronJob', 'remove-remote-media');
  expect(spec).toMatchObject({ schedule: '23 3 * * *', timeZone: 'Europe/Berlin', concurrencyPolicy: 'Forbid' });
  expect(spec.jobTemplate.spec.template.spec.containers[0].args).toEqual([
    'bin/tootctl',
    'media',
    'remove',
    '--days',
    '14',
  ]);
});
