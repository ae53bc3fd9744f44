import { identity, isClusterScoped } from '../../lib/audit/identity';
import { references } from '../../lib/audit/references';
import { secretValues } from '../../lib/audit/secret-values';
import { deployment, object, type Part, provides, says, workload } from './small';

const map = (data?: Part, metadata: Part = {}) => object('ConfigMap', 'settings', { metadata, data });
const elsewhere = { namespace: 'elsewhere' };
const secrets = [
  { name: 'other', namespace: 'mastodon', keys: [{ key: 'password' }] },
  { name: 'keys', namespace: 'mastodon', keys: [{ key: 'a' }, { key: 'b' }] },
  { name: 'far', namespace: 'elsewhere', keys: [{ key: 'a' }] },
];

/** What is said of a container, and of its pod. */
function said(container: Part, pod: Part = {}, objects: Part[] = []): string[] {
  const web = deployment('web', { containers: [{ name: 'web', ...container }], ...pod });
  return says(references, [web, ...objects], { secrets }).map((line) => line.replace('Deployment web: ', ''));
}

describe('audit/references', () => {
  const ofSecret = (name: string, key: string) => ({
    env: [{ name: 'A', valueFrom: { secretKeyRef: { name, key } } }],
  });
  const ofMap = (more: Part = {}) => ({
    env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'settings', key: 'a', ...more } } }],
  });
  const notListed = (name: string, key: string) => [
    `A reads key ${key} of Secret ${name}, which is not listed as required`,
  ];
  const noKey = ['A reads key a of ConfigMap settings, which is not rendered'];

  test('a variable reads a key that is listed', () => {
    expect(said(ofSecret('keys', 'b'))).toEqual([]);
    for (const [name, key] of [
      ['keys', 'password'],
      ['none', 'a'],
      ['far', 'a'],
    ] as const)
      expect(said(ofSecret(name, key))).toEqual(notListed(name, key));
  });

  test('a variable reads a key that is rendered, in its namespace, or may do without', () => {
    expect(said(ofMap(), {}, [map({ a: '1' })])).toEqual([]);
    expect(said(ofMap())).toEqual(noKey);
    expect(said(ofMap(), {}, [map({ b: '1' })])).toEqual(noKey);
    expect(said(ofMap(), {}, [map()])).toEqual(noKey);
    expect(said(ofMap(), {}, [map({ a: '1' }, elsewhere)])).toEqual(noKey);
    expect(said(ofMap(), {}, [object('Secret', 'settings', { data: { a: '1' } })])).toEqual(noKey);
    expect(said(ofMap({ optional: true }))).toEqual([]);
  });

  test('a container reads whole ConfigMaps and Secrets that are there', () => {
    const from = (one: Part) => ({ envFrom: [one] });
    expect(said(from({ configMapRef: { name: 'settings' } }), {}, [map()])).toEqual([]);
    expect(said(from({ configMapRef: { name: 'settings' } }))).toEqual([
      'container web reads ConfigMap settings, which is not rendered',
    ]);
    expect(said(from({ secretRef: { name: 'keys' } }))).toEqual([]);
    expect(said(from({ secretRef: { name: 'none' } }))).toEqual([
      'container web reads Secret none, which is not listed as required',
    ]);
  });

  test('a container sets each variable once', () => {
    const env = (...names: string[]) => ({ env: names.map((name) => ({ name, value: '1' })) });
    expect(said(env('A', 'B'))).toEqual([]);
    expect(said(env('A', 'B', 'A'))).toEqual(['container web sets A twice']);
  });

  test.each<[what: string, volume: Part, given: Part[], says: string[]]>([
    ['a ConfigMap', { configMap: { name: 'settings' } }, [map()], []],
    ['none', { configMap: { name: 'settings' } }, [], ['volume v is ConfigMap settings, which is not rendered']],
    ['an optional one', { configMap: { name: 'settings', optional: true } }, [], []],
    ['a Secret', { secret: { secretName: 'keys' } }, [], []],
    ['no Secret', { secret: { secretName: 'no' } }, [], ['volume v is Secret no, which is not listed as required']],
    ['no claim', { persistentVolumeClaim: { claimName: 'c' } }, [], ['volume v is claim c, which is not rendered']],
    ['no folder', { emptyDir: {} }, [], []],
  ])('a volume is %s', (_what, volume, given, expected) => {
    expect(said({}, { volumes: [{ name: 'v', ...volume }] }, given)).toEqual(expected);
  });

  test('a ServiceAccount is rendered, or the default one', () => {
    expect(said({}, { serviceAccountName: 'web' })).toEqual(['ServiceAccount web is not rendered']);
    expect(said({}, { serviceAccountName: 'web' }, [object('ServiceAccount', 'web')])).toEqual([]);
    expect(said({}, { serviceAccountName: 'default' })).toEqual([]);
  });
});

