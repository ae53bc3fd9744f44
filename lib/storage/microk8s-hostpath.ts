import * as v from 'valibot';
import { about, fields } from '../site/describe';
import { absoluteFolder } from '../site/names';
import { dnsName } from '../site/values';
import { storageEngine } from './engine';
import { onNodeDisk } from './storage';

const schema = fields({
  engine: v.literal('microk8s-hostpath'),
  className: about(v.optional(dnsName(), 'microk8s-hostpath-retain'), 'name of the class that is rendered'),
  folder: about(v.optional(absoluteFolder()), "folder of the volumes on every node; default: the addon's"),
});

const addonProvisioner = 'microk8s.io/hostpath';

/** MicroK8s' own local volumes. Source: canonical/microk8s-core-addons, addons/hostpath-storage. */
export const microk8sHostpath = storageEngine({
  name: 'microk8s-hostpath',
  summary: "a folder on the node's own disk, made by MicroK8s' addon hostpath-storage",
  fills: ['perNode'],
  schema,
  whereFound: ({ provisioner }, role) => (provisioner === addonProvisioner && role === 'perNode' ? {} : undefined),
  resolve: ({ className }) => ({ ...onNodeDisk, className }),
  rules: [],
  requires: () => [
    {
      name: 'hostpath-storage',
      kind: 'addon',
      why: "makes volumes in folders of the nodes' disks",
      commands: [
        'microk8s enable hostpath-storage',
        'kubectl -n kube-system rollout status deployment/hostpath-provisioner',
      ],
      provides: { storageClasses: ['microk8s-hostpath'] },
    },
  ],
  storageClass: ({ options }) => ({
    provisioner: addonProvisioner,
    ...(options.folder !== undefined && { parameters: { pvDir: options.folder } }),
    volumeBindingMode: 'WaitForFirstConsumer',
  }),
  runbook: () => [],
});
