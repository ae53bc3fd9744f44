import type { Said } from '../../said';
import { nodes } from '../nodes';

export const clusterCluster: Readonly<Record<string, readonly Said[]>> = {
  'cluster/duplicate-node': [
    { says: ['error at cluster.nodes[1].name: name alpha is also that of node 1; allowed: each name once'] },
    {
      of: 'a third node with the address of the first',
      with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 8Gi, disk: 250Gi}
    - {name: beta, address: 192.168.1.12, memory: 8Gi, disk: 250Gi}
    - {name: gamma, address: 192.168.1.11, memory: 8Gi, disk: 250Gi}`,
      says: [
        'error at cluster.nodes[2].address: address 192.168.1.11 is also that of node 1; allowed: each address once',
      ],
    },
  ],
  'cluster/no-control-plane': [
    { says: ['error at cluster.nodes: no node votes in the control plane; allowed: one, or three or more'] },
    {
      of: 'one voter of two',
      with: `${nodes('alpha', 'beta, controlPlane: false')}
`,
      says: [],
    },
  ],
  'cluster/even-voters': [
    {
      says: [
        'warning at cluster.nodes: 2 nodes vote in the control plane, which outlives the loss of 0; allowed: an odd number',
      ],
    },
    {
      of: 'no voter at all',
      with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 8Gi, disk: 250Gi, controlPlane: false}`,
      says: [],
    },
    {
      of: 'four voters',
      with: `${nodes('alpha', 'beta', 'gamma', 'delta')}
`,
      says: [
        'warning at cluster.nodes: 4 nodes vote in the control plane, which outlives the loss of 1; allowed: an odd number',
      ],
    },
    {
      of: 'three voters',
      with: `${nodes('alpha', 'beta', 'gamma')}
`,
      says: [],
    },
  ],
  'cluster/kubernetes-too-old': [
    { says: ['error at cluster.version: Kubernetes 1.28; allowed: 1.29 and newer'] },
    { of: 'the oldest that is allowed', with: 'cluster: {version: "1.29"}', says: [] },
  ],
  'cluster/address-inside-cluster-range': [
    {
      says: [
        'error at cluster.nodes[0].address: 192.168.1.11 lies in the range of pods, 192.168.0.0/16; allowed: an address outside it',
      ],
    },
    {
      of: 'the range of Services',
      with: 'cluster: {serviceCidr: 192.168.1.0/24}',
      says: [
        'error at cluster.nodes[0].address: 192.168.1.11 lies in the range of Services, 192.168.1.0/24; allowed: an address outside it',
      ],
    },
    { of: 'a range of the other family', with: 'cluster: {podCidr: "fd00::/48"}', says: [] },
  ],
};
