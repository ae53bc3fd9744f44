import * as v from 'valibot';
import type { Cluster } from '../cluster/cluster';
import { about, fields } from '../site/describe';
import { absoluteFolder } from '../site/names';
import type { Requirement } from '../site/room';
import type { Site } from '../site/site';
import { dnsName } from '../site/values';
import { storageEngine } from './engine';
import { kubeletMount } from './node-needs';
import { openebsAddon, openebsConfig, openebsInstall, openebsNamespace } from './openebs';
import { secondDisk } from './second-disk';
import { onNodeDisk } from './storage';

const schema = fields({
  engine: v.literal('openebs-hostpath'),
  install: openebsInstall('chart'),
  className: about(v.optional(dnsName(), 'openebs-hostpath-retain'), 'name of the class that is rendered'),
  folder: about(
    v.optional(absoluteFolder()),
    'folder of the volumes on every node; default: /var/openebs/local, with MicroK8s below /var/snap/microk8s/common',
  ),
});

const localProvisioner = 'openebs.io/local';

type Options = v.InferOutput<typeof schema>;

/** MicroK8s is a snap: what it may write lies below its own folder. Source: community-addons, addons/openebs/enable. */
export function openebsFolder(options: { folder?: string | undefined }, cluster: Cluster): string {
  const preset =
    cluster.distribution.name === 'microk8s' ? '/var/snap/microk8s/common/var/openebs/local' : '/var/openebs/local';
  return options.folder ?? preset;
}

/** OpenEBS LocalPV hostpath. Source: openebs/website docs 4.5, hostpath-create-storageclass and installation. */
export const openebsHostpath = storageEngine<Options>({
  name: 'openebs-hostpath',
  summary: "a folder on the node's own disk, made by OpenEBS LocalPV",
  fills: ['perNode'],
  schema,
  whereFound: ({ provisioner }, role) =>
    provisioner === localProvisioner && role === 'perNode' ? { install: 'existing' } : undefined,
  resolve: ({ className }) => ({ ...onNodeDisk, className }),
  rules: [],
  requires: ({ options }, site) => {
    const folder = openebsFolder(options, site.cluster);
    return [
      ...secondDisk('openebs-hostpath', folder, site),
      ...kubeletMount(folder, site),
      installation(options, site),
    ];
  },
  storageClass: ({ options }, site) => ({
    annotations: openebsConfig('local', [
      { name: 'StorageType', value: 'hostpath' },
      { name: 'BasePath', value: openebsFolder(options, site.cluster) },
    ]),
    provisioner: localProvisioner,
    volumeBindingMode: 'WaitForFirstConsumer',
  }),
  runbook: ({ options, className }, site) => [
    {
      chapter: 'grow',
      text: `Class \`${className}\`: a volume is a folder, and its size is a note that nothing enforces. Look at the disks themselves (\`df -h ${openebsFolder(options, site.cluster)}\` on each node) and leave the claims as they are.`,
    },
  ],
});

function installation(options: Options, site: Site): Requirement {
  switch (options.install) {
    case 'addon':
      return openebsAddon;
    case 'existing':
      return {
        name: 'openebs-localpv',
        kind: 'existing',
        why: 'makes the volumes of the class that we render',
        commands: [
          `kubectl -n ${openebsNamespace} get pods --selector openebs.io/component-name=openebs-localpv-provisioner`,
        ],
        provides: { namespaces: [openebsNamespace] },
      };
    case 'chart':
      return {
        name: 'openebs',
        kind: 'chart',
        version: site.versions['chart/openebs'],
        why: "makes volumes in folders of the nodes' disks; every other engine of the chart stays off",
        commands: [],
        chart: {
          repository: 'https://openebs.github.io/openebs',
          chart: 'openebs',
          release: 'openebs',
          namespace: openebsNamespace,
          privileged: true,
          values: chartValues(openebsFolder(options, site.cluster)),
          reasons,
        },
        provides: { namespaces: [openebsNamespace], storageClasses: ['openebs-hostpath'] },
      };
  }
}

const reasons = {
  engines: 'engines that nothing here uses',
  'openebs-crds': 'only the engines that stay off would use them',
  loki: 'only the engines that stay off would use it',
  alloy: 'only the engines that stay off would use it',
  'localpv-provisioner.localpv': 'where the volumes lie on each node',
  'localpv-provisioner.hostpathClass': 'no claim gets a class that it did not name',
  'localpv-provisioner.analytics': 'nothing calls home',
};

/** Keys of chart openebs 4.5 and its dependency localpv-provisioner. */
function chartValues(folder: string) {
  return {
    engines: {
      local: { lvm: { enabled: false }, zfs: { enabled: false }, rawfile: { enabled: false } },
      replicated: { mayastor: { enabled: false } },
    },
    'openebs-crds': { csi: { volumeSnapshots: { enabled: false } } },
    loki: { enabled: false },
    alloy: { enabled: false },
    'localpv-provisioner': {
      localpv: { basePath: folder },
      hostpathClass: { isDefaultClass: false },
      analytics: { enabled: false },
    },
  };
}
