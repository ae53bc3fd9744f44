import { claims } from '../../lib/audit/claims';
import { disruption } from '../../lib/audit/disruption';
import { inert } from '../../lib/audit/inert';
import { mounts } from '../../lib/audit/mounts';
import { podTemplates, selects } from '../../lib/audit/pods';
import { selectors } from '../../lib/audit/selectors';
import { deployment, object, type Part, provides, says, workload } from './small';

const elsewhere = { namespace: 'elsewhere' };

describe('pods', () => {
  test('are found in every kind that has a template', () => {
    const kinds = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'];
    const found = podTemplates([...kinds.map((kind) => workload(kind, 'one')), object('Service', 'web')]);
    expect(found.map(({ owner }) => owner.json.kind)).toEqual(kinds);
  });

  test('have a namespace, and may lack labels and templates', () => {
    const bare = object('Deployment', 'web', { metadata: { namespace: undefined }, spec: { template: { spec: {} } } });
    expect(podTemplates([bare])[0]).toMatchObject({ namespace: 'default', labels: {} });
    const none = ['Deployment', 'CronJob'].flatMap((kind) => [object(kind, 'a'), object(kind, 'b', { spec: {} })]);
    expect(podTemplates([...none, object('CronJob', 'c', { spec: { jobTemplate: {} } })])).toEqual([]);
  });

  test('are selected by all labels of a selector', () => {
    expect(selects({ a: '1', b: '2' }, { a: '1', b: '2', c: '3' })).toBe(true);
    expect(selects({ a: '1', b: '2' }, { a: '1' })).toBe(false);
    expect(selects(undefined, {})).toBe(true);
  });
});

describe('audit/claims', () => {
  const claim = (mode: string, metadata: Part = {}) =>
    object('PersistentVolumeClaim', 'media', { metadata, spec: { accessModes: [mode] } });
  const media = { volumes: [{ name: 'tmp' }, { name: 'm', persistentVolumeClaim: { claimName: 'media' } }] };
  const recreate = { strategy: { type: 'Recreate' } };
  const term = (topologyKey: string, matchLabels: Part) => ({ topologyKey, labelSelector: { matchLabels } });
  const beside = (...terms: Part[]) => ({
    ...media,
    affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } },
  });
  const alone = (name: string) =>
    `Deployment ${name}: mounts media (ReadWriteOnce) but may land on another node than its other users`;
  const rolls = 'Deployment web: mounts media (ReadWriteOnce) and rolls over; allowed: strategy Recreate';

  test('one pod that goes before its successor comes may mount it', () => {
    expect(says(claims, [claim('ReadWriteOnce'), deployment('web', media, recreate)])).toEqual([]);
  });

  test('a Deployment rolls over unless it says Recreate; a StatefulSet never does', () => {
    expect(says(claims, [claim('ReadWriteOnce'), deployment('web', media)])).toEqual([rolls]);
    expect(says(claims, [claim('ReadWriteOnce'), deployment('web', media, { strategy: {} })])).toEqual([rolls]);
    expect(says(claims, [claim('ReadWriteOnce'), workload('StatefulSet', 'web', media)])).toEqual([]);
  });

  test('several may mount what many nodes mount', () => {
    expect(says(claims, [claim('ReadWriteMany'), deployment('web', media, { replicas: 2 })])).toEqual([]);
  });

  test('two users, or two pods of one, need one node', () => {
    const [web, jobs] = [deployment('web', media, recreate), deployment('jobs', media, recreate)];
    expect(says(claims, [claim('ReadWriteOnce'), web, jobs])).toEqual([alone('web'), alone('jobs')]);
    const two = deployment('web', media, { ...recreate, replicas: 2 });
    expect(says(claims, [claim('ReadWriteOnce'), two])).toEqual([alone('web')]);
    const one = deployment('web', media, { ...recreate, replicas: 1 });
    expect(says(claims, [claim('ReadWriteOnce'), one])).toEqual([]);
    expect(says(claims, [claim('ReadWriteOnce'), two, deployment('jobs', {}, recreate)])).toEqual([alone('web')]);
  });

  test('of two users each answers for itself', () => {
    const labels = { app: 'web' };
    const web = deployment('web', beside(term('kubernetes.io/hostname', labels)), recreate);
    const pinned = { ...media, affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {} } } };
    expect(says(claims, [claim('ReadWriteOnce'), web, deployment('jobs', pinned, recreate)])).toEqual([alone('web')]);
    const loose = { ...media, affinity: { nodeAffinity: {} } };
    expect(says(claims, [claim('ReadWriteOnce'), web, deployment('jobs', loose, recreate)])).toEqual([
      alone('web'),
      alone('jobs'),
    ]);
  });

  test.each<[what: string, terms: Part[], says: string[]]>([
    ['on one node, by a label of all', [term('kubernetes.io/hostname', { part: 'x' })], []],
    ['one good term of two', [term('zone', { part: 'x' }), term('kubernetes.io/hostname', { part: 'x' })], []],
    ['in one zone', [term('zone', { part: 'x' })], [alone('web'), alone('jobs')]],
    ['by a label of one', [term('kubernetes.io/hostname', { app: 'web' })], [alone('web'), alone('jobs')]],
    ['by no label', [{ topologyKey: 'kubernetes.io/hostname' }], []],
    ['by no term', [], [alone('web'), alone('jobs')]],
  ])('together %s', (_what, terms, expected) => {
    const users = ['web', 'jobs'].map((name) => {
      const made = deployment(name, beside(...terms), recreate) as Part;
      made.json.spec.template.metadata.labels = { app: name, part: 'x' };
      return made;
    });
    expect(says(claims, [claim('ReadWriteOnce'), ...users])).toEqual(expected);
  });

  test('a claim of the same name elsewhere is another one', () => {
    expect(says(claims, [claim('ReadWriteOnce', elsewhere), deployment('web', media)])).toEqual([]);
  });
});

