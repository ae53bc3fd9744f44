import { parse } from 'yaml';
import { engines, storageRoom } from '../../lib/storage';
import type { VolumeClass } from '../../lib/storage/storage';
import { find, objectsOf, rulesHit, shipped } from '../support/site';
import { requirement, type Setting } from './support';

const home = shipped('home');
const article = shipped('microk8s-jiva');
const oneNode = shipped('one-node');

const settings = (annotations: Record<string, string> | undefined): Setting[] =>
  parse(annotations?.['cas.openebs.io/config'] ?? '');
const setting = (annotations: Record<string, string> | undefined, name: string) =>
  settings(annotations).find((one) => one.name === name);

describe('capabilities', () => {
  const can = (one: VolumeClass | undefined) =>
    one && [
      one.className,
      one.accessModes.includes('ReadWriteMany'),
      one.nodeBound,
      one.copies,
      one.lossesSurvived,
      one.networkFilesystem,
    ];

  test.each([
    ['home perNode', home.storage.perNode, ['openebs-hostpath-retain', false, true, 1, 0, false]],
    ['home replicated', home.storage.replicated, ['longhorn-r3', false, false, 3, 2, false]],
    ['home shared', home.storage.shared, ['longhorn-rwx-r3', true, false, 3, 2, true]],
    ['microk8s-jiva perNode', article.storage.perNode, ['openebs-hostpath-retain', false, true, 1, 0, false]],
    ['microk8s-jiva replicated', article.storage.replicated, ['jiva-r3', false, false, 3, 1, false]],
    ['microk8s-jiva shared', article.storage.shared, ['openebs-rwx', true, false, 3, 1, true]],
    ['one-node perNode', oneNode.storage.perNode, ['local-path-retain', false, true, 1, 0, false]],
  ])('%s', (_, filled, expected) => expect(can(filled)).toEqual(expected));

  test('one node gets no replicated and no shared volumes by default', () => {
    expect(Object.keys(oneNode.storage)).toEqual(['perNode']);
  });

  test('a role can be left empty where a default would fill it', () => {
    const site = shipped('home', 'storage: {replicated: {engine: none}, shared: {engine: none}}');
    expect(Object.keys(site.storage)).toEqual(['perNode']);
    expect(storageRoom.requires(site).map((one) => one.name)).not.toContain('longhorn');
  });

  test.each([
    [1, 0],
    [3, 1],
    [4, 1],
    [5, 2],
  ])('Jiva with %i replicas outlives %i losses', (copies, losses) => {
    const site = shipped('microk8s-jiva', `storage: {replicated: {engine: jiva, copies: ${copies}}}`);
    expect(site.storage.replicated?.lossesSurvived).toBe(losses);
  });

  test('Longhorn on perNode is one copy beside its pod', () => {
    const { perNode } = shipped('home', 'storage: {perNode: {engine: longhorn}}').storage;
    expect(perNode).toMatchObject({ className: 'longhorn-local', copies: 1, nodeBound: true, lossesSurvived: 0 });
  });

  test('a NAS outlives every node, and is a failure domain of its own', () => {
    const { shared } = shipped(
      'home',
      'storage: {shared: {engine: csi-nfs, server: nas.lan, share: /volume1/mastodon}}',
    ).storage;
    expect(shared).toMatchObject({
      lossesSurvived: 2,
      failureDomain: 'NAS nas.lan',
      networkFilesystem: true,
      sized: false,
    });
  });

  test('an existing class can do what the declaration says; the careful reading is the default', () => {
    const at = (more: string) =>
      shipped('home', `storage: {replicated: {engine: existing, className: theirs, reclaimPolicy: Retain${more}}}`)
        .storage.replicated;
    expect(at('')).toMatchObject({ nodeBound: true, copies: 1, lossesSurvived: 0, retains: true, expandable: false });
    expect(at(', nodeBound: false, copies: 3')).toMatchObject({ nodeBound: false, lossesSurvived: 2, ownDevice: true });
  });
});

describe('classes', () => {
  test.each(['home', 'microk8s-jiva', 'one-node'] as const)(
    '%s keeps its data: every class but a trial’s is Retain',
    (name) => {
      for (const { json } of objectsOf(shipped(name)).filter((one) => one.json.kind === 'StorageClass')) {
        expect([json.metadata.name, json.reclaimPolicy]).toEqual([
          json.metadata.name,
          json.metadata.name.startsWith('canary-') ? 'Delete' : 'Retain',
        ]);
      }
    },
  );

  test.each(engines.map((engine) => engine.name))(
    '%s is distinct when it fills two roles, or a rule says so',
    (engine) => {
      const more: Record<string, string> = {
        'csi-nfs': ', server: nas.lan, share: /srv',
        existing: ', className: theirs, reclaimPolicy: Retain',
      };
      const one = `{engine: ${engine}${more[engine] ?? ''}}`;
      const overlay = `storage: {replicated: ${one}, shared: ${one}}`;
      const { replicated, shared } = shipped('home', overlay).storage;
      const same = replicated?.className === shared?.className && engine !== 'existing';
      expect(rulesHit('home', overlay).includes('storage/class-name-twice')).toBe(same);
    },
  );

  test('classes grow where the engine can, and only there', () => {
    const grows = (site: typeof home, name: string) =>
      find(objectsOf(site), 'StorageClass', name).allowVolumeExpansion ?? false;
    expect(['longhorn-r3', 'longhorn-rwx-r3', 'openebs-hostpath-retain'].map((name) => grows(home, name))).toEqual([
      true,
      true,
      false,
    ]);
    expect(['jiva-r3', 'openebs-rwx'].map((name) => grows(article, name))).toEqual([true, false]);
  });
});

