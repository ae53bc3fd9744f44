import type { Said } from '../said';

export const search: readonly Said[] = [
  {
    rule: 'search/on-network-filesystem',
    says: [
      'error at search.on: Elasticsearch on shared, which openebs-nfs mounts over the network; allowed: a role with a block device or a local disk',
    ],
  },
  {
    rule: 'search/on-network-filesystem',
    of: 'a server elsewhere',
    over: 'microk8s-jiva',
    with: 'search: {engine: external, host: search.example.org, addresses: [192.0.2.10/32]}',
    says: [],
  },
  {
    rule: 'search/on-network-filesystem',
    of: 'a role left to its default',
    over: 'microk8s-jiva',
    with: `storage: {shared: null}
search: {engine: elasticsearch, on: shared}`,
    says: [
      'error at search.on: Elasticsearch on shared, which longhorn mounts over the network; allowed: a role with a block device or a local disk',
    ],
  },
  {
    rule: 'search/on-network-filesystem',
    of: 'a role that nothing fills',
    over: 'one-node',
    with: 'search: {engine: elasticsearch, on: shared}',
    says: [],
  },
  {
    rule: 'search/startup-budget-too-short',
    says: [
      'error at search.probes.startup: the startup probe kills Elasticsearch after 65 s on storage with 3 copies; allowed: 240 s or more',
    ],
  },
  {
    rule: 'search/startup-budget-too-short',
    of: 'a start that is too short by one',
    over: 'microk8s-jiva',
    with: 'search: {engine: elasticsearch, probes: {startup: {initialDelaySeconds: 39, periodSeconds: 5, failureThreshold: 40}}}',
    says: [
      'error at search.probes.startup: the startup probe kills Elasticsearch after 239 s on storage with 3 copies; allowed: 240 s or more',
    ],
  },
  {
    rule: 'search/startup-budget-too-short',
    of: 'a slow start that is too quick',
    over: 'microk8s-jiva',
    with: 'search: {engine: elasticsearch, slowStart: 60s, probes: {startup: null}}',
    says: [
      'error at search.slowStart: the startup probe kills Elasticsearch after 60 s on storage with 3 copies; allowed: 240 s or more',
    ],
  },
  {
    rule: 'search/startup-budget-too-short',
    of: 'no startup probe',
    over: 'microk8s-jiva',
    with: 'search: {engine: elasticsearch, probes: {startup: {enabled: false}}}',
    says: [
      'error at search.probes.startup: the liveness probe kills Elasticsearch after 60 s on storage with 3 copies; allowed: 240 s or more',
    ],
  },
  {
    rule: 'search/startup-budget-too-short',
    of: 'no probe that kills',
    over: 'microk8s-jiva',
    with: 'search: {engine: elasticsearch, probes: {startup: {enabled: false}, liveness: {enabled: false}}}',
    says: [],
  },
  {
    rule: 'search/startup-budget-too-short',
    of: 'one copy',
    over: 'microk8s-jiva',
    with: `storage: {replicated: {copies: 1}}
search: {engine: elasticsearch, probes: {startup: {periodSeconds: 5, failureThreshold: 5}}}`,
    says: [],
  },
  {
    rule: 'search/startup-budget-too-short',
    of: 'a role left to its default',
    over: 'microk8s-jiva',
    with: `storage: {replicated: null}
search: {engine: elasticsearch, on: replicated, probes: {startup: {periodSeconds: 5, failureThreshold: 5}}}`,
    says: [
      'error at search.probes.startup: the startup probe kills Elasticsearch after 65 s on storage with 3 copies; allowed: 240 s or more',
    ],
  },
  {
    rule: 'search/startup-budget-too-short',
    of: 'a server elsewhere',
    over: 'microk8s-jiva',
    with: 'search: {engine: external, host: search.example.org, addresses: [192.0.2.10/32]}',
    says: [],
  },
  {
    rule: 'search/startup-budget-too-short',
    of: 'a role that nothing fills',
    over: 'one-node',
    with: 'search: {engine: elasticsearch, on: replicated, probes: {startup: {periodSeconds: 5, failureThreshold: 5}}}',
    says: [],
  },
  {
    rule: 'search/unknown-node',
    says: ['error at search.node: Elasticsearch on node omega; allowed: alpha'],
  },
  {
    rule: 'search/unknown-node',
    of: 'a node that takes no pods',
    over: 'one-node',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti, controlPlane: false}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, controlPlane: false}
  distribution: kubeadm
search: {engine: elasticsearch, node: alpha}`,
    says: ['error at search.node: Elasticsearch on node alpha; allowed: beta, gamma'],
  },
  {
    rule: 'search/unknown-node',
    of: 'a server elsewhere',
    over: 'one-node',
    with: 'search: {engine: external, host: search.example.org, addresses: [192.0.2.10/32]}',
    says: [],
  },
  {
    rule: 'search/heap-too-large',
    says: ['error at search.heap: a heap of 2g in a pod that is stopped at 1536Mi; allowed: half of that at most'],
  },
  {
    rule: 'search/heap-too-large',
    of: 'exactly half',
    over: 'microk8s-jiva',
    with: 'search: {engine: elasticsearch, heap: 1g, resources: {memory: 2Gi, memoryLimit: 2Gi}}',
    says: [],
  },
  {
    rule: 'search/heap-too-large',
    of: 'a little more, in megabytes',
    over: 'microk8s-jiva',
    with: 'search: {engine: elasticsearch, heap: 1025m, resources: {memory: 2Gi, memoryLimit: 2Gi}}',
    says: ['error at search.heap: a heap of 1025m in a pod that is stopped at 2Gi; allowed: half of that at most'],
  },
  {
    rule: 'search/heap-too-large',
    of: 'no search',
    over: 'microk8s-jiva',
    with: 'search: {engine: none}',
    says: [],
  },
  {
    rule: 'search/heap-too-small',
    says: ['error at search.heap: a heap of 128m; allowed: 256m or more'],
  },
  {
    rule: 'search/heap-too-small',
    of: 'exactly enough',
    over: 'microk8s-jiva',
    with: 'search: {engine: elasticsearch, heap: 256m}',
    says: [],
  },
  {
    rule: 'search/heap-too-small',
    of: 'a little less',
    over: 'microk8s-jiva',
    with: 'search: {engine: elasticsearch, heap: 255m}',
    says: ['error at search.heap: a heap of 255m; allowed: 256m or more'],
  },
  {
    rule: 'search/heap-too-small',
    of: 'no search',
    over: 'microk8s-jiva',
    with: 'search: {engine: none}',
    says: [],
  },
  {
    rule: 'search/user-without-secret',
    says: ['error at search.user: user mastodon without a password; allowed: both or neither'],
  },
  {
    rule: 'search/user-without-secret',
    of: 'a password without a user',
    over: 'one-node',
    with: 'search: {engine: external, host: search.example.org, addresses: [192.0.2.10/32], secret: search}',
    says: ['error at search.secret: a password without a user; allowed: both or neither'],
  },
  {
    rule: 'search/user-without-secret',
    of: 'neither',
    over: 'one-node',
    with: 'search: {engine: external, host: search.example.org, addresses: [192.0.2.10/32]}',
    says: [],
  },
  {
    rule: 'search/user-without-secret',
    of: 'no search',
    over: 'one-node',
    with: 'search: {engine: none}',
    says: [],
  },
];
