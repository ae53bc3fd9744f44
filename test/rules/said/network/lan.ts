import type { Said } from '../../said';

export const networkLan: Readonly<Record<string, readonly Said[]>> = {
  'network/node-outside-lan': [
    {
      says: [
        'error at cluster.nodes[0].address: node alpha has 192.168.2.11, outside of 192.168.1.0/24; allowed: an address inside it',
      ],
    },
    {
      of: 'an address of the other family',
      with: `cluster:
  nodes:
    - {name: alpha, address: "2001:db8::11", memory: 8Gi, disk: 250Gi}`,
      says: [],
    },
    {
      of: 'the second of two',
      with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 8Gi, disk: 250Gi}
    - {name: beta, address: 192.168.3.12, memory: 8Gi, disk: 250Gi}`,
      says: [
        'error at cluster.nodes[1].address: node beta has 192.168.3.12, outside of 192.168.1.0/24; allowed: an address inside it',
      ],
    },
  ],
  'network/gateway-outside-lan': [
    { says: ['error at network.gateway: 192.168.2.1 is outside of 192.168.1.0/24; allowed: an address inside it'] },
    {
      of: 'an address of the other family',
      with: 'network: {gateway: "2001:db8::1"}',
      says: ['error at network.gateway: 2001:db8::1 is outside of 192.168.1.0/24; allowed: an address inside it'],
    },
    { of: 'a gateway inside', with: '', says: [] },
  ],
  'network/dhcp-unknown': [
    {
      says: [
        "warning at network.dhcp: the router's DHCP range is unknown, and 192.168.1.240 may lie in it; allowed: network.dhcp with its range, or none",
      ],
    },
    { of: 'addresses that nobody assigns', over: 'one-node', with: 'network: {dhcp: unknown}', says: [] },
    {
      of: 'a MetalLB',
      over: 'one-node',
      with: 'network: {dhcp: unknown, loadBalancer: {engine: metallb, address: 192.168.1.240}}',
      says: [
        "warning at network.dhcp: the router's DHCP range is unknown, and 192.168.1.240 may lie in it; allowed: network.dhcp with its range, or none",
      ],
    },
    {
      of: 'none',
      over: 'one-node',
      with: 'network: {dhcp: none, loadBalancer: {engine: metallb, address: 192.168.1.240}}',
      says: [],
    },
  ],
  'network/policy-not-enforced': [
    {
      says: [
        "warning at network.policiesEnforced: MicroK8s's network plugin enforces no NetworkPolicies unless one was installed that does",
      ],
    },
    {
      of: 'on K3s',
      over: 'one-node',
      with: 'network: {policiesEnforced: false}',
      says: [
        "warning at network.policiesEnforced: K3s's network plugin enforces no NetworkPolicies unless one was installed that does",
      ],
    },
    { of: 'enforced', over: 'one-node', with: '', says: [] },
  ],
};
