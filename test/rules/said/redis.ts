import type { Said } from '../said';

export const redis: readonly Said[] = [
  {
    rule: 'redis/on-network-filesystem',
    says: [
      'error at redis.on: Redis on shared, which openebs-nfs mounts over the network; allowed: a role with a block device or a local disk',
    ],
  },
  {
    rule: 'redis/on-network-filesystem',
    of: 'a server elsewhere',
    over: 'microk8s-jiva',
    with: 'redis: {mode: external, host: redis.example.org, addresses: [192.0.2.10/32]}',
    says: [],
  },
  {
    rule: 'redis/on-network-filesystem',
    of: 'a role left to its default',
    over: 'microk8s-jiva',
    with: `storage: {shared: null}
redis: {mode: single, on: shared}`,
    says: [
      'error at redis.on: Redis on shared, which longhorn mounts over the network; allowed: a role with a block device or a local disk',
    ],
  },
  {
    rule: 'redis/on-network-filesystem',
    of: 'a role that nothing fills',
    over: 'one-node',
    with: 'redis: {mode: single, on: shared}',
    says: [],
  },
  {
    rule: 'redis/startup-budget-too-short',
    says: [
      'error at redis.probes.startup: the startup probe kills Redis after 65 s on storage with 3 copies; allowed: 240 s or more',
    ],
  },
  {
    rule: 'redis/startup-budget-too-short',
    of: 'a start that is too short by one',
    over: 'microk8s-jiva',
    with: 'redis: {mode: single, probes: {startup: {initialDelaySeconds: 39, periodSeconds: 5, failureThreshold: 40}}}',
    says: [
      'error at redis.probes.startup: the startup probe kills Redis after 239 s on storage with 3 copies; allowed: 240 s or more',
    ],
  },
  {
    rule: 'redis/startup-budget-too-short',
    of: 'a slow start that is too quick',
    over: 'microk8s-jiva',
    with: 'redis: {mode: single, slowStart: 60s, probes: {startup: null}}',
    says: [
      'error at redis.slowStart: the startup probe kills Redis after 60 s on storage with 3 copies; allowed: 240 s or more',
    ],
  },
  {
    rule: 'redis/startup-budget-too-short',
    of: 'no startup probe',
    over: 'microk8s-jiva',
    with: 'redis: {mode: single, probes: {startup: {enabled: false}}}',
    says: [
      'error at redis.probes.startup: the liveness probe kills Redis after 60 s on storage with 3 copies; allowed: 240 s or more',
    ],
  },
  {
    rule: 'redis/startup-budget-too-short',
    of: 'no probe that kills',
    over: 'microk8s-jiva',
    with: 'redis: {mode: single, probes: {startup: {enabled: false}, liveness: {enabled: false}}}',
    says: [],
  },
  {
    rule: 'redis/startup-budget-too-short',
    of: 'one copy',
    over: 'microk8s-jiva',
    with: `storage: {replicated: {copies: 1}}
redis: {mode: single, probes: {startup: {periodSeconds: 5, failureThreshold: 5}}}`,
    says: [],
  },
  {
    rule: 'redis/startup-budget-too-short',
    of: 'a role left to its default',
    over: 'microk8s-jiva',
    with: `storage: {replicated: null}
redis: {mode: single, on: replicated, probes: {startup: {periodSeconds: 5, failureThreshold: 5}}}`,
    says: [
      'error at redis.probes.startup: the startup probe kills Redis after 65 s on storage with 3 copies; allowed: 240 s or more',
    ],
  },
  {
    rule: 'redis/startup-budget-too-short',
    of: 'a server elsewhere',
    over: 'microk8s-jiva',
    with: 'redis: {mode: external, host: redis.example.org, addresses: [192.0.2.10/32]}',
    says: [],
  },
  {
    rule: 'redis/startup-budget-too-short',
    of: 'a role that nothing fills',
    over: 'one-node',
    with: 'redis: {mode: single, on: replicated, probes: {startup: {periodSeconds: 5, failureThreshold: 5}}}',
    says: [],
  },
  {
    rule: 'redis/unknown-node',
    says: ['error at redis.node: Redis on node omega; allowed: alpha'],
  },
  {
    rule: 'redis/unknown-node',
    of: 'a node that takes no pods',
    over: 'one-node',
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
    rule: 'redis/unknown-node',
    of: 'a server elsewhere',
    over: 'one-node',
    with: 'redis: {mode: external, host: redis.example.org, addresses: [192.0.2.10/32]}',
    says: [],
  },
  {
    rule: 'redis/sentinel-needs-three-nodes',
    says: ['error at redis.instances: 2 instances with Sentinel on 3 nodes that take pods; allowed: 3'],
  },
  {
    rule: 'redis/sentinel-needs-three-nodes',
    of: 'four of them',
    over: 'home',
    with: 'redis: {instances: 4}',
    says: ['error at redis.instances: 4 instances with Sentinel on 3 nodes that take pods; allowed: 3'],
  },
  {
    rule: 'redis/sentinel-needs-three-nodes',
    of: 'one of them',
    over: 'home',
    with: 'redis: {instances: 1}',
    says: ['error at redis.instances: 1 instances with Sentinel on 3 nodes that take pods; allowed: 3'],
  },
  {
    rule: 'redis/sentinel-needs-three-nodes',
    of: 'five on three nodes',
    over: 'home',
    with: 'redis: {instances: 5}',
    says: ['error at redis.instances: 5 instances with Sentinel on 3 nodes that take pods; allowed: 3'],
  },
  {
    rule: 'redis/sentinel-needs-three-nodes',
    of: 'two nodes',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
redis: {instances: 3}`,
    says: ['error at redis.instances: 3 instances with Sentinel on 2 nodes that take pods; allowed: mode: single'],
  },
  {
    rule: 'redis/sentinel-needs-three-nodes',
    of: 'four on five nodes',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti}
    - {name: delta, address: 192.168.1.14, memory: 16Gi, disk: 1Ti}
    - {name: epsilon, address: 192.168.1.15, memory: 16Gi, disk: 1Ti}
redis: {instances: 4}`,
    says: [
      'error at redis.instances: 4 instances with Sentinel on 5 nodes that take pods; allowed: an odd number from 3 to 5',
    ],
  },
  {
    rule: 'redis/sentinel-needs-three-nodes',
    of: 'four on four nodes',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti}
    - {name: delta, address: 192.168.1.14, memory: 16Gi, disk: 1Ti}
redis: {instances: 4}`,
    says: ['error at redis.instances: 4 instances with Sentinel on 4 nodes that take pods; allowed: 3'],
  },
  {
    rule: 'redis/sentinel-needs-three-nodes',
    of: 'five on five nodes',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti}
    - {name: delta, address: 192.168.1.14, memory: 16Gi, disk: 1Ti}
    - {name: epsilon, address: 192.168.1.15, memory: 16Gi, disk: 1Ti}
redis: {instances: 5}`,
    says: [],
  },
  {
    rule: 'redis/sentinel-needs-three-nodes',
    of: 'a single one',
    over: 'home',
    with: 'redis: {mode: single, on: perNode}',
    says: [],
  },
  {
    rule: 'redis/single-on-one-disk',
    says: ["warning at redis: the only Redis lies on one node's own disk: while that node is away Mastodon stays down"],
  },
  {
    rule: 'redis/single-on-one-disk',
    of: 'Sentinel on the disks of nodes',
    over: 'home',
    with: 'redis: {on: perNode}',
    says: [],
  },
  {
    rule: 'redis/single-on-one-disk',
    of: 'a named node',
    over: 'home',
    with: 'redis: {mode: single, on: perNode, node: beta}',
    says: ["warning at redis: the only Redis lies on beta's own disk: while that node is away Mastodon stays down"],
  },
  {
    rule: 'redis/single-on-one-disk',
    of: 'a Redis elsewhere',
    over: 'home',
    with: 'redis: {mode: external, host: redis.example.org, addresses: [192.0.2.10/32]}',
    says: [],
  },
  {
    rule: 'redis/single-on-one-disk',
    of: 'a role that nothing fills',
    over: 'one-node',
    with: 'redis: {mode: single, on: replicated}',
    says: [],
  },
  {
    rule: 'redis/sentinel-on-replicated-storage',
    says: ['warning at redis.on: 3 servers on 3 copies each write everything 9 times; better: perNode'],
  },
  {
    rule: 'redis/sentinel-on-replicated-storage',
    of: 'a single one',
    over: 'home',
    with: 'redis: {mode: single, on: replicated}',
    says: [],
  },
  {
    rule: 'redis/sentinel-on-replicated-storage',
    of: 'a Redis elsewhere',
    over: 'home',
    with: 'redis: {mode: external, host: redis.example.org, addresses: [192.0.2.10/32]}',
    says: [],
  },
  {
    rule: 'redis/sentinel-on-replicated-storage',
    of: 'one copy',
    over: 'home',
    with: `storage: {replicated: {copies: 1}}
redis: {on: replicated}`,
    says: [],
  },
  {
    rule: 'redis/sentinel-on-replicated-storage',
    of: 'a role that nothing fills',
    over: 'one-node',
    with: 'redis: {mode: sentinel, on: replicated}',
    says: [],
  },
  {
    rule: 'redis/memory-without-room',
    says: ['error at redis.maxMemory: 1024Mi of data in pods that are stopped at 1Gi; allowed: 768Mi at most'],
  },
  {
    rule: 'redis/memory-without-room',
    of: 'exactly three quarters',
    over: 'home',
    with: 'redis: {maxMemory: 768Mi, resources: {memory: 256Mi, memoryLimit: 1Gi}}',
    says: [],
  },
  {
    rule: 'redis/memory-without-room',
    of: 'a little more',
    over: 'home',
    with: 'redis: {maxMemory: 769Mi, resources: {memory: 256Mi, memoryLimit: 1Gi}}',
    says: ['error at redis.maxMemory: 769Mi of data in pods that are stopped at 1Gi; allowed: 768Mi at most'],
  },
  {
    rule: 'redis/memory-without-room',
    of: 'a Redis elsewhere',
    over: 'home',
    with: 'redis: {mode: external, host: redis.example.org, addresses: [192.0.2.10/32]}',
    says: [],
  },
  {
    rule: 'redis/too-little-memory',
    says: ['error at redis.resources.memoryLimit: Redis is stopped at 192Mi; allowed: 256Mi or more'],
  },
  {
    rule: 'redis/too-little-memory',
    of: 'exactly enough',
    over: 'home',
    with: 'redis: {resources: {memory: 128Mi, memoryLimit: 256Mi}}',
    says: [],
  },
  {
    rule: 'redis/too-little-memory',
    of: 'a single one',
    over: 'home',
    with: 'redis: {mode: single, on: perNode, resources: {memory: 128Mi, memoryLimit: 192Mi}}',
    says: ['error at redis.resources.memoryLimit: Redis is stopped at 192Mi; allowed: 256Mi or more'],
  },
  {
    rule: 'redis/too-little-memory',
    of: 'a Redis elsewhere',
    over: 'home',
    with: 'redis: {mode: external, host: redis.example.org, addresses: [192.0.2.10/32]}',
    says: [],
  },
];