describe('audit/disruption', () => {
  const budget = (spec: Part, metadata: Part = {}) =>
    object('PodDisruptionBudget', 'web', {
      metadata,
      spec: {
        selector: { matchLabels: { app: 'web' } },
        maxUnavailable: 1,
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
        ...spec,
      },
    });
  const web = (replicas?: number, metadata: Part = {}) => deployment('web', {}, { replicas }, metadata);
  const line = (message: string) => [`PodDisruptionBudget web: ${message}`];
  const single = line('guards a single pod, which then can never be drained');
  const nobody = line('selects no rendered pod');

  test('two pods of which one may go are well', () => {
    expect(says(disruption, [budget({}), web(2)])).toEqual([]);
    expect(says(disruption, [budget({}), web(1), deployment('web', {}, { replicas: 1 })])).toEqual([]);
  });

  test.each<[what: string, spec: Part, says: string[]]>([
    ['none may go', { maxUnavailable: 0 }, line('lets 0 pods go; at least 1 must')],
    ['a share', { maxUnavailable: '50%' }, line('lets 50% pods go; at least 1 must')],
    ['nothing', { maxUnavailable: undefined }, line('lets undefined pods go; at least 1 must')],
    ['two', { maxUnavailable: 2 }, []],
    [
      'minAvailable',
      { minAvailable: 1 },
      line('counts by minAvailable; maxUnavailable: 1 stays true when replicas change'),
    ],
    [
      'sick pods',
      { unhealthyPodEvictionPolicy: undefined },
      line('keeps pods that are not healthy from being evicted'),
    ],
    ['no labels', { selector: undefined }, []],
  ])('it says %s', (_what, spec, expected) => {
    expect(says(disruption, [budget(spec), web(2)])).toEqual(expected);
  });

  test('one pod, said or not, is a single one; none is nobody', () => {
    expect(says(disruption, [budget({}), web(1)])).toEqual(single);
    expect(says(disruption, [budget({}), web()])).toEqual(single);
    expect(says(disruption, [budget({})])).toEqual(nobody);
    expect(says(disruption, [budget({}, elsewhere), web(2)])).toEqual(nobody);
  });

  test('pods of a chart count, in our namespace', () => {
    const chart = (instances: number, app = 'web') => provides({ pods: [{ labels: { app }, instances }] });
    expect(says(disruption, [budget({})], chart(2))).toEqual([]);
    expect(says(disruption, [budget({})], chart(1))).toEqual(single);
    expect(says(disruption, [budget({}), web(1)], chart(1))).toEqual([]);
    expect(says(disruption, [budget({})], chart(2, 'other'))).toEqual(nobody);
    expect(says(disruption, [budget({}, elsewhere)], chart(2))).toEqual(nobody);
    expect(says(disruption, [budget({ selector: undefined })], chart(2))).toEqual([]);
    const two = provides({
      pods: [
        { labels: { app: 'web' }, instances: 1 },
        { labels: { app: 'web' }, instances: 1 },
      ],
    });
    expect(says(disruption, [budget({})], two)).toEqual([]);
  });
});

