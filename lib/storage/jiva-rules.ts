import { schedulableNodes } from '../cluster/cluster';
import { bytes } from '../kube/quantity';
import type { Rule } from '../site/rule';
import type { Site } from '../site/site';
import { roles } from './engine';
import { jivaOf, quorum, replicasClass } from './jiva-options';
import { dataVolumes } from './uses';

const evenReplicas: Rule = {
  name: 'storage/jiva-two-replicas',
  severity: 'error',
  why: 'Jiva lets nobody write unless more than half of the replicas are there: two replicas stop when either node is lost, and an even number outlives no more than one fewer',
  source:
    'openebs-archive/jiva controller/control.go, UpdateVolStatus: writable from floor(copies / 2) + 1 replicas on',
  fix: 'set copies to 3',
  examples: {
    over: 'microk8s-jiva',
    wrong: 'storage: {replicated: {engine: jiva, copies: 2}}',
    right: 'storage: {replicated: {engine: jiva, copies: 3}}',
  },
  *check(site) {
    for (const { role, copies } of jivaOf(site)) {
      if (copies % 2 === 0) {
        yield {
          path: ['storage', role, 'copies'],
          message: `${copies} replicas, of which ${quorum(copies)} must be there for every write; allowed: 3 or 5, or 1 where nothing has to survive`,
        };
      }
    }
  },
};

const twoNodes: Rule = {
  name: 'storage/two-nodes-replication',
  severity: 'error',
  why: 'on two nodes Jiva has no good number of replicas: with two a volume becomes read-only as soon as either node is lost, with one it is lost with its node and slower than that node’s own disk',
  source:
    'openebs-archive/jiva controller/control.go, UpdateVolStatus; required anti-affinity in jiva-operator jivavolume_controller.go',
  fix: 'leave the role out and pin what is stateful to a node, use engine: longhorn with copies: 2, or add a third node',
  examples: {
    over: 'one-node',
    wrong: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 8Gi, disk: 250Gi}
    - {name: beta, address: 192.168.1.12, memory: 8Gi, disk: 250Gi, controlPlane: false}
storage:
  perNode: {engine: openebs-hostpath}
  replicated: {engine: jiva, copies: 1}
database: {engine: standalone, on: perNode}
redis: {mode: single, on: perNode}
mastodon: {media: {volume: {on: perNode}}}`,
    right: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 8Gi, disk: 250Gi}
    - {name: beta, address: 192.168.1.12, memory: 8Gi, disk: 250Gi, controlPlane: false}
storage: {perNode: {engine: openebs-hostpath}}`,
  },
  *check(site) {
    if (schedulableNodes(site.cluster).length !== 2) return;
    for (const { role } of jivaOf(site)) {
      yield { path: ['storage', role, 'engine'], message: 'jiva on two nodes; allowed: jiva on three nodes or more' };
    }
  },
};

const nfsBelow: Rule = {
  name: 'storage/nfs-below-jiva',
  severity: 'error',
  why: 'Jiva keeps its replicas as sparse files with direct I/O on a disk of the node; on a network filesystem they fail, and NFS belongs on top of Jiva, not below it',
  source: 'costacoders.es, "Mastodon on Kubernetes", 2022-12-24: NFS below Jiva did not work, the other way around did',
  fix: "set replicasOn to perNode, filled by a class on the nodes' own disks",
  examples: {
    over: 'microk8s-jiva',
    wrong: 'storage: {replicated: {engine: jiva, replicasOn: openebs-rwx}}',
    right: 'storage: {replicated: {engine: jiva, replicasOn: perNode}}',
  },
  *check(site) {
    for (const { role, options } of jivaOf(site)) {
      const why = unfit(options.replicasOn, site);
      if (why !== undefined) {
        yield {
          path: ['storage', role, 'replicasOn'],
          message: `replicas on ${options.replicasOn}, ${why}; allowed: a class on the nodes' own disks`,
        };
      }
    }
  },
};

