import type { Said } from '../../said';

export const redisData: Readonly<Record<string, readonly Said[]>> = {
  'redis/on-network-filesystem': [
    {
      says: [
        'error at redis.on: Redis on shared, which openebs-nfs mounts over the network; allowed: a role with a block device or a local disk',
      ],
    },
    {
      of: 'a server elsewhere',
      with: 'redis: {mode: external, host: redis.example.org, addresses: [192.0.2.10/32]}',
      says: [],
    },
    {
      of: 'a role left to its default',
      with: `storage: {shared: null}
redis: {mode: single, on: shared}`,
      says: [
        'error at redis.on: Redis on shared, which longhorn mounts over the network; allowed: a role with a block device or a local disk',
      ],
    },
    { of: 'a role that nothing fills', over: 'one-node', with: 'redis: {mode: single, on: shared}', says: [] },
  ],
  'redis/startup-budget-too-short': [
    {
      says: [
        'error at redis.probes.startup: the startup probe kills Redis after 65 s on storage with 3 copies; allowed: 240 s or more',
      ],
    },
    {
      of: 'a start that is too short by one',
      with: 'redis: {mode: single, probes: {startup: {initialDelaySeconds: 39, periodSeconds: 5, failureThreshold: 40}}}',
      says: [
        'error at redis.probes.startup: the startup probe kills Redis after 239 s on storage with 3 copies; allowed: 240 s or more',
      ],
    },
    {
      of: 'a slow start that is too quick',
      with: 'redis: {mode: single, slowStart: 60s, probes: {startup: null}}',
      says: [
        'error at redis.slowStart: the startup probe kills Redis after 60 s on storage with 3 copies; allowed: 240 s or more',
      ],
    },
    {
      of: 'no startup probe',
      with: 'redis: {mode: single, probes: {startup: {enabled: false}}}',
      says: [
        'error at redis.probes.startup: the liveness probe kills Redis after 60 s on storage with 3 copies; allowed: 240 s or more',
      ],
    },
    {
      of: 'no probe that kills',
      with: 'redis: {mode: single, probes: {startup: {enabled: false}, liveness: {enabled: false}}}',
      says: [],
    },
    {
      of: 'one copy',
      with: `storage: {replicated: {copies: 1}}
redis: {mode: single, probes: {startup: {periodSeconds: 5, failureThreshold: 5}}}`,
      says: [],
    },
    {
      of: 'a role left to its default',
      with: `storage: {replicated: null}
redis: {mode: single, on: replicated, probes: {startup: {periodSeconds: 5, failureThreshold: 5}}}`,
      says: [
        'error at redis.probes.startup: the startup probe kills Redis after 65 s on storage with 3 copies; allowed: 240 s or more',
      ],
    },
    {
      of: 'a server elsewhere',
      with: 'redis: {mode: external, host: redis.example.org, addresses: [192.0.2.10/32]}',
      says: [],
    },
    {
      of: 'a role that nothing fills',
      over: 'one-node',
      with: 'redis: {mode: single, on: replicated, probes: {startup: {periodSeconds: 5, failureThreshold: 5}}}',
      says: [],
    },
  ],
  'redis/unknown-node': [
    { says: ['error at redis.node: Redis on node omega; allowed: alpha'] },
    {
      of: 'a node that takes no pods',
      with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti, controlPlane: false}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, controlPlane: false}
  distribution: kubeadm
redis: {mode: single, node: alpha}`,
      says: ['error at redis.node: Redis on node alpha; allowed: beta, gamma'],
    },
    {
      of: 'a server elsewhere',
      with: 'redis: {mode: external, host: redis.example.org, addresses: [192.0.2.10/32]}',
      says: [],
    },
  ],
};
