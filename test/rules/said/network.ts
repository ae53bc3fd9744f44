import type { Said } from '../said';

export const network: readonly Said[] = [
  {
    rule: 'network/node-outside-lan',
    says: [
      'error at cluster.nodes[0].address: node alpha has 192.168.2.11, outside of 192.168.1.0/24; allowed: an address inside it',
    ],
  },
  {
    rule: 'network/node-outside-lan',
    of: 'an address of the other family',
    over: 'one-node',
    with: `cluster:
  nodes:
    - {name: alpha, address: "2001:db8::11", memory: 8Gi, disk: 250Gi}`,
    says: [],
  },
  {
    rule: 'network/node-outside-lan',
    of: 'the second of two',
    over: 'one-node',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 8Gi, disk: 250Gi}
    - {name: beta, address: 192.168.3.12, memory: 8Gi, disk: 250Gi}`,
    says: [
      'error at cluster.nodes[1].address: node beta has 192.168.3.12, outside of 192.168.1.0/24; allowed: an address inside it',
    ],
  },
  {
    rule: 'network/gateway-outside-lan',
    says: ['error at network.gateway: 192.168.2.1 is outside of 192.168.1.0/24; allowed: an address inside it'],
  },
  {
    rule: 'network/gateway-outside-lan',
    of: 'an address of the other family',
    over: 'home',
    with: 'network: {gateway: "2001:db8::1"}',
    says: ['error at network.gateway: 2001:db8::1 is outside of 192.168.1.0/24; allowed: an address inside it'],
  },
  {
    rule: 'network/gateway-outside-lan',
    of: 'a gateway inside',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'network/dhcp-unknown',
    says: [
      "warning at network.dhcp: the router's DHCP range is unknown, and 192.168.1.240 may lie in it; allowed: network.dhcp with its range, or none",
    ],
  },
  {
    rule: 'network/dhcp-unknown',
    of: 'addresses that nobody assigns',
    over: 'one-node',
    with: 'network: {dhcp: unknown}',
    says: [],
  },
  {
    rule: 'network/dhcp-unknown',
    of: 'a MetalLB',
    over: 'one-node',
    with: 'network: {dhcp: unknown, loadBalancer: {engine: metallb, address: 192.168.1.240}}',
    says: [
      "warning at network.dhcp: the router's DHCP range is unknown, and 192.168.1.240 may lie in it; allowed: network.dhcp with its range, or none",
    ],
  },
  {
    rule: 'network/dhcp-unknown',
    of: 'none',
    over: 'one-node',
    with: 'network: {dhcp: none, loadBalancer: {engine: metallb, address: 192.168.1.240}}',
    says: [],
  },
  {
    rule: 'network/policy-not-enforced',
    says: [
      "warning at network.policiesEnforced: MicroK8s's network plugin enforces no NetworkPolicies unless one was installed that does",
    ],
  },
  {
    rule: 'network/policy-not-enforced',
    of: 'on K3s',
    over: 'one-node',
    with: 'network: {policiesEnforced: false}',
    says: [
      "warning at network.policiesEnforced: K3s's network plugin enforces no NetworkPolicies unless one was installed that does",
    ],
  },
  {
    rule: 'network/policy-not-enforced',
    of: 'enforced',
    over: 'one-node',
    with: '',
    says: [],
  },
  {
    rule: 'network/pool-overlaps-router',
    says: [
      'error at network.loadBalancer.address: 192.168.1.1/32 holds the router 192.168.1.1; allowed: addresses that nothing else uses',
    ],
  },
  {
    rule: 'network/pool-overlaps-router',
    of: 'the second pool, from one on',
    over: 'microk8s-jiva',
    with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.240/32]}, {name: pool-1, addresses: [192.168.1.0-192.168.1.10]}]}}',
    says: [
      'error at network.loadBalancer.pools[1].addresses[0]: 192.168.1.0-192.168.1.10 holds the router 192.168.1.1; allowed: addresses that nothing else uses',
    ],
  },
  {
    rule: 'network/pool-overlaps-router',
    of: 'no MetalLB',
    over: 'microk8s-jiva',
    with: 'network: {loadBalancer: {engine: host-ports}}',
    says: [],
  },
  {
    rule: 'network/pool-overlaps-node',
    says: [
      'error at network.loadBalancer.address: 192.168.1.12/32 holds node beta 192.168.1.12; allowed: addresses that nothing else uses',
    ],
  },
  {
    rule: 'network/pool-overlaps-node',
    of: 'two nodes in one range',
    over: 'microk8s-jiva',
    with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.240/32, 192.168.1.12-192.168.1.20]}]}}',
    says: [
      'error at network.loadBalancer.pools[0].addresses[1]: 192.168.1.12-192.168.1.20 holds node nuc-1 192.168.1.12; allowed: addresses that nothing else uses',
      'error at network.loadBalancer.pools[0].addresses[1]: 192.168.1.12-192.168.1.20 holds node nuc-2 192.168.1.13; allowed: addresses that nothing else uses',
    ],
  },
  {
    rule: 'network/pool-overlaps-node',
    of: 'just beside',
    over: 'microk8s-jiva',
    with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.14-192.168.1.20]}]}}',
    says: [],
  },
  {
    rule: 'network/pool-overlaps-dhcp',
    says: [
      'error at network.loadBalancer.address: 192.168.1.150/32 holds addresses of the DHCP range 192.168.1.100-192.168.1.199; allowed: addresses that nothing else uses',
    ],
  },
  {
    rule: 'network/pool-overlaps-dhcp',
    of: 'its last address',
    over: 'microk8s-jiva',
    with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.199-192.168.1.205]}]}}',
    says: [
      'error at network.loadBalancer.pools[0].addresses[0]: 192.168.1.199-192.168.1.205 holds addresses of the DHCP range 192.168.1.100-192.168.1.199; allowed: addresses that nothing else uses',
    ],
  },
  {
    rule: 'network/pool-overlaps-dhcp',
    of: 'just beside',
    over: 'microk8s-jiva',
    with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.200-192.168.1.205]}]}}',
    says: [],
  },
  {
    rule: 'network/pool-overlaps-dhcp',
    of: 'no range',
    over: 'microk8s-jiva',
    with: 'network: {dhcp: none, loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.150/32]}]}}',
    says: [],
  },
  {
    rule: 'network/pool-overlaps-cluster-range',
    says: [
      "error at network.loadBalancer.address: 10.1.0.10/32 holds the pods' range 10.1.0.0/16; allowed: addresses that nothing else uses",
    ],
  },
  {
    rule: 'network/pool-overlaps-cluster-range',
    of: 'the range of Services',
    over: 'home',
    with: 'network: {loadBalancer: {address: 10.152.183.10}}',
    says: [
      "error at network.loadBalancer.address: 10.152.183.10/32 holds the Services' range 10.152.183.0/24; allowed: addresses that nothing else uses",
    ],
  },
  {
    rule: 'network/pool-cidr-not-aligned',
    says: [
      'error at network.loadBalancer.pools[0].addresses[0]: 192.168.1.242/29 begins before 192.168.1.242: it means the whole block; allowed: a block from its first address',
    ],
  },
  {
    rule: 'network/pool-cidr-not-aligned',
    of: 'the second of a pool',
    over: 'microk8s-jiva',
    with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.240/29, 192.168.1.250/30]}]}}',
    says: [
      'error at network.loadBalancer.pools[0].addresses[1]: 192.168.1.250/30 begins before 192.168.1.250: it means the whole block; allowed: a block from its first address',
    ],
  },
  {
    rule: 'network/pool-cidr-not-aligned',
    of: 'a range',
    over: 'microk8s-jiva',
    with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.241-192.168.1.247]}]}}',
    says: [],
  },
  {
    rule: 'network/pool-bare-ip',
    says: [
      'error at network.loadBalancer.pools[0].addresses[0]: 192.168.1.240 is a bare address; allowed: 192.168.1.240/32 | write 192.168.1.240/32',
    ],
  },
  {
    rule: 'network/pool-bare-ip',
    of: 'IPv6',
    over: 'microk8s-jiva',
    with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.240/32, "2001:db8::240"]}]}}',
    says: [
      'error at network.loadBalancer.pools[0].addresses[1]: 2001:db8::240 is a bare address; allowed: 2001:db8::240/128 | write 2001:db8::240/128',
    ],
  },
  {
    rule: 'network/pool-bare-ip',
    of: 'a range',
    over: 'microk8s-jiva',
    with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.241-192.168.1.247]}]}}',
    says: [],
  },
  {
    rule: 'network/pool-outside-lan',
    says: [
      'error at network.loadBalancer.address: 192.168.2.240/32 is outside of the LAN 192.168.1.0/24; allowed: addresses inside it',
    ],
  },
  {
    rule: 'network/pool-outside-lan',
    of: 'announced by BGP',
    over: 'home',
    with: `network:
  loadBalancer:
    bgp:
      myASN: 64512
      peers: [{name: router, address: 192.168.1.1, asn: 64513}]
    address: 192.168.2.240`,
    says: [],
  },
  {
    rule: 'network/pool-outside-lan',
    of: 'IPv6 beside',
    over: 'home',
    with: 'network: {loadBalancer: {ipv6: "2001:db8:1::240"}}',
    says: [],
  },
  {
    rule: 'network/pool-outside-lan',
    of: 'reaching beyond',
    over: 'home',
    with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.250-192.168.2.5]}]}}',
    says: [
      'error at network.loadBalancer.pools[0].addresses[0]: 192.168.1.250-192.168.2.5 is outside of the LAN 192.168.1.0/24; allowed: addresses inside it',
    ],
  },
  {
    rule: 'network/pools-overlap-each-other',
    says: [
      'error at network.loadBalancer.pools[0].addresses[1]: 192.168.1.245/32 overlaps 192.168.1.240-192.168.1.247 of pool default-addresspool; allowed: each address once',
    ],
  },
  {
    rule: 'network/pools-overlap-each-other',
    of: 'two pools',
    over: 'microk8s-jiva',
    with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.240-192.168.1.247]}, {name: pool-1, addresses: [192.168.1.230-192.168.1.240]}]}}',
    says: [
      'error at network.loadBalancer.pools[1].addresses[0]: 192.168.1.230-192.168.1.240 overlaps 192.168.1.240-192.168.1.247 of pool default-addresspool; allowed: each address once',
    ],
  },
  {
    rule: 'network/pools-overlap-each-other',
    of: 'three ranges in one place',
    over: 'microk8s-jiva',
    with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.240/29, 192.168.1.240/32]}, {name: pool-1, addresses: [192.168.1.241/32]}]}}',
    says: [
      'error at network.loadBalancer.pools[0].addresses[1]: 192.168.1.240/32 overlaps 192.168.1.240/29 of pool default-addresspool; allowed: each address once',
      'error at network.loadBalancer.pools[1].addresses[0]: 192.168.1.241/32 overlaps 192.168.1.240/29 of pool default-addresspool; allowed: each address once',
    ],
  },
  {
    rule: 'network/pools-overlap-each-other',
    of: 'neighbours',
    over: 'microk8s-jiva',
    with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.240-192.168.1.247]}, {name: pool-1, addresses: [192.168.1.248/32]}]}}',
    says: [],
  },
  {
    rule: 'network/address-outside-pools',
    says: [
      'error at network.loadBalancer.address: 192.168.1.240 is in no pool; allowed: an address of 192.168.1.242-192.168.1.247',
    ],
  },
  {
    rule: 'network/address-outside-pools',
    of: 'two pools, and an IPv6 in neither',
    over: 'microk8s-jiva',
    with: 'network: {loadBalancer: {ipv6: "2001:db8::240", address: 192.168.1.250, pools: [{name: default-addresspool, addresses: [192.168.1.240/32]}, {name: more, addresses: [192.168.1.241/32]}]}}',
    says: [
      'error at network.loadBalancer.address: 192.168.1.250 is in no pool; allowed: an address of 192.168.1.240/32, 192.168.1.241/32',
      'error at network.loadBalancer.ipv6: 2001:db8::240 is in no pool; allowed: an address of 192.168.1.240/32, 192.168.1.241/32',
    ],
  },
  {
    rule: 'network/address-outside-pools',
    of: 'the second pool',
    over: 'microk8s-jiva',
    with: 'network: {loadBalancer: {address: 192.168.1.241, pools: [{name: default-addresspool, addresses: [192.168.1.240/32]}, {name: more, addresses: [192.168.1.241/32]}]}}',
    says: [],
  },
  {
    rule: 'network/address-outside-pools',
    of: 'no MetalLB',
    over: 'microk8s-jiva',
    with: 'network: {loadBalancer: {engine: host-ports}}',
    says: [],
  },
  {
    rule: 'network/pool-without-advertisement',
    says: [
      'error at network.loadBalancer.nodes[0]: the cluster has no node delta and never announces; allowed: alpha, beta, gamma',
    ],
  },
  {
    rule: 'network/pool-without-advertisement',
    of: 'a node without ordinary pods',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti, controlPlane: false}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, controlPlane: false}
  distribution: kubeadm
network: {loadBalancer: {nodes: [alpha, delta, beta]}}`,
    says: [
      'error at network.loadBalancer.nodes[0]: alpha runs no ordinary pods and never announces; allowed: beta, gamma',
      'error at network.loadBalancer.nodes[1]: the cluster has no node delta and never announces; allowed: beta, gamma',
    ],
  },
  {
    rule: 'network/pool-without-advertisement',
    of: 'BGP without a peer',
    over: 'home',
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
    rule: 'network/pool-without-advertisement',
    of: 'BGP with a peer',
    over: 'home',
    with: `network:
  loadBalancer:
    bgp:
      myASN: 64512
      peers: [{name: router, address: 192.168.1.1, asn: 64513}]`,
    says: [],
  },
  {
    rule: 'network/pool-without-advertisement',
    of: 'no MetalLB',
    over: 'home',
    with: 'network: {loadBalancer: {engine: host-ports}}',
    says: [],
  },
  {
    rule: 'network/addon-pool-name',
    says: [
      'error at network.loadBalancer.pools[0].name: the first pool is named home; allowed with the addon: default-addresspool',
    ],
  },
  {
    rule: 'network/addon-pool-name',
    of: 'by the chart',
    over: 'microk8s-jiva',
    with: 'network: {loadBalancer: {install: chart, pools: [{name: home, addresses: [192.168.1.240/32]}]}}',
    says: [],
  },
  {
    rule: 'network/addon-pool-name',
    of: 'a second pool of another name',
    over: 'microk8s-jiva',
    with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.240/32]}, {name: pool-1, addresses: [192.168.1.241/32]}]}}',
    says: [],
  },
  {
    rule: 'network/addon-pool-name',
    of: 'no pool declared',
    over: 'microk8s-jiva',
    with: 'network: {loadBalancer: {pools: null}}',
    says: [],
  },
  {
    rule: 'network/addon-pool-name',
    of: 'no MetalLB',
    over: 'microk8s-jiva',
    with: 'network: {loadBalancer: {engine: host-ports}}',
    says: [],
  },
  {
    rule: 'network/bgp-needs-frr',
    says: [
      'error at network.loadBalancer.bgp.bfd: BFD is declared for the addon, which has no FRR; allowed: install: chart',
    ],
  },
  {
    rule: 'network/bgp-needs-frr',
    of: 'IPv6',
    over: 'home',
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
    rule: 'network/bgp-needs-frr',
    of: 'by the chart',
    over: 'home',
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
  {
    rule: 'network/bgp-needs-frr',
    of: 'no BGP',
    over: 'home',
    with: 'network: {loadBalancer: {ipv6: "2001:db8:1::240"}}',
    says: [],
  },
  {
    rule: 'network/bgp-needs-frr',
    of: 'no MetalLB',
    over: 'home',
    with: 'network: {loadBalancer: {engine: host-ports}}',
    says: [],
  },
  {
    rule: 'network/bgp-multihop-inside',
    says: [
      'error at network.loadBalancer.bgp.peers[0].ebgpMultiHop: peer router is in our own autonomous system 64512; allowed: ebgpMultiHop with another one',
    ],
  },
  {
    rule: 'network/bgp-multihop-inside',
    of: 'the second peer',
    over: 'home',
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
    rule: 'network/bgp-multihop-inside',
    of: 'inside without it',
    over: 'home',
    with: `network:
  loadBalancer:
    bgp:
      myASN: 64512
      peers: [{name: router, address: 192.168.1.1, asn: 64512}]`,
    says: [],
  },
  {
    rule: 'network/bgp-multihop-inside',
    of: 'no BGP',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'network/bgp-multihop-inside',
    of: 'no MetalLB',
    over: 'home',
    with: 'network: {loadBalancer: {engine: host-ports}}',
    says: [],
  },
  {
    rule: 'network/servicelb-beside-metallb',
    says: [
      'warning at network.loadBalancer.engine: ServiceLB is on unless it is switched off: start every server with --disable=servicelb',
    ],
  },
  {
    rule: 'network/servicelb-beside-metallb',
    of: 'on MicroK8s',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'network/exclude-lb-label',
    says: [
      'warning at network.loadBalancer.install: an existing MetalLB announces nothing on alpha unless it ignores the label',
    ],
  },
  {
    rule: 'network/exclude-lb-label',
    of: 'K3s',
    over: 'one-node',
    with: 'network: {loadBalancer: {engine: metallb, address: 192.168.1.240, install: existing}}',
    says: [],
  },
  {
    rule: 'network/exclude-lb-label',
    of: 'nodes without control plane beside it',
    over: 'one-node',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti, controlPlane: false}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, controlPlane: false}
  distribution: kubeadm
