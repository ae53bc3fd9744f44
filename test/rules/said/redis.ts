import type { Said } from '../said';

export const redis: readonly Said[] = [
  {
    rule: 'redis/on-network-filesystem',
    says: [
      'error at redis.on: Redis on shared, which openebs-nfs mounts over the network; allowed: a role with a block device or a local disk',
    ],
  },
  {
    rule: 'redis/startup-budget-too-short',
    says: [
      'error at redis.probes.startup: the startup probe kills Redis after 65 s on storage with 3 copies; allowed: 240 s or more',
    ],
  },
  {
    rule: 'redis/unknown-node',
    says: ['error at redis.node: Redis on node omega; allowed: alpha'],
  },
  {
    rule: 'redis/sentinel-needs-three-nodes',
    says: ['error at redis.instances: 2 instances with Sentinel on 3 nodes that take pods; allowed: 3'],
  },
  {
    rule: 'redis/single-on-one-disk',
    says: ["warning at redis: the only Redis lies on one node's own disk: while that node is away Mastodon stays down"],
  },
  {
    rule: 'redis/sentinel-on-replicated-storage',
    says: ['warning at redis.on: 3 servers on 3 copies each write everything 9 times; better: perNode'],
  },
  {
    rule: 'redis/memory-without-room',
    says: ['error at redis.maxMemory: 1024Mi of data in pods that are stopped at 1Gi; allowed: 768Mi at most'],
  },
  {
    rule: 'redis/too-little-memory',
    says: ['error at redis.resources.memoryLimit: Redis is stopped at 192Mi; allowed: 256Mi or more'],
  },
];
