import { draft } from '../../lib/init/draft';
import { type Found, foundIn } from '../../lib/init/found';
import { type Answers, answersOf } from '../../lib/init/questions';
import { declare } from '../../lib/site/declare';
import { currentVersions } from '../../lib/site/versions';
import {
  answered,
  apiServers,
  clusterOf,
  draftOf,
  errorsIn,
  errorsOf,
  listOf,
  node,
  storageClass,
  votes,
} from './support';

const isDefault = (name: string) => ({
  metadata: { name, annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
});
const drafted = (found: Found, flags: Answers = {}) => draft(answered(flags, found), found, undefined);

describe('a running cluster is read', () => {
  test.each([
    ['k3s', { kubeletVersion: 'v1.36.1+k3s1' }, {}],
    ['k0s', { kubeletVersion: 'v1.36.1+k0s' }, {}],
    ['talos', { osImage: 'Talos (v1.11.0)' }, { 'node-role.kubernetes.io/control-plane': '' }],
    [
      'microk8s',
      {},
      { 'microk8s.io/cluster': 'true', 'node.kubernetes.io/microk8s-controlplane': 'microk8s-controlplane' },
    ],
    ['kubeadm', {}, { 'node-role.kubernetes.io/control-plane': '' }],
  ])('%s by the marks that it leaves', (distribution, info, labels) => {
    const found = clusterOf(node('alpha', '10.0.0.11', info, labels));
    expect(found).toMatchObject({
      distribution,
      version: '1.36',
      nodes: [{ name: 'alpha', address: '10.0.0.11', memory: '15Gi', disk: '467Gi', arch: 'amd64' }],
    });
    expect(errorsOf({}, found)).toEqual([]);
  });

  test('its machines, who votes, and its classes come into the declaration', () => {
    const k3s = { kubeletVersion: 'v1.36.1+k3s1' };
    const found = clusterOf(
      node('alpha', '10.0.0.11', k3s, votes),
      node('beta', '10.0.0.12', { ...k3s, architecture: 'arm64' }),
      storageClass('local-path', 'rancher.io/local-path', isDefault('local-path')),
    );
    const text = drafted(found);
    expect(text).toContain('lan: 10.0.0.0/24\n  gateway: 10.0.0.1\n');
    expect(text).toMatch(
      /- name: beta\n {6}address: 10.0.0.12\n {6}memory: 15Gi\n {6}disk: 467Gi\n {6}controlPlane: false\n {6}arch: arm64\n/,
    );
    expect(text).toContain('# Found on the cluster: local-path (rancher.io/local-path, default, deletes its volumes).');
  });

  test.each([[undefined], [{}], [listOf()], ['text']])('%p is no cluster', (list) => {
    expect(foundIn(list)).toBeUndefined();
  });
});

describe('a control plane that runs no pods', () => {
  const k0s = { kubeletVersion: 'v1.36.1+k0s' };
  const workers = ['alpha', 'beta', 'gamma'].map((name, index) => node(name, `10.0.0.${11 + index}`, k0s));

  test('is declared by the addresses where the API server answers, and says what is guessed', () => {
    const found = clusterOf(...workers, apiServers('10.0.0.2'));
    expect(drafted(found)).toMatch(
      /- name: control-plane-1 # .*guessed\n {6}address: 10.0.0.2\n {6}memory: 4Gi\n {6}disk: 50Gi\n {6}controlPlane: true\n/,
    );
    expect(errorsOf({}, found)).toEqual([]);
    const { site } = declare(drafted(found), currentVersions);
    expect(site?.cluster.nodes.filter(({ schedulable }) => schedulable).map(({ name }) => name)).toEqual([
      'alpha',
      'beta',
      'gamma',
    ]);
  });

  test('is found on nodes that nobody marked', () => {
    const found = clusterOf(...workers, apiServers('10.0.0.12'));
    expect(found.nodes.map(({ name, controlPlane }) => [name, controlPlane])).toEqual([
      ['alpha', false],
      ['beta', true],
      ['gamma', false],
    ]);
  });

  test('on the same machines as the pods is declared where the distribution does not take it for granted', () => {
    const all = ['alpha', 'beta', 'gamma'].map((name, index) =>
      node(name, `10.0.0.${11 + index}`, { osImage: 'Talos (v1.11.0)' }, votes),
    );
    const { site } = declare(drafted(clusterOf(...all)), currentVersions);
    expect(site?.cluster.nodes.map(({ controlPlane, schedulable }) => [controlPlane, schedulable])).toEqual([
      [true, true],
      [true, true],
      [true, true],
    ]);
  });

  test('is nobody else where nodes are marked, whatever address they announce', () => {
    const found = clusterOf(node('alpha', '10.0.0.11', {}, votes), apiServers('203.0.113.7'));
    expect(found.nodes.map(({ name }) => name)).toEqual(['alpha']);
  });
});

/** Classes of a cluster, by what they are. */
const classes = {
  localPath: storageClass('local-path', 'rancher.io/local-path'),
  sharedFolder: storageClass('folder', 'rancher.io/local-path', {
    reclaimPolicy: 'Retain',
    volumeBindingMode: 'Immediate',
  }),
  openebs: storageClass('openebs-hostpath', 'openebs.io/local'),
  longhorn: storageClass('longhorn', 'driver.longhorn.io'),
  nas: storageClass('nas', 'nfs.csi.k8s.io', { parameters: { server: 'nas.lan', share: '/volume1/k8s' } }),
  blocks: storageClass('ceph-block', 'rook-ceph.rbd.csi.ceph.com', { reclaimPolicy: 'Retain' }),
  blocksDeleted: storageClass('ceph-block', 'rook-ceph.rbd.csi.ceph.com'),
  files: storageClass('ceph-files', 'rook-ceph.cephfs.csi.ceph.com', {
    reclaimPolicy: 'Retain',
    allowVolumeExpansion: true,
  }),
  lvm: storageClass('lvm', 'local.csi.openebs.io', { reclaimPolicy: 'Retain' }),
  strange: storageClass('strange', 'disks.example.org', { reclaimPolicy: 'Retain' }),
  strangeDeleted: storageClass('strange', 'disks.example.org'),
} as const;
type ClassName = keyof typeof classes;

const marks = {
  kubeadm: {},
  k3s: { kubeletVersion: 'v1.36.1+k3s1' },
  k0s: { kubeletVersion: 'v1.36.1+k0s' },
  talos: { osImage: 'Talos (v1.11.0)' },
  microk8s: {},
} as const;

/** @param members how many of the machines vote; with `workers` more that only take pods */
function cluster(
  distribution: keyof typeof marks,
  members: number,
  workers: number,
  held: readonly ClassName[],
): Found {
  const label = distribution === 'microk8s' ? { 'microk8s.io/cluster': 'true' } : {};
  const machines = Array.from({ length: members + workers }, (_, index) =>
    node(`node-${index + 1}`, `10.0.0.${11 + index}`, marks[distribution], {
      ...label,
      ...(index < members && votes),
    }),
  );
  return clusterOf(...machines, ...held.map((name) => classes[name]));
}

/** Questions that are asked about storage, each with its answers. */
function asked(found: Found, flags: Answers = {}): Record<string, { ask: string; usual: string }> {
  const seen: Record<string, { ask: string; usual: string }> = {};
  answersOf(found, ({ name, ask, usual }) => {
    if (['per-node', 'shared', 'replicated'].includes(name)) seen[name] = { ask: ask.replace(/^.*: /, ''), usual };
    return flags[name] ?? usual;
  });
  return seen;
}

const storageIn = (found: Found, flags: Answers = {}) => {
  const { storage } = declare(drafted(found, flags), currentVersions).site ?? {};
  return Object.fromEntries(
    Object.entries(storage ?? {}).map(([role, { engine, className }]) => [role, `${engine} ${className}`]),
  );
};

describe('classes that are there', () => {
  test('ask nothing where they are what the site would bring', () => {
    const found = cluster('k3s', 3, 0, ['localPath', 'longhorn', 'nas']);
    expect(asked(found)).toEqual({});
    expect(storageIn(found)).toEqual({
      perNode: 'local-path local-path-retain',
      replicated: 'longhorn longhorn-r3',
      shared: 'longhorn longhorn-rwx-r3',
    });
    expect(drafted(found)).toMatch(/ {2}replicated:\n {4}engine: longhorn\n {4}install: existing\n {2}shared:/);
    expect(drafted(found)).not.toContain('perNode:');
  });

  test('on a machine’s own disk are taken in place of an engine that would be installed', () => {
    const found = cluster('kubeadm', 1, 1, ['localPath']);
    expect(asked(found)).toEqual({ 'per-node': { ask: 'local-path, openebs-hostpath', usual: 'local-path' } });
    expect(storageIn(found)).toEqual({ perNode: 'local-path local-path-retain' });
    expect(storageIn(found, { 'per-node': 'openebs-hostpath' })).toEqual({
      perNode: 'openebs-hostpath openebs-hostpath-retain',
    });
  });

  test('that several machines mount are offered for the media, and nothing is installed beside them', () => {
    const found = cluster('k3s', 3, 0, ['nas', 'files']);
    expect(asked(found)).toEqual({ shared: { ask: 'csi-nfs, ceph-files, longhorn', usual: 'csi-nfs' } });
    expect(storageIn(found)).toEqual({ perNode: 'local-path local-path-retain', shared: 'csi-nfs nas-retain' });
    expect(drafted(found, { shared: 'ceph-files' })).toContain(
      '  shared:\n    engine: existing\n    className: ceph-files\n    reclaimPolicy: Retain\n    accessModes:\n      - ReadWriteOnce\n      - ReadWriteMany\n    nodeBound: false\n    networkFilesystem: true\n    allowVolumeExpansion: true\n',
    );
    expect(storageIn(found, { shared: 'longhorn' })).toMatchObject({ shared: 'longhorn longhorn-rwx-r3' });
  });

  test('that one machine at a time mounts hold the media where the control plane outlives a machine', () => {
    expect(asked(cluster('k3s', 3, 0, ['blocks']))).toEqual({
      replicated: { ask: 'ceph-block, longhorn', usual: 'ceph-block' },
    });
    expect(storageIn(cluster('k3s', 3, 0, ['blocks']))).toEqual({
      perNode: 'local-path local-path-retain',
      replicated: 'existing ceph-block',
    });
    expect(asked(cluster('k3s', 1, 2, ['blocks']))).toEqual({});
  });

  test('by a provisioner that nobody knows are offered, and never the default', () => {
    const found = cluster('k3s', 3, 0, ['strange']);
    expect(asked(found)).toEqual({
      shared: { ask: 'strange, longhorn', usual: 'longhorn' },
      replicated: { ask: 'strange, longhorn', usual: 'longhorn' },
    });
    expect(storageIn(found, { shared: 'strange' })).toEqual({
      perNode: 'local-path local-path-retain',
      shared: 'existing strange',
    });
  });

  test('by Rancher’s provisioner are a folder that all machines have mounted where they wait for no pod', () => {
    const found = cluster('kubeadm', 1, 2, ['localPath', 'sharedFolder']);
    expect(asked(found)).toEqual({
      'per-node': { ask: 'local-path, openebs-hostpath', usual: 'local-path' },
      shared: { ask: 'folder, none', usual: 'folder' },
    });
    expect(storageIn(found, { shared: 'none' })).toEqual({ perNode: 'local-path local-path-retain' });
  });

  test.each([
    ['deletes what it holds', cluster('k3s', 3, 0, ['blocksDeleted', 'strangeDeleted'])],
    ['has nobody to share it with', cluster('k3s', 1, 0, ['nas', 'files', 'strange'])],
  ])('are not offered where one %s', (_what, found) => {
    expect(asked(found)).toEqual({});
    expect(drafted(found)).not.toContain('storage:');
  });

  test('whatever is there, and whatever is answered about it, passes the check', () => {
    const names = Object.keys(classes) as ClassName[];
    // Each name once, as in a cluster.
    const all = names.filter((name) => !name.endsWith('Deleted'));
    const held = [...names.map((name) => [name, 'strange' as const]), all];
    const sizes = [
      [1, 1],
      [3, 0],
      [1, 3],
    ] as const;
    const found = (['microk8s', 'k3s', 'kubeadm', 'talos'] as const).flatMap((distribution) =>
      sizes.flatMap(([members, workers]) => held.map((some) => cluster(distribution, members, workers, some))),
    );
    const ways = found.flatMap((one) =>
      everyAnswer(one).map((flags) => ({ found: told(one), flags, text: draftOf(flags, one) })),
    );
    // Many lead to the same declaration.
    const different = new Map(ways.map((way) => [way.text.replace(/^# Found.*/m, ''), way]));
    const wrong = [...different.values()]
      .map(({ text, ...way }) => ({ ...way, errors: errorsIn(text) }))
      .filter(({ errors }) => errors.length > 0);
    expect(different.size).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });
});

const told = ({ distribution, nodes, classes: held }: Found) =>
  `${distribution}, ${nodes.length} machines: ${held.map(({ name }) => name).join(', ')}`;

/** Every way to answer what is asked about storage. */
function everyAnswer(found: Found): Answers[] {
  const ways: Answers[] = [{}];
  for (const name of ['per-node', 'shared', 'replicated']) {
    for (const flags of ways.splice(0)) {
      const { ask } = asked(found, flags)[name] ?? {};
      ways.push(...(ask === undefined ? [flags] : ask.split(', ').map((answer) => ({ ...flags, [name]: answer }))));
    }
  }
  return ways;
}