network: {loadBalancer: {engine: metallb, address: 192.168.1.240, install: existing}}`,
    says: [],
  },
  {
    rule: 'network/exclude-lb-label',
    of: 'two voters',
    over: 'one-node',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
  distribution: kubeadm
network: {loadBalancer: {engine: metallb, address: 192.168.1.240, install: existing}}`,
    says: [],
  },
  {
    rule: 'network/exclude-lb-label',
    of: 'no MetalLB',
    over: 'one-node',
    with: `cluster: {distribution: kubeadm}
network: {loadBalancer: {engine: host-ports}}`,
    says: [],
  },
  {
    rule: 'network/exclude-lb-label',
    of: 'voters without ordinary pods',
    over: 'one-node',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti, controlPlane: false}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, controlPlane: false}
  distribution: kubeadm
network: {loadBalancer: {engine: metallb, address: 192.168.1.240, install: existing}}`,
    says: [],
  },
  {
    rule: 'network/ipv6-needs-dual-stack',
    says: [
      'warning at network.loadBalancer.ipv6: 2001:db8:1::240 beside an IPv4 address; allowed: on a dual-stack cluster',
    ],
  },
  {
    rule: 'network/ipv6-needs-dual-stack',
    of: 'no MetalLB',
    over: 'home',
    with: 'network: {loadBalancer: {engine: host-ports}}',
    says: [],
  },
  {
    rule: 'network/servicelb-needs-k3s',
    says: ['error at network.loadBalancer.engine: MicroK8s has no ServiceLB; allowed: metallb or host-ports'],
  },
  {
    rule: 'network/addon-renamed',
    says: ['error at network.ingress.namespace: traefik for the addon of K3s; allowed: kube-system'],
  },
  {
    rule: 'network/addon-renamed',
    of: 'both',
    over: 'one-node',
    with: 'network: {ingress: {className: haproxy, namespace: haproxy}}',
    says: [
      'error at network.ingress.className: haproxy for the addon of K3s; allowed: traefik',
      'error at network.ingress.namespace: haproxy for the addon of K3s; allowed: kube-system',
    ],
  },
  {
    rule: 'network/addon-renamed',
    of: 'a Gateway',
    over: 'one-node',
    with: 'network: {ingress: {engine: gateway, className: own}}',
    says: [],
  },
  {
    rule: 'network/addon-renamed',
    of: 'by the chart',
    over: 'one-node',
    with: 'network: {ingress: {controller: chart, className: own, namespace: own}}',
    says: [],
  },
  {
    rule: 'network/addon-renamed',
    of: 'a distribution without addon',
    over: 'one-node',
    with: `cluster: {distribution: kubeadm}
