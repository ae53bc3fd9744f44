import { schedulableNodes } from '../cluster/cluster';
import type { Rule } from '../site/rule';
import type { Site } from '../site/site';
import { dataRules } from './data-rules';
import { parameterRules } from './parameter-rules';
import { walRules } from './wal-rules';

const clusters = (site: Site) => site.database.engine === 'cloudnative-pg';
const volumeClass = ({ database, storage }: Site) => database.volume && storage[database.volume.on];

const needsThreeNodes: Rule = {
  name: 'database/needs-three-nodes',
  severity: 'error',
  why: 'two PostgreSQL servers on one node fall together, and the third of three on two nodes is never scheduled',
  source: 'cloudnative-pg.io/documentation/current/scheduling: required pod anti-affinity',
  fix: 'declare at most one instance for each node that takes pods: three on three nodes, or engine: standalone',
  examples: {
    over: 'home',
    wrong: 'database: {instances: 5}',
    right: 'database: {instances: 3}',
  },
  *check(site) {
    const nodes = schedulableNodes(site.cluster).length;
    if (clusters(site) && site.database.instances > nodes) {
      yield {
        path: ['database', 'instances'],
        message: `${site.database.instances} instances on ${nodes} ${nodes === 1 ? 'node' : 'nodes'} that take pods; allowed: ${nodes} at most`,
      };
    }
  },
};

const twoInstancesCanLose: Rule = {
  name: 'database/two-instances-can-lose',
  severity: 'warning',
  why: 'with two instances a write is confirmed by the standby only while it is there: after its loss the primary goes on alone, and a second loss loses what was written since',
  source: 'cloudnative-pg.io/documentation/current/replication: dataDurability preferred',
  fix: 'declare three instances on three nodes',
  examples: { over: 'home', wrong: 'database: {instances: 2}', right: 'database: {instances: 3}' },
  *check(site) {
    if (clusters(site) && site.database.instances === 2) {
      yield {
        path: ['database', 'instances'],
        message: 'two instances can lose what was written after the loss of one; safe: three',
      };
    }
  },
};

const singleOnOneDisk: Rule = {
  name: 'database/single-on-one-disk',
  severity: 'warning',
  why: 'one PostgreSQL on one disk stays down as long as its node, and with the disk everything since the last backup is lost',
  source: 'kubernetes.io/docs/concepts/storage/volumes: local volumes are bound to their node',
  fix: 'declare cloudnative-pg with three instances, or a replicated volume; with one or two nodes back up daily to another machine',
  examples: {
    over: 'home',
    wrong: 'database: {engine: standalone, on: perNode, size: 20Gi}',
    right: 'database: {engine: standalone, on: replicated, size: 20Gi}',
  },
  *check(site) {
    const { database } = site;
    const found = volumeClass(site);
    if (database.instances === 1 && found?.nodeBound) {
      yield {
        path: ['database'],
        message: `the only PostgreSQL lies on ${database.volume?.node ?? 'one node'}'s own disk: while that node is away Mastodon stays down`,
      };
    }
  },
};

const mixedArchitectures: Rule = {
  name: 'database/mixed-architectures',
  severity: 'error',
  why: 'PostgreSQL copies its files bit by bit, which only the same architecture reads back: standbys and moved volumes must stay on one',
  source: 'postgresql.org/docs/17/warm-standby.html: the hardware architecture must be the same',
  fix: 'name a node, or keep the database on nodes of one architecture',
  examples: {
    over: 'home',
    wrong: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, arch: arm64}`,
    right: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti}`,
  },
  *check(site) {
    const { volume, instances } = site.database;
    if (volume === undefined || volume.node !== undefined) return;
    const stays = instances === 1 && volumeClass(site)?.nodeBound;
    const found = [...new Set(schedulableNodes(site.cluster).map((node) => node.arch))];
    if (!stays && found.length > 1) {
      yield {
        path: ['cluster', 'nodes'],
        message: `one database on nodes of ${found.join(' and ')}; allowed: one architecture`,
      };
    }
  },
};

const replicatedTwice: Rule = {
  name: 'database/cnpg-on-replicated-storage',
  severity: 'warning',
  why: 'PostgreSQL already copies to its standbys: on storage that copies too, every write goes over the network and to disks many times, and commits wait for the slowest',
  source: 'cloudnative-pg.io/documentation/current/storage: node-local storage is the recommendation',
  fix: 'declare database.on: perNode',
  examples: { over: 'home', wrong: 'database: {on: replicated}', right: 'database: {on: perNode}' },
  *check(site) {
    const copies = volumeClass(site)?.copies ?? 1;
    const { instances } = site.database;
    if (instances > 1 && copies > 1) {
      yield {
        path: ['database', 'on'],
        message: `${instances} instances on ${copies} copies each write everything ${instances * copies} times; better: perNode`,
      };
    }
  },
};

const unguardedVolume: Rule = {
  name: 'database/unguarded-volume',
  severity: 'warning',
  why: "CloudNativePG makes its pods itself, without our guard: where a driver mounts into the wrong folder, PostgreSQL runs on an empty directory of the node's disk",
  source: 'openebs-archive/jiva#367; cloudnative-pg: the Cluster has no field for init containers',
  fix: 'declare database.on: perNode, or engine: standalone, which refuses to start there',
  examples: {
    over: 'home',
    wrong: 'database: {instances: 1, on: replicated}',
    right: 'database: {engine: standalone, on: replicated}',
  },
  *check(site) {
    const found = volumeClass(site);
    if (clusters(site) && found?.ownDevice) {
      yield {
        path: ['database', 'on'],
        message: `nothing proves that PostgreSQL's volume is the one that ${found.engine} made; better: perNode, or engine: standalone`,
      };
    }
  },
};

const probeNotRemovable: Rule = {
  name: 'database/probe-not-removable',
  severity: 'error',
  why: "CloudNativePG's pods always have all three probes: an operator that could not ask would not fail over",
  source: 'cloudnative-pg.io/documentation/current/instance_manager: spec.probes takes timings only',
  fix: 'give the probe longer times in place of enabled: false',
  examples: {
    over: 'home',
    wrong: 'database: {probes: {liveness: {enabled: false}}}',
    right: 'database: {probes: {liveness: {failureThreshold: 30}}}',
  },
  *check(site) {
    if (!clusters(site)) return;
    for (const kind of ['startup', 'liveness', 'readiness'] as const) {
      if (site.database.probes[kind] === undefined) {
        yield {
          path: ['database', 'probes', kind],
          message: `the ${kind} probe is removed; CloudNativePG allows other times only`,
        };
      }
    }
  },
};

export const databaseRules: readonly Rule[] = [
  ...dataRules({ key: 'database', title: 'PostgreSQL', single: 'engine: standalone', of: ({ database }) => database }),
  needsThreeNodes,
  twoInstancesCanLose,
  singleOnOneDisk,
  mixedArchitectures,
  replicatedTwice,
  unguardedVolume,
  probeNotRemovable,
  ...parameterRules,
  ...walRules,
];