/** Why a class can't hold replicas; undefined for one that can, or that we know nothing of. */
function unfit(replicasOn: string, site: Site): string | undefined {
  const name = replicasClass({ replicasOn }, site);
  const known = roles
    .map((role) => site.storage[role])
    .find((one) => one?.className === name || one?.role === replicasOn);
  if (known?.networkFilesystem) return 'which is mounted by NFS';
  if (known && !known.nodeBound) return 'which is replicated itself';
  return known === undefined && /nfs|rwx/.test(name) ? 'which is mounted by NFS by its name' : undefined;
}

const archived: Rule = {
  name: 'storage/jiva-archived',
  severity: 'warning',
  why: 'its makers archived Jiva in 2024: the last release is of December 2023, nobody mends what is found since, and OpenEBS 4 has no upgrade from it',
  source: 'openebs/openebs#3709; releases of openebs-archive/jiva-operator',
  fix: 'use engine: longhorn for a new site; for an old one keep backups that restore elsewhere',
  examples: {
    over: 'home',
    wrong: `storage:
  perNode: {install: addon}
  replicated: {engine: jiva, install: addon}`,
    right: 'storage: {replicated: {engine: longhorn, copies: 3}}',
  },
  *check(site) {
    for (const { role } of jivaOf(site)) {
      yield {
        path: ['storage', role, 'engine'],
        message: 'jiva, which nobody maintains any more; recommended: longhorn',
      };
    }
  },
};

/** Source: openebs.io, data engines 3.10: not for volumes of more than 50 GB; 2 bytes of memory for each block of 4 KiB. */
const largest = 50 * 1024 ** 3;

const largeVolume: Rule = {
  name: 'storage/jiva-large-volume',
  severity: 'warning',
  why: 'Jiva keeps 2 bytes in memory for each 4 KiB of a volume, on every node with a replica, and its makers do not recommend it above 50 GB: starts and rebuilds take long',
  source: 'openebs/website versioned_docs 3.10, concepts/data-engines and concepts/jiva',
  fix: 'keep media in an S3 bucket, or on engine: longhorn',
  examples: {
    over: 'microk8s-jiva',
    wrong: 'mastodon: {media: {volume: {size: 200Gi}}}',
    right: 'mastodon: {media: {volume: {size: 40Gi}}}',
  },
  *check(site) {
    const jiva = new Set(jivaOf(site).map((one) => one.className));
    for (const { what, path, volume } of dataVolumes(site)) {
      const filled = site.storage[volume.on];
      if (filled && (jiva.has(filled.className) || jiva.has(filled.beneath ?? '')) && bytes(volume.size) > largest) {
        yield { path: [...path, 'size'], message: `${what} of ${volume.size} on jiva; recommended: 50Gi at most` };
      }
    }
  },
};

const onTalos: Rule = {
  name: 'storage/jiva-on-talos',
  severity: 'error',
  why: "Jiva's driver calls the node's own iscsiadm, which Talos does not have: its chart works there only after patches that it has no values for",
  source: 'openebs-archive/jiva-operator#207; talos.dev v1.6, replicated local storage with OpenEBS Jiva',
  fix: 'use engine: longhorn, or patch Jiva by hand and set install to existing',
  examples: {
    over: 'home',
    wrong: `cluster:
  distribution: talos
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti, controlPlane: true}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti, controlPlane: true}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, controlPlane: true}
storage:
  perNode: {engine: openebs-hostpath}
  replicated: {engine: jiva, install: chart}`,
    right: `cluster:
  distribution: talos
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti, controlPlane: true}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti, controlPlane: true}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, controlPlane: true}
storage:
  perNode: {engine: openebs-hostpath}
  replicated: {engine: longhorn}`,
  },
  *check(site) {
    if (site.cluster.distribution.name !== 'talos') return;
    for (const { role, options } of jivaOf(site)) {
      if (options.install === 'chart') {
        yield { path: ['storage', role, 'install'], message: 'the chart of jiva with Talos; allowed: existing' };
      }
    }
  },
};

export const jivaRules: readonly Rule[] = [evenReplicas, twoNodes, nfsBelow, archived, largeVolume, onTalos];
