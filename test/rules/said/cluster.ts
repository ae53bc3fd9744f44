import type { Said } from '../said';

export const cluster: readonly Said[] = [
  {
    rule: 'cluster/duplicate-node',
    says: ['error at cluster.nodes[1].name: name alpha is also that of node 1; allowed: each name once'],
  },
  {
    rule: 'cluster/duplicate-node',
    of: 'a third node with the address of the first',
    over: 'one-node',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 8Gi, disk: 250Gi}
    - {name: beta, address: 192.168.1.12, memory: 8Gi, disk: 250Gi}
    - {name: gamma, address: 192.168.1.11, memory: 8Gi, disk: 250Gi}`,
    says: [
      'error at cluster.nodes[2].address: address 192.168.1.11 is also that of node 1; allowed: each address once',
    ],
  },
  {
    rule: 'cluster/no-control-plane',
    says: ['error at cluster.nodes: no node votes in the control plane; allowed: one, or three or more'],
  },
  {
    rule: 'cluster/no-control-plane',
    of: 'one voter of two',
    over: 'one-node',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti, controlPlane: false}
`,
    says: [],
  },
  {
    rule: 'cluster/even-voters',
    says: [
      'warning at cluster.nodes: 2 nodes vote in the control plane, which outlives the loss of 0; allowed: an odd number',
    ],
  },
  {
    rule: 'cluster/even-voters',
    of: 'no voter at all',
    over: 'one-node',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 8Gi, disk: 250Gi, controlPlane: false}`,
    says: [],
  },
  {
    rule: 'cluster/even-voters',
    of: 'four voters',
    over: 'one-node',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti}
    - {name: delta, address: 192.168.1.14, memory: 16Gi, disk: 1Ti}
`,
    says: [
      'warning at cluster.nodes: 4 nodes vote in the control plane, which outlives the loss of 1; allowed: an odd number',
    ],
  },
  {
    rule: 'cluster/even-voters',
    of: 'three voters',
    over: 'one-node',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti}
`,
    says: [],
  },
  {
    rule: 'cluster/kubernetes-too-old',
    says: ['error at cluster.version: Kubernetes 1.28; allowed: 1.29 and newer'],
  },
  {
    rule: 'cluster/kubernetes-too-old',
    of: 'the oldest that is allowed',
    over: 'one-node',
    with: 'cluster: {version: "1.29"}',
    says: [],
  },
  {
    rule: 'cluster/address-inside-cluster-range',
    says: [
      'error at cluster.nodes[0].address: 192.168.1.11 lies in the range of pods, 192.168.0.0/16; allowed: an address outside it',
    ],
  },
  {
    rule: 'cluster/address-inside-cluster-range',
    of: 'the range of Services',
    over: 'one-node',
    with: 'cluster: {serviceCidr: 192.168.1.0/24}',
    says: [
      'error at cluster.nodes[0].address: 192.168.1.11 lies in the range of Services, 192.168.1.0/24; allowed: an address outside it',
    ],
  },
  {
    rule: 'cluster/address-inside-cluster-range',
    of: 'a range of the other family',
    over: 'one-node',
    with: 'cluster: {podCidr: "fd00::/48"}',
    says: [],
  },
  {
    rule: 'cluster/object-of-two-sites',
    says: ["error at mastodon.namespace: namespace mastodon is home's; allowed: another one"],
  },
  {
    rule: 'cluster/object-of-two-sites',
    of: 'a guest of its own',
    over: 'home',
    with: `name: second
cluster: home.yaml
network: null
storage: null
mastodon: {namespace: second, handleDomain: example.net, webDomain: social.example.net}
`,
    says: [],
  },
  {
    rule: 'cluster/object-of-two-sites',
    of: 'the name of the host',
    over: 'home',
    with: `name: home
cluster: home.yaml
network: null
storage: null
mastodon: {namespace: second, handleDomain: example.net, webDomain: social.example.net}
`,
    says: ["error at name: the name home is also the host's"],
  },
  {
    rule: 'cluster/object-of-two-sites',
    of: 'the domains of the host',
    over: 'home',
    with: `name: second
cluster: home.yaml
network: null
storage: null
mastodon: {namespace: second}
`,
    says: [
      'error at mastodon.webDomain: social.example.org is answered by home; allowed: another domain',
      "error at mastodon.handleDomain: example.org is the handles' domain of home; allowed: another domain",
    ],
  },
  {
    rule: 'cluster/object-of-two-sites',
    of: 'an alternate domain that the host answers',
    over: 'home',
    with: `name: second
cluster: home.yaml
network: null
storage: null
mastodon: {namespace: second, handleDomain: example.net, webDomain: social.example.net, alternateDomains: [social.example.org]}
`,
    says: ['error at mastodon.webDomain: social.example.org is answered by home; allowed: another domain'],
  },
  {
    rule: 'cluster/object-of-two-sites',
    of: 'no guest',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'cluster/release-of-two-sites',
    says: ['error at mastodon.uploadTime: chart traefik is installed by home with other values; allowed: the same'],
  },
  {
    rule: 'cluster/release-of-two-sites',
    of: 'the same upload time',
    over: 'home',
    with: `name: second
cluster: home.yaml
network: null
storage: null
mastodon: {namespace: second, handleDomain: example.net, webDomain: social.example.net}
`,
    says: [],
  },
  {
    rule: 'cluster/release-of-two-sites',
    of: 'no guest',
    over: 'home',
    with: 'mastodon: {uploadTime: 20m}',
    says: [],
  },
  {
    rule: 'cluster/release-of-two-sites',
    of: 'another database',
    over: 'home',
    with: `name: second
cluster: home.yaml
network: null
storage: null
mastodon: {namespace: second, handleDomain: example.net, webDomain: social.example.net}
database: {engine: standalone, size: 20Gi}`,
    says: [],
  },
];