describe('audit/mounts', () => {
  const pod = (volumes: string[], ...containers: [name: string, path: string][][]) => ({
    volumes: volumes.map((name) => ({ name })),
    containers: containers.map((mounted, index) => ({
      name: `c${index}`,
      volumeMounts: mounted.map(([name, mountPath]) => ({ name, mountPath })),
    })),
  });
  test.each<[what: string, pod: Part, says: string[]]>([
    ['all mounted', pod(['a', 'b'], [['a', '/a']], [['b', '/a']]), []],
    ['no volume', pod([], [['a', '/a']]), ['container c0 mounts a, which is no volume of the pod']],
    ['no mount', pod(['a'], []), ['volume a is mounted by no container']],
    [
      'one path',
      pod(
        ['a', 'b'],
        [
          ['a', '/a'],
          ['b', '/a'],
        ],
      ),
      ['container c0 mounts two volumes at /a'],
    ],
    ['one name', pod(['a', 'a'], [['a', '/a']]), ['two volumes share a name']],
    ['nothing at all', {}, []],
    ['mounted at first', { ...pod(['a']), initContainers: pod([], [['a', '/a']]).containers }, []],
  ])('%s', (_what, spec, expected) => {
    expect(says(mounts, [deployment('web', spec)])).toEqual(expected.map((one) => `Deployment web: ${one}`));
  });
});

describe('audit/selectors', () => {
  test('a selector takes its own pods, and nobody else’s', () => {
    const wide = { selector: { matchLabels: { part: 'x' } } };
    const [a, b] = ['a', 'b'].map((name) => {
      const made = deployment(name, {}, wide) as Part;
      made.json.spec.template.metadata.labels = { part: 'x' };
      return made;
    });
    expect(says(selectors, [a, b])).toEqual([
      'Deployment a: its selector also takes the pods of Deployment b',
      'Deployment b: its selector also takes the pods of Deployment a',
    ]);
    b.json.metadata.namespace = 'elsewhere';
    expect(says(selectors, [a, b])).toEqual([]);
  });

  test.each<[what: string, spec: Part, says: string[]]>([
    ['none', { selector: undefined }, ['has no selector']],
    ['an empty one', { selector: { matchLabels: {} } }, ['has no selector']],
    ['no labels in it', { selector: {} }, ['has no selector']],
    ['another’s', { selector: { matchLabels: { app: 'jobs' } } }, ['its selector does not match its own pods']],
    ['its own', {}, []],
  ])('%s', (_what, spec, expected) => {
    expect(says(selectors, [deployment('web', {}, spec)])).toEqual(expected.map((one) => `Deployment web: ${one}`));
  });

  test('jobs need none', () => {
    expect(says(selectors, [workload('Job', 'a'), workload('CronJob', 'b')])).toEqual([]);
  });
});

describe('audit/inert', () => {
  const file = 'operations/backup/one.yaml';
  test.each(['Job', 'Deployment', 'StatefulSet', 'DaemonSet', 'Pod'])('a %s would start', (kind) => {
    expect(says(inert, [object(kind, 'one', { file, spec: {} })])).toEqual([
      `${kind} one: a ${kind} in operations/ would start when applied`,
    ]);
    expect(says(inert, [object(kind, 'one', { spec: {} })])).toEqual([]);
  });

  test('a CronJob waits if it is suspended, and a ConfigMap starts nothing', () => {
    const found = ['CronJob one: a CronJob of operations/ is not suspended'];
    expect(says(inert, [object('CronJob', 'one', { file, spec: { suspend: false } })])).toEqual(found);
    expect(says(inert, [object('CronJob', 'one', { file, spec: {} })])).toEqual(found);
    expect(says(inert, [object('CronJob', 'one', { file, spec: { suspend: true } })])).toEqual([]);
    expect(says(inert, [object('CronJob', 'one', { spec: {} }), object('ConfigMap', 'two', { file })])).toEqual([]);
  });
});
