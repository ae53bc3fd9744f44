import type { Said } from '../../said';
import { nodes } from '../nodes';

const noMetallb: Said = { of: 'no MetalLB', with: 'network: {loadBalancer: {engine: host-ports}}', says: [] };

export const networkMetallb: Readonly<Record<string, readonly Said[]>> = {
  'network/pool-without-advertisement': [
    {
      says: [
        'error at network.loadBalancer.nodes[0]: the cluster has no node delta and never announces; allowed: alpha, beta, gamma',
      ],
    },
    {
      of: 'a node without ordinary pods',
      with: `${nodes('alpha', 'beta, controlPlane: false', 'gamma, controlPlane: false')}
  distribution: kubeadm
network: {loadBalancer: {nodes: [alpha, delta, beta]}}`,
      says: [
        'error at network.loadBalancer.nodes[0]: alpha runs no ordinary pods and never announces; allowed: beta, gamma',
        'error at network.loadBalancer.nodes[1]: the cluster has no node delta and never announces; allowed: beta, gamma',
      ],
    },
    {
      of: 'BGP without a peer',
      with: `network:
  loadBalancer:
    bgp:
      myASN: 64512
      peers: []`,
      says: [
        'error at network.loadBalancer.bgp.peers: BGP has no peer, so nothing is announced; allowed: one peer or more',
      ],
    },
    {
      of: 'BGP with a peer',
      with: `network:
  loadBalancer:
    bgp:
      myASN: 64512
      peers: [{name: router, address: 192.168.1.1, asn: 64513}]`,
      says: [],
    },
    noMetallb,
  ],
  'network/addon-pool-name': [
    {
      says: [
        'error at network.loadBalancer.pools[0].name: the first pool is named home; allowed with the addon: default-addresspool',
      ],
    },
    {
      of: 'by the chart',
      with: 'network: {loadBalancer: {install: chart, pools: [{name: home, addresses: [192.168.1.240/32]}]}}',
      says: [],
    },
    {
      of: 'a second pool of another name',
      with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.240/32]}, {name: pool-1, addresses: [192.168.1.241/32]}]}}',
      says: [],
    },
    { of: 'no pool declared', with: 'network: {loadBalancer: {pools: null}}', says: [] },
    noMetallb,
  ],
  'network/bgp-needs-frr': [
    {
      says: [
        'error at network.loadBalancer.bgp.bfd: BFD is declared for the addon, which has no FRR; allowed: install: chart',
      ],
    },
    {
      of: 'IPv6',
      with: `network:
  loadBalancer:
    bgp:
      myASN: 64512
      peers: [{name: router, address: 192.168.1.1, asn: 64513}]
    ipv6: "2001:db8:1::240"`,
      says: [
        'error at network.loadBalancer.bgp: 2001:db8:1::240/128 is IPv6, which the addon does not announce by BGP; allowed: install: chart',
      ],
    },
    {
      of: 'by the chart',
      with: `network:
  loadBalancer:
    bgp:
      myASN: 64512
      peers: [{name: router, address: 192.168.1.1, asn: 64513}]
      bfd: true
    ipv6: "2001:db8:1::240"
    install: chart`,
      says: [],
    },
    { of: 'no BGP', with: 'network: {loadBalancer: {ipv6: "2001:db8:1::240"}}', says: [] },
    noMetallb,
  ],
  'network/bgp-multihop-inside': [
    {
      says: [
        'error at network.loadBalancer.bgp.peers[0].ebgpMultiHop: peer router is in our own autonomous system 64512; allowed: ebgpMultiHop with another one',
      ],
    },
    {
      of: 'the second peer',
      with: `network:
  loadBalancer:
    bgp:
      myASN: 64512
      peers: [{name: router, address: 192.168.1.1, asn: 64513, ebgpMultiHop: true}, {name: inner, address: 192.168.1.2, asn: 64512, ebgpMultiHop: true}]`,
      says: [
        'error at network.loadBalancer.bgp.peers[1].ebgpMultiHop: peer inner is in our own autonomous system 64512; allowed: ebgpMultiHop with another one',
      ],
    },
    {
      of: 'inside without it',
      with: `network:
  loadBalancer:
    bgp:
      myASN: 64512
      peers: [{name: router, address: 192.168.1.1, asn: 64512}]`,
      says: [],
    },
    { of: 'no BGP', with: '', says: [] },
    noMetallb,
  ],
  'network/servicelb-beside-metallb': [
    {
      says: [
        'warning at network.loadBalancer.engine: ServiceLB is on unless it is switched off: start every server with --disable=servicelb',
      ],
    },
    { of: 'on MicroK8s', over: 'home', with: '', says: [] },
  ],
  'network/exclude-lb-label': [
    {
      says: [
        'warning at network.loadBalancer.install: an existing MetalLB announces nothing on alpha unless it ignores the label',
      ],
    },
    {
      of: 'K3s',
      with: 'network: {loadBalancer: {engine: metallb, address: 192.168.1.240, install: existing}}',
      says: [],
    },
    {
      of: 'nodes without control plane beside it',
      with: `${nodes('alpha', 'beta, controlPlane: false', 'gamma, controlPlane: false')}
  distribution: kubeadm
network: {loadBalancer: {engine: metallb, address: 192.168.1.240, install: existing}}`,
      says: [],
    },
    {
      of: 'two voters',
      with: `${nodes('alpha', 'beta')}
  distribution: kubeadm
network: {loadBalancer: {engine: metallb, address: 192.168.1.240, install: existing}}`,
      says: [],
    },
    {
      of: 'no MetalLB',
      with: `cluster: {distribution: kubeadm}
network: {loadBalancer: {engine: host-ports}}`,
      says: [],
    },
    {
      of: 'voters without ordinary pods',
      with: `${nodes('alpha', 'beta, controlPlane: false', 'gamma, controlPlane: false')}
  distribution: kubeadm
network: {loadBalancer: {engine: metallb, address: 192.168.1.240, install: existing}}`,
      says: [],
    },
    {
      of: 'two voters that take pods',
      with: `${nodes('alpha, controlPlane: true', 'beta, controlPlane: true')}
  distribution: kubeadm
network: {loadBalancer: {engine: metallb, address: 192.168.1.240, install: existing}}`,
      says: [
        'warning at network.loadBalancer.install: an existing MetalLB announces nothing on alpha, beta unless it ignores the label',
      ],
    },
  ],
  'network/ipv6-needs-dual-stack': [
    {
      says: [
        'warning at network.loadBalancer.ipv6: 2001:db8:1::240 beside an IPv4 address; allowed: on a dual-stack cluster',
      ],
    },
    noMetallb,
  ],
};
