import { find, objectsOf, shipped } from '../support/site';

const jobs = (overlay?: string) => {
  const objects = objectsOf(shipped('home', overlay));
  const job = (step: string) =>
    objects.find(({ file }) => file === `mastodon/migrations/${step}.yaml`)?.json ?? missing(step);
  return { pre: job('pre'), post: job('post'), objects };
};

function missing(step: string): never {
  throw new Error(`no Job ${step}`);
}

const today = jobs();

test('a Job is named by its whole pod template and never deleted by a clock', () => {
  expect(today.pre.metadata.name).toMatch(/^migrate-pre-[0-9a-f]{8}$/);
  expect(today.post.metadata.name).toMatch(/^migrate-post-[0-9a-f]{8}$/);
  for (const job of [today.pre, today.post]) expect(job.spec.ttlSecondsAfterFinished).toBeUndefined();
});

test('the first Job sees whether backup sets of the domain are there, where every node can mount them', () => {
  const pod = (overlay?: string) => jobs(overlay).pre.spec.template.spec;
  const [container] = pod().containers;
  expect(container.env).toContainEqual({ name: 'BACKUP_SETS', value: '/backup/social.example.org/sets' });
  expect(container.volumeMounts).toContainEqual({ name: 'backup', mountPath: '/backup', readOnly: true });
  expect(pod().volumes).toContainEqual({ name: 'backup', persistentVolumeClaim: { claimName: 'backup' } });
  const onOneNode = 'backup: {to: {nfs: null, s3: {spool: {on: perNode}}}}';
  expect(JSON.stringify(pod(onOneNode))).not.toContain('BACKUP_SETS');
  expect(JSON.stringify(pod('backup: none'))).not.toContain('BACKUP_SETS');
});

test.each([
  ['another version', 'mastodon: {version: v4.7.3}'],
  ['another database', 'database: {engine: external, host: db.example.org, addresses: [192.168.1.30/32]}'],
  ['another image', 'mastodon: {web: {image: "ghcr.io/glitch-soc/mastodon:v4.7.2"}}'],
])('%s makes new Jobs', (_what, overlay) => {
  const { pre, post } = jobs(overlay);
  expect(pre.metadata.name).not.toBe(today.pre.metadata.name);
  expect(post.metadata.name).not.toBe(today.post.metadata.name);
});

test.each([
  ['one pod more', 'mastodon: {web: {instances: 3}}'],
  ['mail', 'mastodon: {smtp: {port: 465, tls: tls}}'],
  ['a setting of the pages', 'mastodon: {env: {AUTHORIZED_FETCH: "true"}}'],
])('%s makes none', (_what, overlay) => {
  const { pre, post } = jobs(overlay);
  expect([pre.metadata.name, post.metadata.name]).toEqual([today.pre.metadata.name, today.post.metadata.name]);
});

test('the Job before the rollout looks at media without writing, and has no token', () => {
  const { spec } = today.pre.spec.template;
  const media = spec.containers[0].volumeMounts.find((mount: { name: string }) => mount.name === 'media');
  expect(media).toEqual({ name: 'media', mountPath: '/opt/mastodon/public/system', readOnly: true });
  expect(spec).toMatchObject({ automountServiceAccountToken: false, restartPolicy: 'Never' });
  expect(spec.serviceAccountName).toBeUndefined();
});

test('the Job after it knows every Deployment with its image, and may only look', () => {
  const { spec } = today.post.spec.template;
  expect(spec.containers[0].args.slice(4)).toEqual([
    'web=ghcr.io/mastodon/mastodon:v4.7.2',
    'streaming=ghcr.io/mastodon/mastodon-streaming:v4.7.2',
    'sidekiq=ghcr.io/mastodon/mastodon:v4.7.2',
    'sidekiq-scheduler=ghcr.io/mastodon/mastodon:v4.7.2',
  ]);
  expect(spec).toMatchObject({ automountServiceAccountToken: true, serviceAccountName: 'migrations' });
  expect(find(today.objects, 'Role', 'migrations').rules).toEqual([
    {
      apiGroups: ['apps'],
      resources: ['deployments'],
      resourceNames: ['web', 'streaming', 'sidekiq', 'sidekiq-scheduler'],
      verbs: ['get'],
    },
    { apiGroups: [''], resources: ['pods'], verbs: ['list'] },
  ]);
});

test('migrations know no mail, no push keys and no bucket', () => {
  const env = today.post.spec.template.spec.containers[0].env as { name: string }[];
  expect(env.map(({ name }) => name).filter((name) => /SMTP|VAPID|AWS/.test(name))).toEqual([]);
});

test('the guard against an empty database is lifted by the declaration alone', () => {
  expect(find(today.objects, 'ConfigMap', 'migrations').data.START_EMPTY).toBeUndefined();
  const { objects } = jobs('mastodon: {startEmpty: true}');
  expect(find(objects, 'ConfigMap', 'migrations').data.START_EMPTY).toBe('true');
});
