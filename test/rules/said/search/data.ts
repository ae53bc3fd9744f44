import type { Said } from '../../said';

export const searchData: Readonly<Record<string, readonly Said[]>> = {
  'search/on-network-filesystem': [
    {
      says: [
        'error at search.on: Elasticsearch on shared, which openebs-nfs mounts over the network; allowed: a role with a block device or a local disk',
      ],
    },
    {
      of: 'a server elsewhere',
      with: 'search: {engine: external, host: search.example.org, addresses: [192.0.2.10/32]}',
      says: [],
    },
    {
      of: 'a role left to its default',
      with: `storage: {shared: null}
search: {engine: elasticsearch, on: shared}`,
      says: [
        'error at search.on: Elasticsearch on shared, which longhorn mounts over the network; allowed: a role with a block device or a local disk',
      ],
    },
    {
      of: 'a role that nothing fills',
      over: 'one-node',
      with: 'search: {engine: elasticsearch, on: shared}',
      says: [],
    },
  ],
  'search/startup-budget-too-short': [
    {
      says: [
        'error at search.probes.startup: the startup probe kills Elasticsearch after 65 s on storage with 3 copies; allowed: 240 s or more',
      ],
    },
    {
      of: 'a start that is too short by one',
      with: 'search: {engine: elasticsearch, probes: {startup: {initialDelaySeconds: 39, periodSeconds: 5, failureThreshold: 40}}}',
      says: [
        'error at search.probes.startup: the startup probe kills Elasticsearch after 239 s on storage with 3 copies; allowed: 240 s or more',
      ],
    },
    {
      of: 'a slow start that is too quick',
      with: 'search: {engine: elasticsearch, slowStart: 60s, probes: {startup: null}}',
      says: [
        'error at search.slowStart: the startup probe kills Elasticsearch after 60 s on storage with 3 copies; allowed: 240 s or more',
      ],
    },
    {
      of: 'no startup probe',
      with: 'search: {engine: elasticsearch, probes: {startup: {enabled: false}}}',
      says: [
        'error at search.probes.startup: the liveness probe kills Elasticsearch after 60 s on storage with 3 copies; allowed: 240 s or more',
      ],
    },
    {
      of: 'no probe that kills',
      with: 'search: {engine: elasticsearch, probes: {startup: {enabled: false}, liveness: {enabled: false}}}',
      says: [],
    },
    {
      of: 'one copy',
      with: `storage: {replicated: {copies: 1}}
search: {engine: elasticsearch, probes: {startup: {periodSeconds: 5, failureThreshold: 5}}}`,
      says: [],
    },
    {
      of: 'a role left to its default',
      with: `storage: {replicated: null}
search: {engine: elasticsearch, on: replicated, probes: {startup: {periodSeconds: 5, failureThreshold: 5}}}`,
      says: [
        'error at search.probes.startup: the startup probe kills Elasticsearch after 65 s on storage with 3 copies; allowed: 240 s or more',
      ],
    },
    {
      of: 'a server elsewhere',
      with: 'search: {engine: external, host: search.example.org, addresses: [192.0.2.10/32]}',
      says: [],
    },
    {
      of: 'a role that nothing fills',
      over: 'one-node',
      with: 'search: {engine: elasticsearch, on: replicated, probes: {startup: {periodSeconds: 5, failureThreshold: 5}}}',
      says: [],
    },
  ],
  'search/unknown-node': [
    { says: ['error at search.node: Elasticsearch on node omega; allowed: alpha'] },
    {
      of: 'a node that takes no pods',
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
      of: 'a server elsewhere',
      with: 'search: {engine: external, host: search.example.org, addresses: [192.0.2.10/32]}',
      says: [],
    },
  ],
};
