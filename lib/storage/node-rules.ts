import { schedulableNodes, voters } from '../cluster/cluster';
import type { Rule } from '../site/rule';
import { filledRoles } from './filled';
import { isMovable, nodeDisks } from './storage';
import { dataVolumes } from './uses';

const copiesExceedNodes: Rule = {
  name: 'storage/copies-exceed-nodes',
  severity: 'error',
  why: 'each copy lies on a node of its own: one that finds no node stays pending for ever, and the volume never has what was declared',
  source:
    'openebs-archive/jiva-operator jivavolume_controller.go: required anti-affinity by host name; longhorn.io/docs: replica soft anti-affinity',
  fix: 'declare as many copies as there are nodes for ordinary pods, or fewer',
  examples: {
    over: 'home',
    wrong: 'storage: {replicated: {engine: longhorn, copies: 4}}',
    right: 'storage: {replicated: {engine: longhorn, copies: 3}}',
  },
  *check(site) {
    const nodes = schedulableNodes(site.cluster).length;
    for (const { role, copies, failureDomain, beneath } of filledRoles(site)) {
      if (failureDomain === nodeDisks && beneath === undefined && copies > nodes) {
        yield {
          path: ['storage', role, 'copies'],
          message: `${copies} copies on ${nodes} ${nodes === 1 ? 'node' : 'nodes'}; allowed: ${nodes} at most`,
        };
      }
    }
  },
};

const movableWithoutHa: Rule = {
  name: 'storage/movable-without-ha-control-plane',
  severity: 'error',
  why: 'when the control plane goes down with a node, pods that move leave mounts behind that nobody cleans up, and their successors fail with "already mounted somewhere else"',
  source:
    'costacoders.es, "Mastodon on Kubernetes", 2022-12-24: a highly available control plane first, movable volumes second',
  fix: 'let three nodes vote in the control plane, or put the volume on perNode or pin it with `node`',
  examples: {
    over: 'microk8s-jiva',
    wrong: `cluster:
  nodes:
    - {name: desktop, address: 192.168.1.11, memory: 32Gi, disk: 1Ti}
    - {name: nuc-1, address: 192.168.1.12, memory: 16Gi, disk: 1Ti, controlPlane: false}
    - {name: nuc-2, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, controlPlane: false}`,
    right: `cluster:
  nodes:
    - {name: desktop, address: 192.168.1.11, memory: 32Gi, disk: 1Ti}
    - {name: nuc-1, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
    - {name: nuc-2, address: 192.168.1.13, memory: 16Gi, disk: 1Ti}`,
  },
  *check(site) {
    const votes = voters(site.cluster).length;
    if (votes >= 3 || schedulableNodes(site.cluster).length < 2) return;
    const moving = dataVolumes(site).filter(({ volume, shared }) => {
      const filled = site.storage[volume.on];
      if (filled === undefined || volume.node !== undefined || !isMovable(filled)) return false;
      return !(shared && filled.accessModes.includes('ReadWriteMany'));
    });
    if (moving.length > 0) {
      yield {
        path: ['cluster', 'nodes'],
        message: `${moving.map((one) => one.what).join(', ')} on volumes that move between nodes, with ${votes} of them voting in the control plane; allowed: three voters or more`,
      };
    }
  },
};

const singleNodeReplication: Rule = {
  name: 'storage/single-node-replication',
  severity: 'warning',
  why: 'on one node a replicating engine keeps one copy and adds its own pods, network and failure modes to it; nothing survives that would not survive without',
  source:
    'openebs-archive/jiva-operator: with one replica its disruption budget blocks every drain; longhorn.io/docs: best practices, three nodes',
  fix: 'leave replicated and shared out: everything shares the volumes of the one node',
  examples: {
    over: 'one-node',
    wrong: 'storage: {replicated: {engine: longhorn, copies: 1}}',
    right: 'storage: {perNode: {engine: local-path}}',
  },
  *check(site) {
    if (schedulableNodes(site.cluster).length !== 1) return;
    for (const { role, engine, failureDomain, nodeBound } of filledRoles(site)) {
      if (role !== 'perNode' && failureDomain === nodeDisks && !nodeBound) {
        yield {
          path: ['storage', role, 'engine'],
          message: `${engine} on a single node; recommended: volumes of the node itself`,
        };
      }
    }
  },
};

const nfsServerSingle: Rule = {
  name: 'storage/nfs-server-single',
  severity: 'warning',
  why: 'one server serves the export: while it moves or is away, everything that mounts the volume waits, copies or not; OpenEBS moves a lost one after about six minutes',
  source:
    'openebs-archive/dynamic-nfs-provisioner: Deployment with one replica and no tolerations; its issues #36, #135, #153',
  fix: 'keep media in an S3 bucket or on engine: longhorn, or accept the wait',
  examples: {
    over: 'home',
    wrong: 'storage: {shared: {engine: csi-nfs, server: nas.lan, share: /volume1/mastodon}}',
    right: 'storage: {shared: {engine: longhorn, copies: 3}}',
  },
  *check(site) {
    for (const { role, engine, failureDomain, beneath } of filledRoles(site)) {
      if (engine === 'openebs-nfs') {
        yield {
          path: ['storage', role, 'engine'],
          message: `one NFS server pod for each volume${beneath ? `, on class ${beneath}` : ''}`,
        };
      } else if (engine === 'csi-nfs') {
        yield {
          path: ['storage', role, 'server'],
          message: `every volume on ${failureDomain}: without it the site stands still`,
        };
      }
    }
  },
};

const mediaBesideSystem: Rule = {
  name: 'storage/media-beside-system-disk',
  severity: 'warning',
  why: 'media grow with what other servers send; on the disk of the system they end in evicted pods and, with DiskPressure, in a node that takes none',
  source: 'kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction',
  fix: 'add a second disk and declare it as dataDisk, or put the media into an S3 bucket',
  examples: {
    over: 'home',
    wrong: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti}`,
    right: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 250Gi, dataDisk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 250Gi, dataDisk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 250Gi, dataDisk: 1Ti}`,
  },
  *check(site) {
    const { media } = site.mastodon;
    if (media.kind !== 'volume' || site.storage[media.volume.on]?.failureDomain !== nodeDisks) return;
    const { node: pinned } = media.volume;
    const bare = schedulableNodes(site.cluster).filter(
      (node) => node.dataDisk === undefined && (pinned === undefined || pinned === node.name),
    );
    if (bare.length > 0) {
      yield {
        path: ['cluster', 'nodes'],
        message: `media on the disk of the system of ${bare.map((node) => node.name).join(', ')}; recommended: a dataDisk`,
      };
    }
  },
};

/** Rules on volumes and the machines they lie on, for every engine. */
export const nodeRules: readonly Rule[] = [
  copiesExceedNodes,
  movableWithoutHa,
  singleNodeReplication,
  nfsServerSingle,
  mediaBesideSystem,
];