network: {ingress: {controller: addon, className: own, namespace: own}}`,
    says: [],
  },
  {
    rule: 'network/addon-renamed',
    of: 'nothing named',
    over: 'one-node',
    with: '',
    says: [],
  },
  {
    rule: 'network/no-such-addon',
    says: ['error at network.loadBalancer.install: K3s has no addon metallb; allowed: chart or existing'],
  },
  {
    rule: 'network/no-such-addon',
    of: 'a controller that the distribution lacks',
    over: 'one-node',
    with: `cluster: {distribution: kubeadm}
network: {ingress: {controller: addon}}`,
    says: ['error at network.ingress.controller: kubeadm brings no ingress controller; allowed: chart or existing'],
  },
  {
    rule: 'network/no-such-addon',
    of: 'both',
    over: 'one-node',
    with: `cluster: {distribution: kubeadm}
network: {loadBalancer: {engine: metallb, install: addon, address: 192.168.1.240}, ingress: {controller: addon}}`,
    says: [
      'error at network.loadBalancer.install: kubeadm has no addon metallb; allowed: chart or existing',
      'error at network.ingress.controller: kubeadm brings no ingress controller; allowed: chart or existing',
    ],
  },
  {
    rule: 'network/no-such-addon',
    of: 'neither on K3s',
    over: 'one-node',
    with: 'network: {ingress: {controller: addon}}',
    says: [],
  },
  {
    rule: 'network/no-such-addon',
    of: 'on MicroK8s',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'network/addon-cannot-retry',
    says: [
      "warning at network.ingress.controller: requests fail for about a minute when a node is lost, and uploads end after 60 s: the addon's ingress controller takes no settings; allowed: controller chart",
    ],
  },
  {
    rule: 'network/addon-cannot-retry',
    of: 'one node',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
network: {ingress: {controller: addon}}`,
    says: [],
  },
  {
    rule: 'network/addon-cannot-retry',
    of: 'K3s, which takes settings',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti}
  distribution: k3s
