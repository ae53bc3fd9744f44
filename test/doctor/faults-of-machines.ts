import type { Any } from '../../lib/doctor/seen';
import { broken, type Fault, over, untouched } from './fault';
import { now } from './healthy';

const kubeadm = `
cluster:
  distribution: kubeadm
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 250Gi, dataDisk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 250Gi, dataDisk: 1Ti, controlPlane: false}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 250Gi, dataDisk: 1Ti, controlPlane: false}
network: {policiesEnforced: true, loadBalancer: {install: chart}}
`;

/** What the storage engine says of one machine. */
const condition = ({ customs }: Any, node: number, type: string): Any =>
  customs.get('nodes.longhorn.io')[node].status.conditions.find((one: Any) => one.type === type);

const gibi = 2 ** 30;
const disk = ({ kubelets }: Any): Any => kubelets.get('beta').summary.node.fs;
const volume = ({ kubelets }: Any): Any => kubelets.get('beta').summary.pods[1].volume[1];

/** Versions, nodes, what they carry, and what is on them. */
export const faultsOfMachines: readonly Fault[] = [
  [
    'another Kubernetes',
    broken((cluster) => {
      cluster.version = 'v1.31.2';
      for (const { status } of cluster.nodes) status.nodeInfo.kubeletVersion = 'v1.31.2';
    }),
    'warn version: Kubernetes 1.31 runs, 1.36 is declared',
  ],
  [
    'a machine that never joined',
    ({ nodes }) => ({ nodes: nodes.slice(1) }),
    'fail nodes: alpha is declared and not in the cluster',
  ],
  [
    'a machine that is down',
    broken(({ nodes }) => (nodes[1].status.conditions[1].status = 'Unknown')),
    'fail nodes: beta is not ready',
  ],
  [
    'a full disk',
    broken(({ nodes }) => (nodes[1].status.conditions[0].status = 'True')),
    'fail nodes: beta says DiskPressure',
  ],
  [
    'a machine that was drained and forgotten',
    broken(({ nodes }) => (nodes[2].spec.unschedulable = true)),
    'warn nodes: gamma takes no new pods',
  ],
  [
    'an address that DHCP changed',
    broken(({ nodes }) => (nodes[0].status.addresses[0].address = '192.168.1.77')),
    'fail nodes: alpha has the address 192.168.1.77, declared is 192.168.1.11',
  ],
  [
    'a Raspberry Pi',
    broken(({ nodes }) => (nodes[0].status.nodeInfo.architecture = 'arm64')),
    'fail nodes: alpha is arm64, declared is amd64',
  ],
  [
    'half the memory',
    broken(({ nodes }) => (nodes[0].status.capacity.memory = '8Gi')),
    'fail nodes: alpha has 8192Mi of memory, declared are 16Gi',
  ],
  [
    'a machine that nobody declared',
    ({ nodes }) => ({ nodes: [...nodes, { ...nodes[0], metadata: { name: 'delta' } }] }),
    'warn unknown nodes: delta is in the cluster and not declared',
  ],
  [
    'a clock that runs ahead',
    broken(({ leases }) => (leases[2].spec.renewTime = new Date(now + 40_000).toISOString())),
    "warn clocks: gamma's clock is 40 s ahead of this machine's",
  ],
  [
    'an API server without RBAC',
    () => ({ nobodyMayCreatePods: true }),
    'fail RBAC: everybody may do everything: any pod that is taken over owns the cluster',
  ],
  [
    'a machine that an upgrade forgot',
    broken(({ nodes }) => (nodes[1].status.nodeInfo.kubeletVersion = 'v1.35.9')),
    "warn kubelets: beta's kubelet is 1.35, the API server 1.36",
  ],
  [
    'a kubelet that calls its machine by another name',
    broken(({ nodes }) => (nodes[0].metadata.labels['kubernetes.io/hostname'] = 'alpha.lan')),
    'fail labels: no node has kubernetes.io/hostname In alpha: CronJob canary-per-node-write, CronJob canary-per-node-read, CronJob canary-replicated-write and 1 more finds no place',
  ],
  [
    'labels that nobody set',
    untouched,
    'fail labels: no node has rack=upper: JivaVolumePolicy jiva-r3 finds no place',
    over('microk8s-jiva', 'storage: {replicated: {replica: {nodeSelector: {rack: upper}}}}'),
  ],
  [
    'a node without the label by which pods are spread',
    broken(({ nodes }) => delete nodes[2].metadata.labels['kubernetes.io/hostname']),
    'fail labels: gamma lacks the label kubernetes.io/hostname, by which pods are spread and kept together',
  ],
  [
    'a taint that no pod tolerates',
    broken(({ nodes }) => (nodes[1].spec.taints = [{ key: 'dedicated', value: 'games', effect: 'NoSchedule' }])),
    'fail taints: beta is tainted dedicated=games:NoSchedule, and no pod of the site tolerates it: it counts as a node, and takes none',
  ],
  [
    'the taint of a lost node, forgotten when it was back',
    broken(({ nodes }) => (nodes[0].spec.taints = [{ key: 'node.kubernetes.io/out-of-service', effect: 'NoExecute' }])),
    'fail taints: alpha is tainted node.kubernetes.io/out-of-service:NoExecute, and no pod of the site tolerates it: it counts as a node, and takes none',
  ],
  [
    'a control plane that takes pods',
    broken(({ nodes }) => delete nodes[0].spec.taints),
    'warn taints: alpha takes pods, and budgets and spread count without it',
    over('home', kubeadm),
  ],
  [
    'a machine without iSCSI',
    broken((cluster) =>
      Object.assign(condition(cluster, 2, 'RequiredPackages'), {
        status: 'False',
        message: 'Missing packages: [open-iscsi cryptsetup]',
      }),
    ),
    'fail node packages: gamma lacks iSCSI initiator: Missing packages: [open-iscsi cryptsetup]',
  ],
  [
    'multipathd, which may leave the volumes alone or not',
    broken((cluster) => (condition(cluster, 0, 'Multipathd').status = 'False')),
    "can't tell node packages: the API does not show multipathd on alpha: where it runs, it seizes Longhorn's devices, and their volumes no longer mount",
  ],
  [
    'volumes beside the system, where a second disk is declared',
    broken(({ customs }) => {
      customs.get('nodes.longhorn.io')[1].status.diskStatus['default-disk'].storageMaximum = 240 * gibi;
    }),
    'fail node packages: beta lacks second disk for longhorn: its volumes lie on a disk of 240Gi',
  ],
  [
    'a disk that fills',
    broken((cluster) => (disk(cluster).availableBytes = 35 * gibi)),
    'warn disks: beta has 35Gi of 200Gi free on the disk of its pods and images: its kubelet ends pods when less than 30Gi is',
  ],
  [
    'a disk that is too full',
    broken((cluster) => (disk(cluster).availableBytes = 19 * gibi)),
    'fail disks: beta has 19Gi of 200Gi free on the disk of its pods and images: its kubelet ends pods',
  ],
  [
    'a disk for images that is too full by Kubernetes’ own threshold',
    broken(({ kubelets }) => {
      kubelets.get('beta').config = undefined;
      kubelets.get('beta').summary.node.runtime.imageFs = { capacityBytes: 100 * gibi, availableBytes: 14 * gibi };
    }),
    'fail disks: beta has 14Gi of 100Gi free on the disk of its pods and images: its kubelet ends pods',
  ],
  [
    'a kubelet that may not be asked',
    broken(({ kubelets }) => kubelets.delete('gamma')),
    ['disks', 'volumes'].map((check) => `can't tell ${check}: kubectl did not show what the kubelet of gamma measures`),
  ],
  [
    'a volume that fills',
    broken((cluster) => (volume(cluster).usedBytes = 80 * gibi)),
    'warn volumes: the volume of claim media is 88 % full, of space or of inodes',
  ],
  [
    'a volume without inodes',
    broken((cluster) => (volume(cluster).inodesUsed = 8999)),
    'fail volumes: the volume of claim media is 99 % full, of space or of inodes',
  ],
];
