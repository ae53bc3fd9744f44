import type { Said } from '../said';

export const network: readonly Said[] = [
  {
    rule: 'network/node-outside-lan',
    says: [
      'error at cluster.nodes[0].address: node alpha has 192.168.2.11, outside of 192.168.1.0/24; allowed: an address inside it',
    ],
  },
  {
    rule: 'network/gateway-outside-lan',
    says: ['error at network.gateway: 192.168.2.1 is outside of 192.168.1.0/24; allowed: an address inside it'],
  },
  {
    rule: 'network/dhcp-unknown',
    says: [
      "warning at network.dhcp: the router's DHCP range is unknown, and 192.168.1.240 may lie in it; allowed: network.dhcp with its range, or none",
    ],
  },
  {
    rule: 'network/policy-not-enforced',
    says: [
      "warning at network.policiesEnforced: MicroK8s's network plugin enforces no NetworkPolicies unless one was installed that does",
    ],
  },
  {
    rule: 'network/pool-overlaps-router',
    says: [
      'error at network.loadBalancer.address: 192.168.1.1/32 holds the router 192.168.1.1; allowed: addresses that nothing else uses',
    ],
  },
  {
    rule: 'network/pool-overlaps-node',
    says: [
      'error at network.loadBalancer.address: 192.168.1.12/32 holds node beta 192.168.1.12; allowed: addresses that nothing else uses',
    ],
  },
  {
    rule: 'network/pool-overlaps-dhcp',
    says: [
      'error at network.loadBalancer.address: 192.168.1.150/32 holds addresses of the DHCP range 192.168.1.100-192.168.1.199; allowed: addresses that nothing else uses',
    ],
  },
  {
    rule: 'network/pool-overlaps-cluster-range',
    says: [
      "error at network.loadBalancer.address: 10.1.0.10/32 holds the pods' range 10.1.0.0/16; allowed: addresses that nothing else uses",
    ],
  },
  {
    rule: 'network/pool-cidr-not-aligned',
    says: [
      'error at network.loadBalancer.pools[0].addresses[0]: 192.168.1.242/29 begins before 192.168.1.242: it means the whole block; allowed: a block from its first address',
    ],
  },
  {
    rule: 'network/pool-bare-ip',
    says: [
      'error at network.loadBalancer.pools[0].addresses[0]: 192.168.1.240 is a bare address; allowed: 192.168.1.240/32 | write 192.168.1.240/32',
    ],
  },
  {
    rule: 'network/pool-outside-lan',
    says: [
      'error at network.loadBalancer.address: 192.168.2.240/32 is outside of the LAN 192.168.1.0/24; allowed: addresses inside it',
    ],
  },
  {
    rule: 'network/pools-overlap-each-other',
    says: [
      'error at network.loadBalancer.pools[0].addresses[1]: 192.168.1.245/32 overlaps 192.168.1.240-192.168.1.247 of pool default-addresspool; allowed: each address once',
    ],
  },
  {
    rule: 'network/address-outside-pools',
    says: [
      'error at network.loadBalancer.address: 192.168.1.240 is in no pool; allowed: an address of 192.168.1.242-192.168.1.247',
    ],
  },
  {
    rule: 'network/pool-without-advertisement',
    says: [
      'error at network.loadBalancer.nodes[0]: the cluster has no node delta and never announces; allowed: alpha, beta, gamma',
    ],
  },
  {
    rule: 'network/addon-pool-name',
    says: [
      'error at network.loadBalancer.pools[0].name: the first pool is named home; allowed with the addon: default-addresspool',
    ],
  },
  {
    rule: 'network/bgp-needs-frr',
    says: [
      'error at network.loadBalancer.bgp.bfd: BFD is declared for the addon, which has no FRR; allowed: install: chart',
    ],
  },
  {
    rule: 'network/bgp-multihop-inside',
    says: [
      'error at network.loadBalancer.bgp.peers[0].ebgpMultiHop: peer router is in our own autonomous system 64512; allowed: ebgpMultiHop with another one',
    ],
  },
  {
    rule: 'network/servicelb-beside-metallb',
    says: [
      'warning at network.loadBalancer.engine: ServiceLB is on unless it is switched off: start every server with --disable=servicelb',
    ],
  },
  {
    rule: 'network/exclude-lb-label',
    says: [
      'warning at network.loadBalancer.install: an existing MetalLB announces nothing on alpha unless it ignores the label',
    ],
  },
  {
    rule: 'network/ipv6-needs-dual-stack',
    says: [
      'warning at network.loadBalancer.ipv6: 2001:db8:1::240 beside an IPv4 address; allowed: on a dual-stack cluster',
    ],
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
    rule: 'network/no-such-addon',
    says: ['error at network.loadBalancer.install: K3s has no addon metallb; allowed: chart or existing'],
  },
  {
    rule: 'network/addon-cannot-retry',
    says: [
      "warning at network.ingress.controller: requests fail for about a minute when a node is lost, and uploads end after 60 s: the addon's ingress controller takes no settings; allowed: controller chart",
    ],
  },
  {
    rule: 'network/gateway-needs-controller',
    says: [
      'error at network.ingress.engine: the addon of this version reads no Gateway; allowed: ingress, or controller chart',
    ],
  },
  {
    rule: 'network/existing-controller-unnamed',
    says: [
      'error at network.ingress.controller: an existing controller without className and namespace; allowed: both named',
    ],
  },
  {
    rule: 'network/certificate-email-missing',
    says: [
      'error at network.certificates.email: challenge http01 without an e-mail address; allowed: network.certificates.email',
    ],
  },
  {
    rule: 'network/dns01-without-solver',
    says: [
      'error at network.certificates.challenge: challenge dns01 without a solver; allowed: network.certificates.dns01 as in cert-manager’s documentation',
    ],
  },
  {
    rule: 'network/existing-without-issuer',
    says: [
      'error at network.certificates.challenge: challenge existing without an issuer; allowed: network.certificates.issuer',
    ],
  },
  {
    rule: 'network/http01-unreachable',
    says: ['error at network.certificates.challenge: http01 with internet: none; allowed: dns01, existing, secret'],
  },
  {
    rule: 'network/dns01-plaintext-secret',
    says: [
      'error at network.certificates.dns01.webhook.config.apiKey: apiKey holds a value; allowed: apiKeySecretRef with name and key',
    ],
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
