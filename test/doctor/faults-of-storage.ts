import { shipped } from '../support/site';
import { broken, type Fault, over } from './fault';

const home = shipped('home');

/** Classes and the drivers below them. */
export const faultsOfStorage: readonly Fault[] = [
  [
    'two default classes',
    broken(({ classes }) => {
      for (const { metadata } of classes.slice(0, 2))
        metadata.annotations['storageclass.kubernetes.io/is-default-class'] = 'true';
    }),
    `warn default class: ${home.storage.perNode?.className} and ${home.storage.replicated?.className} are both the default class: a claim that names none gets any of them`,
  ],
  [
    'a class that is not there',
    ({ classes }) => ({ classes: classes.slice(1) }),
    `fail classes: class ${home.storage.perNode?.className} is not there: claims on it wait for ever`,
  ],
  [
    'a class that deletes',
    broken(({ classes }) => (classes[0].reclaimPolicy = 'Delete')),
    `fail classes: class ${home.storage.perNode?.className} deletes its volumes with their claims`,
  ],
  [
    'a storage driver that mounts another folder than the kubelet’s',
    broken(
      ({ daemonSets }) => (daemonSets[0].spec.template.spec.volumes[1].hostPath = { path: '/var/lib/kubelet/plugins' }),
    ),
    "fail kubelet folder: longhorn-system/longhorn-csi-plugin mounts /var/lib/kubelet/plugins, this kubelet's folder is /var/snap/microk8s/common/var/lib/kubelet: volumes look mounted, and data goes to the node's own disk",
  ],
  [
    'a driver that is not on every node',
    broken(({ csiNodes }) => (csiNodes[2].spec.drivers = [])),
    'fail drivers: driver driver.longhorn.io is not on gamma: its volumes mount nowhere there',
  ],
  [
    'a driver of somebody else’s class that is not on every node',
    broken(({ classes, csiDrivers }) => {
      classes[1].provisioner = 'csi.example.org';
      csiDrivers.push({ metadata: { name: 'csi.example.org' } });
    }),
    'fail drivers: driver csi.example.org is not on alpha, beta, gamma: its volumes mount nowhere there',
    over('home', 'storage: {replicated: {engine: existing, className: fast, reclaimPolicy: Retain, nodeBound: false}}'),
  ],
];
