import type { Said } from '../said';

export const search: readonly Said[] = [
  {
    rule: 'search/on-network-filesystem',
    says: [
      'error at search.on: Elasticsearch on shared, which openebs-nfs mounts over the network; allowed: a role with a block device or a local disk',
    ],
  },
  {
    rule: 'search/startup-budget-too-short',
    says: [
      'error at search.probes.startup: the startup probe kills Elasticsearch after 65 s on storage with 3 copies; allowed: 240 s or more',
    ],
  },
  {
    rule: 'search/unknown-node',
    says: ['error at search.node: Elasticsearch on node omega; allowed: alpha'],
  },
  {
    rule: 'search/heap-too-large',
    says: ['error at search.heap: a heap of 2g in a pod that is stopped at 1536Mi; allowed: half of that at most'],
  },
  {
    rule: 'search/heap-too-small',
    says: ['error at search.heap: a heap of 128m; allowed: 256m or more'],
  },
  {
    rule: 'search/user-without-secret',
    says: ['error at search.user: user mastodon without a password; allowed: both or neither'],
  },
];
