import type { Said } from '../said';

export const cluster: readonly Said[] = [
  {
    rule: 'cluster/duplicate-node',
    says: ['error at cluster.nodes[1].name: name alpha is also that of node 1; allowed: each name once'],
  },
  {
    rule: 'cluster/no-control-plane',
    says: ['error at cluster.nodes: no node votes in the control plane; allowed: one, or three or more'],
  },
  {
    rule: 'cluster/even-voters',
    says: [
      'warning at cluster.nodes: 2 nodes vote in the control plane, which outlives the loss of 0; allowed: an odd number',
    ],
  },
  {
    rule: 'cluster/kubernetes-too-old',
    says: ['error at cluster.version: Kubernetes 1.28; allowed: 1.29 and newer'],
  },
  {
    rule: 'cluster/address-inside-cluster-range',
    says: [
      'error at cluster.nodes[0].address: 192.168.1.11 lies in the range of pods, 192.168.0.0/16; allowed: an address outside it',
    ],
  },
  {
    rule: 'cluster/object-of-two-sites',
    says: ["error at mastodon.namespace: namespace mastodon is home's; allowed: another one"],
  },
  {
    rule: 'cluster/release-of-two-sites',
    says: ['error at mastodon.uploadTime: chart traefik is installed by home with other values; allowed: the same'],
  },
];
