import type { Said } from '../../said';
import { nodes } from '../nodes';

export const databaseDatabase: Readonly<Record<string, readonly Said[]>> = {
  'database/needs-three-nodes': [
    { says: ['error at database.instances: 5 instances on 3 nodes that take pods; allowed: 3 at most'] },
    {
      of: 'two on one node',
      with: `${nodes('alpha')}
database: {instances: 2}`,
      says: ['error at database.instances: 2 instances on 1 node that take pods; allowed: 1 at most'],
    },
    {
      of: 'a single server',
      with: `${nodes('alpha')}
database: {engine: standalone, size: 20Gi}`,
      says: [],
    },
  ],
  'database/two-instances-can-lose': [
    {
      says: [
        'warning at database.instances: two instances can lose what was written after the loss of one; safe: three',
      ],
    },
    { of: 'three of them', with: 'database: {instances: 3}', says: [] },
    {
      of: 'a server elsewhere',
      with: 'database: {engine: external, host: db.example.org, addresses: [192.0.2.10/32]}',
      says: [],
    },
  ],
  'database/single-on-one-disk': [
    {
      says: [
        "warning at database: the only PostgreSQL lies on one node's own disk: while that node is away Mastodon stays down",
      ],
    },
    {
      of: 'a named node',
      with: 'database: {engine: standalone, on: perNode, size: 20Gi, node: beta}',
      says: [
        "warning at database: the only PostgreSQL lies on beta's own disk: while that node is away Mastodon stays down",
      ],
    },
    { of: 'three instances', with: 'database: {instances: 3}', says: [] },
    {
      of: 'a role left to its default',
      with: `storage: {replicated: null}
database: {engine: standalone, on: replicated, size: 20Gi}`,
      says: [],
    },
    {
      of: 'a server elsewhere',
      with: 'database: {engine: external, host: db.example.org, addresses: [192.0.2.10/32]}',
      says: [],
    },
    {
      of: 'a role that nothing fills',
      over: 'one-node',
      with: 'database: {engine: standalone, on: replicated}',
      says: [],
    },
  ],
  'database/mixed-architectures': [
    { says: ['error at cluster.nodes: one database on nodes of amd64 and arm64; allowed: one architecture'] },
    {
      of: 'one server that stays with its node',
      with: `${nodes('alpha', 'beta', 'gamma, arch: arm64')}
database: {engine: standalone, on: perNode, size: 20Gi}`,
      says: [],
    },
    {
      of: 'one server that moves',
      with: `${nodes('alpha', 'beta', 'gamma, arch: arm64')}
database: {engine: standalone, on: replicated, size: 20Gi}`,
      says: ['error at cluster.nodes: one database on nodes of amd64 and arm64; allowed: one architecture'],
    },
    {
      of: 'one server on a named node',
      with: `${nodes('alpha', 'beta', 'gamma, arch: arm64')}
database: {engine: standalone, on: replicated, size: 20Gi, node: alpha}`,
      says: [],
    },
    {
      of: 'a server elsewhere',
      with: `${nodes('alpha', 'beta', 'gamma, arch: arm64')}
database: {engine: external, host: db.example.org, addresses: [192.0.2.10/32]}`,
      says: [],
    },
    {
      of: 'a shared role left to its default',
      over: 'one-node',
      with: `${nodes('alpha', 'beta', 'gamma, arch: arm64')}
database: {engine: standalone, on: shared}`,
      says: ['error at cluster.nodes: one database on nodes of amd64 and arm64; allowed: one architecture'],
    },
  ],
  'database/cnpg-on-replicated-storage': [
    { says: ['warning at database.on: 3 instances on 3 copies each write everything 9 times; better: perNode'] },
    { of: 'one instance', with: 'database: {instances: 1, on: replicated}', says: [] },
    {
      of: 'two instances',
      with: 'database: {instances: 2, on: replicated}',
      says: ['warning at database.on: 2 instances on 3 copies each write everything 6 times; better: perNode'],
    },
    {
      of: 'one copy',
      with: `storage: {replicated: {copies: 1}}
database: {on: replicated}`,
      says: [],
    },
    {
      of: 'a role left to its default',
      with: `storage: {replicated: null}
database: {on: replicated}`,
      says: ['warning at database.on: 3 instances on 3 copies each write everything 9 times; better: perNode'],
    },
    {
      of: 'a role that nothing fills',
      over: 'one-node',
      with: 'database: {engine: cloudnative-pg, instances: 2, on: replicated}',
      says: [],
    },
  ],
  'database/unguarded-volume': [
    {
      says: [
        "warning at database.on: nothing proves that PostgreSQL's volume is the one that longhorn made; better: perNode, or engine: standalone",
      ],
    },
    { of: 'a guarded server', with: 'database: {engine: standalone, on: replicated, size: 20Gi}', says: [] },
    { of: 'a disk of the node', with: 'database: {instances: 1, on: perNode}', says: [] },
    {
      of: 'a role left to its default',
      with: `storage: {replicated: null}
database: {on: replicated}`,
      says: [
        "warning at database.on: nothing proves that PostgreSQL's volume is the one that longhorn made; better: perNode, or engine: standalone",
      ],
    },
    {
      of: 'a role that nothing fills',
      over: 'one-node',
      with: 'database: {engine: cloudnative-pg, instances: 1, on: replicated}',
      says: [],
    },
  ],
  'database/probe-not-removable': [
    {
      says: ['error at database.probes.liveness: the liveness probe is removed; CloudNativePG allows other times only'],
    },
    {
      of: 'all three',
      with: 'database: {probes: {startup: {enabled: false}, liveness: {enabled: false}, readiness: {enabled: false}}}',
      says: [
        'error at database.probes.startup: the startup probe is removed; CloudNativePG allows other times only',
        'error at database.probes.liveness: the liveness probe is removed; CloudNativePG allows other times only',
        'error at database.probes.readiness: the readiness probe is removed; CloudNativePG allows other times only',
      ],
    },
    {
      of: 'another engine',
      with: 'database: {engine: standalone, on: perNode, size: 20Gi, probes: {liveness: {enabled: false}}}',
      says: [],
    },
  ],
};
