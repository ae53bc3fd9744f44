import type { Said } from '../said';

export const database: readonly Said[] = [
  {
    rule: 'database/on-network-filesystem',
    says: [
      'error at database.on: PostgreSQL on shared, which openebs-nfs mounts over the network; allowed: a role with a block device or a local disk',
    ],
  },
  {
    rule: 'database/startup-budget-too-short',
    says: [
      'error at database.probes.startup: the startup probe kills PostgreSQL after 65 s on storage with 3 copies; allowed: 240 s or more',
    ],
  },
  {
    rule: 'database/unknown-node',
    says: ['error at database.node: PostgreSQL on node omega; allowed: alpha'],
  },
  {
    rule: 'database/needs-three-nodes',
    says: ['error at database.instances: 5 instances on 3 nodes that take pods; allowed: 3 at most'],
  },
  {
    rule: 'database/two-instances-can-lose',
    says: ['warning at database.instances: two instances can lose what was written after the loss of one; safe: three'],
  },
  {
    rule: 'database/single-on-one-disk',
    says: [
      "warning at database: the only PostgreSQL lies on one node's own disk: while that node is away Mastodon stays down",
    ],
  },
  {
    rule: 'database/mixed-architectures',
    says: ['error at cluster.nodes: one database on nodes of amd64 and arm64; allowed: one architecture'],
  },
  {
    rule: 'database/cnpg-on-replicated-storage',
    says: ['warning at database.on: 3 instances on 3 copies each write everything 9 times; better: perNode'],
  },
  {
    rule: 'database/unguarded-volume',
    says: [
      "warning at database.on: nothing proves that PostgreSQL's volume is the one that longhorn made; better: perNode, or engine: standalone",
    ],
  },
  {
    rule: 'database/probe-not-removable',
    says: ['error at database.probes.liveness: the liveness probe is removed; CloudNativePG allows other times only'],
  },
  {
    rule: 'database/too-few-connections',
    says: [
      'error at database.parameters.max_connections: 50 connections, and what is declared opens up to 120; allowed: 120 or more',
    ],
  },
  {
    rule: 'database/reserved-parameter',
    says: ['error at database.parameters.fsync: fsync = off loses data with a power cut; allowed: on'],
  },
  {
    rule: 'database/shared-buffers-exceed-memory',
    says: [
      'error at database.parameters.shared_buffers: shared_buffers of 4GB in pods that are promised 1Gi; allowed: less than that',
    ],
  },
  {
    rule: 'database/archive-needs-cloudnative-pg',
    says: ['error at backup.to.s3.wal: an archive of a database with engine standalone; allowed: cloudnative-pg'],
  },
  {
    rule: 'database/archive-needs-cert-manager',
    says: [
      'error at backup.to.s3.wal: an archive without cert-manager, certificates by secret; allowed: http01, dns01 or existing',
    ],
  },
  {
    rule: 'database/archive-in-the-clear',
    says: ['warning at backup.to.s3.wal: the database goes to bucket backup at s3.example.net unencrypted'],
  },
];
