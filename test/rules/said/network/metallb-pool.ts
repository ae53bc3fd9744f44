import type { Said } from '../../said';

export const networkMetallbPool: Readonly<Record<string, readonly Said[]>> = {
  'network/pool-overlaps-router': [
    {
      says: [
        'error at network.loadBalancer.address: 192.168.1.1/32 holds the router 192.168.1.1; allowed: addresses that nothing else uses',
      ],
    },
    {
      of: 'the second pool, from one on',
      over: 'microk8s-jiva',
      with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.240/32]}, {name: pool-1, addresses: [192.168.1.0-192.168.1.10]}]}}',
      says: [
        'error at network.loadBalancer.pools[1].addresses[0]: 192.168.1.0-192.168.1.10 holds the router 192.168.1.1; allowed: addresses that nothing else uses',
      ],
    },
    { of: 'no MetalLB', over: 'microk8s-jiva', with: 'network: {loadBalancer: {engine: host-ports}}', says: [] },
  ],
  'network/pool-overlaps-node': [
    {
      says: [
        'error at network.loadBalancer.address: 192.168.1.12/32 holds node beta 192.168.1.12; allowed: addresses that nothing else uses',
      ],
    },
    {
      of: 'two nodes in one range',
      over: 'microk8s-jiva',
      with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.240/32, 192.168.1.12-192.168.1.20]}]}}',
      says: [
        'error at network.loadBalancer.pools[0].addresses[1]: 192.168.1.12-192.168.1.20 holds node nuc-1 192.168.1.12; allowed: addresses that nothing else uses',
        'error at network.loadBalancer.pools[0].addresses[1]: 192.168.1.12-192.168.1.20 holds node nuc-2 192.168.1.13; allowed: addresses that nothing else uses',
      ],
    },
    {
      of: 'just beside',
      over: 'microk8s-jiva',
      with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.14-192.168.1.20]}]}}',
      says: [],
    },
  ],
  'network/pool-overlaps-dhcp': [
    {
      says: [
        'error at network.loadBalancer.address: 192.168.1.150/32 holds addresses of the DHCP range 192.168.1.100-192.168.1.199; allowed: addresses that nothing else uses',
      ],
    },
    {
      of: 'its last address',
      over: 'microk8s-jiva',
      with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.199-192.168.1.205]}]}}',
      says: [
        'error at network.loadBalancer.pools[0].addresses[0]: 192.168.1.199-192.168.1.205 holds addresses of the DHCP range 192.168.1.100-192.168.1.199; allowed: addresses that nothing else uses',
      ],
    },
    {
      of: 'just beside',
      over: 'microk8s-jiva',
      with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.200-192.168.1.205]}]}}',
      says: [],
    },
    {
      of: 'no range',
      over: 'microk8s-jiva',
      with: 'network: {dhcp: none, loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.150/32]}]}}',
      says: [],
    },
  ],
  'network/pool-overlaps-cluster-range': [
    {
      says: [
        "error at network.loadBalancer.address: 10.1.0.10/32 holds the pods' range 10.1.0.0/16; allowed: addresses that nothing else uses",
      ],
    },
    {
      of: 'the range of Services',
      with: 'network: {loadBalancer: {address: 10.152.183.10}}',
      says: [
        "error at network.loadBalancer.address: 10.152.183.10/32 holds the Services' range 10.152.183.0/24; allowed: addresses that nothing else uses",
      ],
    },
    {
      of: 'an IPv6 beside',
      with: `cluster: {podCidr: "fd00::/48"}
network: {loadBalancer: {ipv6: "fd00::240"}}`,
      says: [
        "error at network.loadBalancer.ipv6: fd00::240/128 holds the pods' range fd00::/48; allowed: addresses that nothing else uses",
      ],
    },
  ],
  'network/pool-cidr-not-aligned': [
    {
      says: [
        'error at network.loadBalancer.pools[0].addresses[0]: 192.168.1.242/29 begins before 192.168.1.242: it means the whole block; allowed: a block from its first address',
      ],
    },
    {
      of: 'the second of a pool',
      with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.240/29, 192.168.1.250/30]}]}}',
      says: [
        'error at network.loadBalancer.pools[0].addresses[1]: 192.168.1.250/30 begins before 192.168.1.250: it means the whole block; allowed: a block from its first address',
      ],
    },
    {
      of: 'a range',
      with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.241-192.168.1.247]}]}}',
      says: [],
    },
  ],
  'network/pool-bare-ip': [
    {
      says: [
        'error at network.loadBalancer.pools[0].addresses[0]: 192.168.1.240 is a bare address; allowed: 192.168.1.240/32 | write 192.168.1.240/32',
      ],
    },
    {
      of: 'IPv6',
      with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.240/32, "2001:db8::240"]}]}}',
      says: [
        'error at network.loadBalancer.pools[0].addresses[1]: 2001:db8::240 is a bare address; allowed: 2001:db8::240/128 | write 2001:db8::240/128',
      ],
    },
    {
      of: 'a range',
      with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.241-192.168.1.247]}]}}',
      says: [],
    },
  ],
  'network/pool-outside-lan': [
    {
      says: [
        'error at network.loadBalancer.address: 192.168.2.240/32 is outside of the LAN 192.168.1.0/24; allowed: addresses inside it',
      ],
    },
    {
      of: 'announced by BGP',
      with: `network:
  loadBalancer:
    bgp:
      myASN: 64512
      peers: [{name: router, address: 192.168.1.1, asn: 64513}]
    address: 192.168.2.240`,
      says: [],
    },
    { of: 'IPv6 beside', with: 'network: {loadBalancer: {ipv6: "2001:db8:1::240"}}', says: [] },
    {
      of: 'reaching beyond',
      with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.250-192.168.2.5]}]}}',
      says: [
        'error at network.loadBalancer.pools[0].addresses[0]: 192.168.1.250-192.168.2.5 is outside of the LAN 192.168.1.0/24; allowed: addresses inside it',
      ],
    },
  ],
  'network/pools-overlap-each-other': [
    {
      says: [
        'error at network.loadBalancer.pools[0].addresses[1]: 192.168.1.245/32 overlaps 192.168.1.240-192.168.1.247 of pool default-addresspool; allowed: each address once',
      ],
    },
    {
      of: 'two pools',
      with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.240-192.168.1.247]}, {name: pool-1, addresses: [192.168.1.230-192.168.1.240]}]}}',
      says: [
        'error at network.loadBalancer.pools[1].addresses[0]: 192.168.1.230-192.168.1.240 overlaps 192.168.1.240-192.168.1.247 of pool default-addresspool; allowed: each address once',
      ],
    },
    {
      of: 'three ranges in one place',
      with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.240/29, 192.168.1.240/32]}, {name: pool-1, addresses: [192.168.1.241/32]}]}}',
      says: [
        'error at network.loadBalancer.pools[0].addresses[1]: 192.168.1.240/32 overlaps 192.168.1.240/29 of pool default-addresspool; allowed: each address once',
        'error at network.loadBalancer.pools[1].addresses[0]: 192.168.1.241/32 overlaps 192.168.1.240/29 of pool default-addresspool; allowed: each address once',
      ],
    },
    {
      of: 'neighbours',
      with: 'network: {loadBalancer: {pools: [{name: default-addresspool, addresses: [192.168.1.240-192.168.1.247]}, {name: pool-1, addresses: [192.168.1.248/32]}]}}',
      says: [],
    },
  ],
  'network/address-outside-pools': [
    {
      says: [
        'error at network.loadBalancer.address: 192.168.1.240 is in no pool; allowed: an address of 192.168.1.242-192.168.1.247',
      ],
    },
    {
      of: 'two pools, and an IPv6 in neither',
      with: 'network: {loadBalancer: {ipv6: "2001:db8::240", address: 192.168.1.250, pools: [{name: default-addresspool, addresses: [192.168.1.240/32]}, {name: more, addresses: [192.168.1.241/32]}]}}',
      says: [
        'error at network.loadBalancer.address: 192.168.1.250 is in no pool; allowed: an address of 192.168.1.240/32, 192.168.1.241/32',
        'error at network.loadBalancer.ipv6: 2001:db8::240 is in no pool; allowed: an address of 192.168.1.240/32, 192.168.1.241/32',
      ],
    },
    {
      of: 'the second pool',
      with: 'network: {loadBalancer: {address: 192.168.1.241, pools: [{name: default-addresspool, addresses: [192.168.1.240/32]}, {name: more, addresses: [192.168.1.241/32]}]}}',
      says: [],
    },
    { of: 'no MetalLB', with: 'network: {loadBalancer: {engine: host-ports}}', says: [] },
  ],
};