describe('audit/references: classes', () => {
  const claim = (spec: Part, name = 'media') => object('PersistentVolumeClaim', name, { spec });
  const volume = object('PersistentVolume', 'share', { metadata: { namespace: undefined } });
  const fast = object('StorageClass', 'fast', { metadata: { namespace: undefined } });
  const unknown = (name: string) => `class ${name} is neither rendered nor made by a named chart`;
  const none = "a claim names no class and would get the cluster's default";
  const lines = (objects: Part[], given: Part = {}) =>
    says(references, objects, given).map((line) => line.replace(/^\w+ [\w-]+: /, ''));

  test('a claim names a class that is rendered or comes with a chart', () => {
    expect(lines([claim({ storageClassName: 'fast' }), fast])).toEqual([]);
    expect(lines([claim({ storageClassName: 'fast' })], provides({ storageClasses: ['fast'] }))).toEqual([]);
    expect(lines([claim({ storageClassName: 'fast' })])).toEqual([unknown('fast')]);
    expect(lines([claim({ storageClassName: 'media' })], provides({}))).toEqual([unknown('media')]);
    expect(lines([claim({})])).toEqual([none]);
  });

  test('a claim on a rendered volume needs none', () => {
    expect(lines([claim({ storageClassName: '', volumeName: 'share' }), volume])).toEqual([]);
    expect(lines([claim({ storageClassName: '', volumeName: 'other' }), volume])).toEqual([unknown('')]);
    expect(lines([claim({ storageClassName: '', volumeName: 'media' })])).toEqual([unknown('')]);
    expect(lines([claim({ storageClassName: 'slow', volumeName: 'share' }), volume])).toEqual([unknown('slow')]);
  });

  test('templates, ephemeral volumes and CloudNativePG name classes as well', () => {
    const set = workload('StatefulSet', 'redis', {}, { volumeClaimTemplates: [{ spec: { storageClassName: 'a' } }] });
    const spool = workload('Job', 'dump', {
      volumes: [{ name: 'x' }, { name: 'y', ephemeral: { volumeClaimTemplate: { spec: { storageClassName: 'b' } } } }],
    });
    const cluster = (storage: Part) => object('Cluster', 'database', { spec: { storage } });
    expect(lines([set])).toEqual([unknown('a')]);
    expect(lines([spool])).toEqual([unknown('b')]);
    expect(lines([cluster({ storageClass: 'c' })])).toEqual([unknown('c')]);
    expect(lines([cluster({})])).toEqual([none]);
    expect(lines([cluster(undefined), object('Cluster', 'bare')])).toEqual([]);
    expect(lines([object('Other', 'one', { spec: { storage: { storageClass: 'c' } } })])).toEqual([]);
  });
});

describe('audit/identity', () => {
  const outside = { metadata: { namespace: undefined } };
  test.each([
    ...['Namespace', 'StorageClass', 'ClusterIssuer', 'GatewayClass', 'ClusterRole', 'ClusterRoleBinding'],
    ...['PersistentVolume', 'PriorityClass', 'IngressClass', 'VolumeSnapshotClass'],
  ])('a %s lives outside namespaces', (kind) => {
    expect(isClusterScoped(kind)).toBe(true);
    expect(says(identity, [object(kind, 'one', outside)])).toEqual([]);
    expect(says(identity, [object(kind, 'one')])).toEqual([
      `${kind} one: ${kind} lives outside namespaces but names mastodon`,
    ]);
  });

  test('all others live in one', () => {
    expect(says(identity, [object('Service', 'web', outside)])).toEqual([
      'Service web: Service web names no namespace',
    ]);
    expect(says(identity, [object('Service', 'web')])).toEqual([]);
  });

  test('two objects are one if group, kind, namespace and name are', () => {
    const one = (apiVersion: string, more: Part = {}) => object('Job', 'web', { apiVersion, ...more });
    const twice = ['Job web: Job web is also rendered as mastodon/web.yaml'];
    expect(says(identity, [one('batch/v1'), one('batch/v2')])).toEqual(twice);
    expect(says(identity, [one('v1'), one('v2')])).toEqual(twice);
    for (const other of ['other/v1', 'big/v1']) expect(says(identity, [one('batch/v1'), one(other)])).toEqual([]);
    expect(says(identity, [one('v1'), one('v1', { metadata: elsewhere })])).toEqual([]);
    expect(says(identity, [object('ClusterRole', 'a', outside), object('ClusterRole', 'a', outside)])).toHaveLength(1);
  });

  test.each(['Web', 'web_1', '-web', 'web-', '', 'a'.repeat(254)])('%j is no name', (name) => {
    expect(says(identity, [object('Job', name)])).toEqual([`Job ${name}: ${name} is no name that Kubernetes accepts`]);
  });

  test.each(['web', 'web-1.example', 'w', 'a'.repeat(253)])('%j is a name', (name) => {
    expect(says(identity, [object('Job', name)])).toEqual([]);
  });
});

describe('audit/secret-values', () => {
  const env = (name: string, value?: string) =>
    says(secretValues, [deployment('web', { containers: [{ name: 'web', env: [{ name, value }] }] })]);

  test.each(['DB_PASSWORD', 'DB_PASS', 'SECRET', 'SECRET_KEY', 'SECRET_KEY_BASE', 'TOKEN', 'PRIVATE_KEY'])(
    '%s',
    (name) => {
      expect(env(name, 'x')).toEqual([
        `Deployment web: ${name} stands in the pod as a value; allowed: a reference to a Secret`,
      ]);
      expect(env(name)).toEqual([]);
      expect(env(`${name}_FILE`, 'x')).toEqual([]);
    },
  );

  test('a Secret is not rendered, and no text looks like one, however deep', () => {
    expect(says(secretValues, [object('Secret', 'keys')])).toEqual([
      'Secret keys: a Secret is rendered; allowed: references only',
    ]);
    const deep = { spec: { nothing: null, number: 1, list: [{ text: 'AGE-SECRET-KEY-1'.padEnd(80, 'A') }] } };
    expect(says(secretValues, [object('ConfigMap', 'settings', deep)])).toEqual([
      'ConfigMap settings: holds what looks like an age key',
    ]);
    expect(says(secretValues, [object('ConfigMap', 'settings', { spec: { nothing: null, text: 'plain' } })])).toEqual(
      [],
    );
  });
});