network: {ingress: {controller: addon}, loadBalancer: {engine: servicelb}}`,
    says: [],
  },
  {
    rule: 'network/addon-cannot-retry',
    of: 'by the chart',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'network/gateway-needs-controller',
    says: [
      'error at network.ingress.engine: the addon of this version reads no Gateway; allowed: ingress, or controller chart',
    ],
  },
  {
    rule: 'network/gateway-needs-controller',
    of: 'a newer addon',
    over: 'home',
    with: 'network: {ingress: {engine: gateway, controller: addon}}',
    says: [],
  },
  {
    rule: 'network/gateway-needs-controller',
    of: 'an Ingress',
    over: 'home',
    with: `cluster: {version: "1.34"}
network: {ingress: {engine: ingress, controller: addon}}`,
    says: [],
  },
  {
    rule: 'network/existing-controller-unnamed',
    says: [
      'error at network.ingress.controller: an existing controller without className and namespace; allowed: both named',
    ],
  },
  {
    rule: 'network/existing-controller-unnamed',
    of: 'without its namespace',
    over: 'home',
    with: 'network: {ingress: {controller: existing, className: haproxy}}',
    says: ['error at network.ingress.controller: an existing controller without namespace; allowed: both named'],
  },
  {
    rule: 'network/existing-controller-unnamed',
    of: 'without its class',
    over: 'home',
    with: 'network: {ingress: {controller: existing, namespace: haproxy}}',
    says: ['error at network.ingress.controller: an existing controller without className; allowed: both named'],
  },
  {
    rule: 'network/certificate-email-missing',
    says: [
      'error at network.certificates.email: challenge http01 without an e-mail address; allowed: network.certificates.email',
    ],
  },
  {
    rule: 'network/certificate-email-missing',
    of: 'dns01',
    over: 'home',
    with: 'network: {certificates: {email: null, challenge: dns01}}',
    says: [
      'error at network.certificates.email: challenge dns01 without an e-mail address; allowed: network.certificates.email',
    ],
  },
  {
    rule: 'network/certificate-email-missing',
    of: 'from a Secret',
    over: 'home',
    with: 'network: {certificates: {email: null, challenge: secret, secret: tls}}',
    says: [],
  },
  {
    rule: 'network/certificate-email-missing',
    of: 'an issuer of somebody',
    over: 'home',
    with: 'network: {certificates: {email: null, challenge: existing, issuer: ca}}',
    says: [],
  },
  {
    rule: 'network/dns01-without-solver',
    says: [
      'error at network.certificates.challenge: challenge dns01 without a solver; allowed: network.certificates.dns01 as in cert-manager’s documentation',
    ],
  },
  {
    rule: 'network/dns01-without-solver',
    of: 'an empty one',
    over: 'home',
    with: 'network: {certificates: {challenge: dns01, dns01: {}}}',
    says: [
      'error at network.certificates.challenge: challenge dns01 without a solver; allowed: network.certificates.dns01 as in cert-manager’s documentation',
    ],
  },
  {
    rule: 'network/dns01-without-solver',
    of: 'another challenge',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'network/existing-without-issuer',
    says: [
      'error at network.certificates.challenge: challenge existing without an issuer; allowed: network.certificates.issuer',
    ],
  },
  {
    rule: 'network/existing-without-issuer',
    of: 'another challenge',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'network/http01-unreachable',
    says: ['error at network.certificates.challenge: http01 with internet: none; allowed: dns01, existing, secret'],
  },
  {
    rule: 'network/http01-unreachable',
    of: 'behind a tunnel',
    over: 'home',
    with: 'network: {internet: tunnel}',
    says: [
      'error at network.certificates.challenge: http01 with internet: tunnel; allowed: dns01, existing, secret or upstream',
    ],
  },
  {
    rule: 'network/http01-unreachable',
    of: 'port forward',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'network/http01-unreachable',
    of: 'a VPS',
    over: 'home',
    with: 'network: {internet: vps}',
    says: [],
  },
  {
    rule: 'network/http01-unreachable',
    of: 'another challenge behind a tunnel',
    over: 'home',
    with: 'network: {internet: tunnel, certificates: {challenge: dns01}}',
    says: [],
  },
  {
    rule: 'network/dns01-plaintext-secret',
    says: [
      'error at network.certificates.dns01.webhook.config.apiKey: apiKey holds a value; allowed: apiKeySecretRef with name and key',
    ],
  },
  {
    rule: 'network/dns01-plaintext-secret',
    of: 'every name of a secret',
    over: 'home',
    with: 'network: {certificates: {challenge: dns01, dns01: {webhook: {groupName: a, config: {secret: x, apiToken: x, password: x, passphrase: x, credential: x, credentials: x, api_key: x, privateKey: x, private-key: x, secretName: x, tokenRef: x}}}}}',
    says: [
      'error at network.certificates.dns01.webhook.config.secret: secret holds a value; allowed: secretSecretRef with name and key',
      'error at network.certificates.dns01.webhook.config.apiToken: apiToken holds a value; allowed: apiTokenSecretRef with name and key',
      'error at network.certificates.dns01.webhook.config.password: password holds a value; allowed: passwordSecretRef with name and key',
      'error at network.certificates.dns01.webhook.config.passphrase: passphrase holds a value; allowed: passphraseSecretRef with name and key',
      'error at network.certificates.dns01.webhook.config.credential: credential holds a value; allowed: credentialSecretRef with name and key',
      'error at network.certificates.dns01.webhook.config.credentials: credentials holds a value; allowed: credentialsSecretRef with name and key',
      'error at network.certificates.dns01.webhook.config.api_key: api_key holds a value; allowed: api_keySecretRef with name and key',
      'error at network.certificates.dns01.webhook.config.privateKey: privateKey holds a value; allowed: privateKeySecretRef with name and key',
      'error at network.certificates.dns01.webhook.config.private-key: private-key holds a value; allowed: private-keySecretRef with name and key',
    ],
  },
  {
    rule: 'network/dns01-plaintext-secret',
    of: 'in a list',
    over: 'home',
    with: 'network: {certificates: {challenge: dns01, dns01: {webhook: {config: {hosts: [{name: a}, {token: x}]}}}}}',
    says: [
      'error at network.certificates.dns01.webhook.config.hosts[1].token: token holds a value; allowed: tokenSecretRef with name and key',
    ],
  },
  {
    rule: 'network/dns01-plaintext-secret',
    of: 'a secret that is a map',
    over: 'home',
    with: 'network: {certificates: {challenge: dns01, dns01: {webhook: {config: {token: {name: dns, key: token}}}}}}',
    says: [],
  },
  {
    rule: 'network/dns01-plaintext-secret',
    of: 'an empty field',
    over: 'home',
    with: 'network: {certificates: {challenge: dns01, dns01: {webhook: {config: null}}}}',
    says: [],
  },
  {
    rule: 'network/dns01-plaintext-secret',
    of: 'no solver',
    over: 'home',
    with: 'network: {certificates: {challenge: dns01}}',
    says: [],
  },
  {
    rule: 'network/addon-loses-visitors',
    says: [
      "error at network.internet: tunnel puts a proxy in front of the addon's controller, which can't be told to believe it; allowed: controller chart or existing",
    ],
  },
  {
    rule: 'network/vps-without-proxies',
    says: ['error at network.internet: nobody says which address the VPS has; allowed: network.proxies with its range'],
  },
  {
    rule: 'network/upstream-without-proxy',
    says: [
      'error at network.certificates.challenge: challenge upstream with internet: port-forward and no proxy; allowed: http01, dns01, existing or secret, or network.proxies',
    ],
  },
  {
    rule: 'network/tunnel-upload-limit',
    says: ['warning at mastodon.uploadMegabytes: 200 MB through a tunnel; allowed by most: 100 MB'],
  },
];