describe('Jiva', () => {
  const objects = objectsOf(article);

  test("the policy lies in the operator's namespace, under the name that the class gives", () => {
    const policy = find(objects, 'JivaVolumePolicy', 'jiva-r3');
    expect(policy.metadata.namespace).toBe('openebs');
    expect(policy.spec).toMatchObject({ replicaSC: 'openebs-hostpath-retain', target: { replicationFactor: 3 } });
    expect(find(objects, 'StorageClass', 'jiva-r3')).toMatchObject({
      provisioner: 'jiva.csi.openebs.io',
      parameters: { 'cas-type': 'jiva', policy: 'jiva-r3' },
    });
  });

  test('requests reach the policy as quantities', () => {
    const policy = find(objects, 'JivaVolumePolicy', 'jiva-r3');
    expect(policy.spec.replica.resources.requests).toEqual({ cpu: '50m', memory: '128Mi' });
  });

  test('the article’s addon is asked for once, after what it needs on the nodes', () => {
    const names = storageRoom.requires(article).map((one) => one.name);
    expect(names.filter((name) => name === 'openebs')).toHaveLength(1);
    expect(names.indexOf('iSCSI initiator')).toBeLessThan(names.indexOf('openebs'));
  });

  test("its chart is told the folder of this distribution's kubelet, and makes no class that deletes", () => {
    const site = shipped(
      'microk8s-jiva',
      'storage: {perNode: {install: chart}, replicated: {engine: jiva, install: chart}}',
    );
    expect(requirement(site, 'jiva').chart?.values).toMatchObject({
      csiNode: { kubeletDir: '/var/snap/microk8s/common/var/lib/kubelet/' },
      storageClass: { enabled: false },
      openebsLocalpv: { enabled: false },
    });
  });

  test('its pods count in the budgets: for each volume one target, and a replica on each of three nodes', () => {
    const footprints = storageRoom.footprints(article);
    expect(footprints.filter((one) => one.name.startsWith('target'))).toHaveLength(4);
    expect(footprints.filter((one) => one.name.startsWith('replicas'))).toHaveLength(4);
    expect(footprints.find((one) => one.name === 'replicas of the media')).toMatchObject({
      instances: 3,
      perNode: true,
      memory: '128Mi',
    });
  });
});

describe('NFS of OpenEBS', () => {
  const { metadata, mountOptions } = find(objectsOf(article), 'StorageClass', 'openebs-rwx');

  test('confirms nothing that is not on the disk', () => {
    expect(setting(metadata.annotations, 'CustomServerConfig')?.value).toContain('sync,');
    expect(setting(metadata.annotations, 'CustomServerConfig')?.value).not.toContain('async');
    expect(mountOptions).toEqual(['nfsvers=4.1', 'hard', 'noatime']);
  });

  test('stands on Jiva, belongs to Mastodon’s user and comes back fast', () => {
    expect(setting(metadata.annotations, 'BackendStorageClass')?.value).toBe('jiva-r3');
    expect(setting(metadata.annotations, 'FilePermissions')?.data).toEqual({ UID: '991', GID: '991', mode: 'g+s' });
    expect(['LeaseTime', 'GraceTime'].map((name) => setting(metadata.annotations, name)?.value)).toEqual(['15', '15']);
  });

  test('its server is promised memory, as the provisioner reads it', () => {
    expect(parse(setting(metadata.annotations, 'NFSServerResourceRequests')?.value ?? '')).toEqual({
      cpu: '50m',
      memory: '64Mi',
    });
  });
});

