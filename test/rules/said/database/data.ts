import type { Said } from '../../said';

export const databaseData: Readonly<Record<string, readonly Said[]>> = {
  'database/on-network-filesystem': [
    {
      says: [
        'error at database.on: PostgreSQL on shared, which openebs-nfs mounts over the network; allowed: a role with a block device or a local disk',
      ],
    },
    {
      of: 'a server elsewhere',
      with: 'database: {engine: external, host: db.example.org, addresses: [192.0.2.10/32]}',
      says: [],
    },
    {
      of: 'a role left to its default',
      with: `storage: {shared: null}
database: {engine: standalone, on: shared}`,
      says: [
        'error at database.on: PostgreSQL on shared, which longhorn mounts over the network; allowed: a role with a block device or a local disk',
      ],
    },
    { of: 'a role that nothing fills', over: 'one-node', with: 'database: {engine: standalone, on: shared}', says: [] },
  ],
  'database/startup-budget-too-short': [
    {
      says: [
        'error at database.probes.startup: the startup probe kills PostgreSQL after 65 s on storage with 3 copies; allowed: 240 s or more',
      ],
    },
    {
      of: 'a start that is too short by one',
      with: 'database: {engine: standalone, probes: {startup: {initialDelaySeconds: 39, periodSeconds: 5, failureThreshold: 40}}}',
      says: [
        'error at database.probes.startup: the startup probe kills PostgreSQL after 239 s on storage with 3 copies; allowed: 240 s or more',
      ],
    },
    {
      of: 'a slow start that is too quick',
      with: 'database: {engine: standalone, slowStart: 60s, probes: {startup: null}}',
      says: [
        'error at database.slowStart: the startup probe kills PostgreSQL after 60 s on storage with 3 copies; allowed: 240 s or more',
      ],
    },
    {
      of: 'no startup probe',
      with: 'database: {engine: standalone, probes: {startup: {enabled: false}}}',
      says: [
        'error at database.probes.startup: the liveness probe kills PostgreSQL after 60 s on storage with 3 copies; allowed: 240 s or more',
      ],
    },
    {
      of: 'no probe that kills',
      with: 'database: {engine: standalone, probes: {startup: {enabled: false}, liveness: {enabled: false}}}',
      says: [],
    },
    {
      of: 'one copy',
      with: `storage: {replicated: {copies: 1}}
database: {engine: standalone, probes: {startup: {periodSeconds: 5, failureThreshold: 5}}}`,
      says: [],
    },
    {
      of: 'a role left to its default',
      with: `storage: {replicated: null}
database: {engine: standalone, on: replicated, probes: {startup: {periodSeconds: 5, failureThreshold: 5}}}`,
      says: [
        'error at database.probes.startup: the startup probe kills PostgreSQL after 65 s on storage with 3 copies; allowed: 240 s or more',
      ],
    },
    {
      of: 'a server elsewhere',
      with: 'database: {engine: external, host: db.example.org, addresses: [192.0.2.10/32]}',
      says: [],
    },
    {
      of: 'a role that nothing fills',
      over: 'one-node',
      with: 'database: {engine: standalone, on: replicated, probes: {startup: {periodSeconds: 5, failureThreshold: 5}}}',
      says: [],
    },
  ],
  'database/unknown-node': [
    { says: ['error at database.node: PostgreSQL on node omega; allowed: alpha'] },
    {
      of: 'a node that takes no pods',
      with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti, controlPlane: false}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, controlPlane: false}
  distribution: kubeadm
database: {engine: standalone, node: alpha}`,
      says: ['error at database.node: PostgreSQL on node alpha; allowed: beta, gamma'],
    },
    {
      of: 'a server elsewhere',
      with: 'database: {engine: external, host: db.example.org, addresses: [192.0.2.10/32]}',
      says: [],
    },
  ],
};
