import * as v from 'valibot';
import { about, fields } from '../site/describe';
import { exportedFolder } from '../site/names';
import type { Site } from '../site/site';
import { dnsName, host } from '../site/values';
import { storageEngine } from './engine';
import { nfsClient } from './node-needs';

const schema = fields({
  engine: v.literal('csi-nfs'),
  install: about(
    v.optional(v.picklist(['chart', 'existing'], 'allowed: chart or existing'), 'chart'),
    'who installs the driver: its Helm chart, or somebody already has',
  ),
  className: about(v.optional(dnsName(), 'nas-retain'), 'name of the class that is rendered'),
  server: about(host(), 'host name or address of the NAS'),
  share: about(exportedFolder(), 'folder that the NAS exports; each volume is a folder below it'),
});

type Options = v.InferOutput<typeof schema>;

const namespace = 'kube-system';
const csiDriver = 'nfs.csi.k8s.io';

/** csi-driver-nfs 4.13: an NFS server outside the cluster. Source: kubernetes-csi/csi-driver-nfs docs/driver-parameters.md, chart values. */
export const csiNfs = storageEngine<Options>({
  name: 'csi-nfs',
  summary: 'a folder on an NFS server outside the cluster, as a NAS exports it',
  fills: ['replicated', 'shared'],
  schema,
  // The driver alone says nothing: the NAS stands in the class.
  whereFound: ({ provisioner, parameters: { server, share } }, role) =>
    provisioner === csiDriver && server && share && role === 'shared'
      ? { install: 'existing', server, share }
      : undefined,
  csiDriver,
  resolve: ({ className, server }, { cluster }) => ({
    className,
    accessModes: ['ReadWriteOnce', 'ReadWriteMany'],
    nodeBound: false,
    copies: 1,
    lossesSurvived: cluster.nodes.length - 1,
    ownDevice: true,
    sized: false,
    networkFilesystem: true,
    retains: true,
    expandable: true,
    failureDomain: `NAS ${server}`,
  }),
  rules: [],
  requires: ({ options }, site) => [nfsClient(site), installation(options, site)],
  storageClass: ({ options }, site) => ({
    provisioner: csiDriver,
    parameters: {
      server: options.server,
      share: options.share,
      // Folders that a person finds again, apart from those of other sites on the same share.
      subDir: `${site.name}/\${pvc.metadata.namespace}/\${pvc.metadata.name}`,
      mountPermissions: '0',
    },
    mountOptions: ['nfsvers=4.1', 'hard', 'noatime'],
    volumeBindingMode: 'Immediate',
  }),
  runbook: ({ className, options }, site) => [
    {
      chapter: 'grow',
      text: `A volume of class \`${className}\` is a folder on ${options.server}: its size is a note that nothing enforces. Look at \`${options.share}\` on the NAS itself.`,
    },
    {
      chapter: 'node-loss',
      text: `Volumes of class \`${className}\` lie on ${options.server}, not on the nodes: any node may be lost. When the NAS is away, everything that mounts it waits and goes on by itself when it is back; pods can not be stopped meanwhile.`,
    },
    {
      chapter: 'check',
      text: `The driver must mount the folder of this kubelet, and the NAS must answer:

\`\`\`sh
kubectl -n ${namespace} get daemonset csi-nfs-node --output yaml | grep ${site.cluster.distribution.kubeletDir}
showmount --exports ${options.server}
\`\`\``,
    },
  ],
});

function installation(options: Options, site: Site) {
  const common = { name: 'csi-driver-nfs', why: `mounts ${options.share} of ${options.server} for pods` };
  if (options.install === 'existing') {
    return {
      ...common,
      kind: 'existing',
      commands: [
        `kubectl -n ${namespace} get daemonset csi-nfs-node --output yaml | grep ${site.cluster.distribution.kubeletDir}`,
      ],
    } as const;
  }
  return {
    ...common,
    kind: 'chart',
    version: site.versions['chart/csi-driver-nfs'],
    commands: [],
    chart: {
      repository: 'https://raw.githubusercontent.com/kubernetes-csi/csi-driver-nfs/master/charts',
      chart: 'csi-driver-nfs',
      release: 'csi-driver-nfs',
      namespace,
      values: {
        kubeletDir: site.cluster.distribution.kubeletDir,
        controller: { defaultOnDeletePolicy: 'retain', enableSnapshotter: false },
      },
      reasons: {
        kubeletDir:
          "the folder of this kubelet: with another one volumes look mounted, and data goes to the node's own disk",
        'controller.defaultOnDeletePolicy': 'a deleted volume leaves its folder where it is',
        'controller.enableSnapshotter': 'NFS has none',
      },
    },
  } as const;
}