describe('Longhorn', () => {
  const objects = objectsOf(home);

  test('has the copies, and mounts that wait for a lost server instead of failing', () => {
    expect(find(objects, 'StorageClass', 'longhorn-r3').parameters).toMatchObject({
      numberOfReplicas: '3',
      dataLocality: 'best-effort',
    });
    const options = find(objects, 'StorageClass', 'longhorn-rwx-r3').parameters.nfsOptions.split(',');
    expect(options).toEqual(expect.arrayContaining(['vers=4.1', 'hard']));
    expect(options).not.toContain('softerr');
  });

  test('its volumes join the group of the recurring jobs that are rendered', () => {
    const [selector] = JSON.parse(find(objects, 'StorageClass', 'longhorn-r3').parameters.recurringJobSelector);
    for (const task of ['snapshot-cleanup', 'filesystem-trim']) {
      expect(find(objects, 'RecurringJob', task)).toMatchObject({
        metadata: { namespace: 'longhorn-system' },
        spec: { name: task, task, groups: [selector.name], retain: 0 },
      });
    }
  });

  test('the trim comes an hour after the snapshots go, and stays a schedule at the end of a day', () => {
    const crons = (upkeep: string) => {
      const site = objectsOf(shipped('home', `storage: {replicated: {engine: longhorn, upkeep: "${upkeep}"}}`));
      return ['snapshot-cleanup', 'filesystem-trim'].map((task) => find(site, 'RecurringJob', task).spec.cron);
    };
    expect(crons('5 23 * * 6')).toEqual(['5 23 * * 6', '5 0 * * 6']);
    expect(crons('17 2 * * 0')).toEqual(['17 2 * * 0', '17 3 * * 0']);
  });

  test('one chart serves both roles, told the folder of the kubelet and to let go of lost nodes', () => {
    expect(requirement(home, 'longhorn').chart?.values).toMatchObject({
      csi: { kubeletRootDir: '/var/snap/microk8s/common/var/lib/kubelet' },
      persistence: { createStorageClass: false },
      defaultSettings: { nodeDownPodDeletionPolicy: 'delete-both-statefulset-and-deployment-pod' },
    });
  });

  test('goes to /var on Talos, with a mount for the kubelet', () => {
    const talos = shipped('home', 'cluster: {distribution: talos}');
    expect(requirement(talos, 'longhorn').chart?.values).toMatchObject({
      defaultSettings: { defaultDataPath: '/var/mnt/longhorn' },
    });
    expect(requirement(talos, 'kubelet mount /var/mnt/longhorn').kind).toBe('node');
  });
});

describe('hostpath', () => {
  test('OpenEBS in MicroK8s writes below the snap’s own folder, elsewhere below /var/openebs', () => {
    const folder = (site: typeof home) =>
      setting(find(objectsOf(site), 'StorageClass', 'openebs-hostpath-retain').metadata.annotations, 'BasePath')?.value;
    expect(folder(home)).toBe('/var/snap/microk8s/common/var/openebs/local');
    expect(folder(shipped('one-node', 'cluster: {distribution: kubeadm}'))).toBe('/var/openebs/local');
  });

  test('the chart comes with every other engine off', () => {
    expect(requirement(home, 'openebs').chart?.values).toMatchObject({
      engines: {
        local: { lvm: { enabled: false }, zfs: { enabled: false } },
        replicated: { mayastor: { enabled: false } },
      },
    });
  });

  test('a second disk is bound to the folder before anything is installed', () => {
    const names = storageRoom.requires(home).map((one) => one.name);
    expect(names.indexOf('second disk for openebs-hostpath')).toBeLessThan(names.indexOf('openebs'));
    expect(requirement(home, 'second disk for longhorn').commands.join('\n')).toContain(
      '/srv/volumes/var/lib/longhorn /var/lib/longhorn none bind',
    );
    expect(storageRoom.requires(article).some((one) => one.name.startsWith('second disk'))).toBe(false);
  });

  test('MicroK8s’ own volumes come by their addon', () => {
    const site = shipped('microk8s-jiva', 'storage: {perNode: {engine: microk8s-hostpath}}');
    expect(requirement(site, 'hostpath-storage').kind).toBe('addon');
    expect(find(objectsOf(site), 'StorageClass', 'microk8s-hostpath-retain').provisioner).toBe('microk8s.io/hostpath');
  });
});

test('a NAS keeps each site’s volumes apart, in folders that a person finds', () => {
  const site = shipped('home', 'storage: {shared: {engine: csi-nfs, server: nas.lan, share: /volume1/mastodon}}');
  expect(find(objectsOf(site), 'StorageClass', 'nas-retain')).toMatchObject({
    provisioner: 'nfs.csi.k8s.io',
    parameters: {
      server: 'nas.lan',
      share: '/volume1/mastodon',
      subDir: `home/\${pvc.metadata.namespace}/\${pvc.metadata.name}`,
    },
    mountOptions: expect.arrayContaining(['hard']),
  });
  expect(requirement(site, 'csi-driver-nfs').chart?.values).toMatchObject({
    kubeletDir: site.cluster.distribution.kubeletDir,
  });
});

test('every chart is pinned to the version of the site', () => {
  const other = shipped('home', undefined, { ...home.versions, 'chart/longhorn': '9.9.9' });
  expect(requirement(other, 'longhorn').version).toBe('9.9.9');
});
