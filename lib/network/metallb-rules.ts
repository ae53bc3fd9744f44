import { schedulableNodes } from '../cluster/cluster';
import type { Path } from '../site/finding';
import type { Rule } from '../site/rule';
import { addonNames, installOf, metalLbOf, poolsOf } from './metallb-declaration';
import { poolRules } from './metallb-pool-rules';

const here: Path = ['network', 'loadBalancer'];

const firstPool = (name: string) =>
  `network:\n  loadBalancer:\n    pools:\n      - name: ${name}\n        addresses:\n          - 192.168.1.240/32`;

const withoutAdvertisement: Rule = {
  name: 'network/pool-without-advertisement',
  severity: 'error',
  why: 'the Service gets its address and nobody announces it: all looks well in the cluster, and no request arrives',
  source: 'metallb.io/configuration/_advanced_l2_configuration; names that match no node are accepted in silence',
  fix: 'name nodes of this cluster that run ordinary pods, or leave nodes out; with BGP declare a peer',
  examples: {
    over: 'home',
    wrong: 'network:\n  loadBalancer:\n    nodes:\n      - delta',
    right: 'network:\n  loadBalancer:\n    nodes:\n      - alpha\n      - beta',
  },
  *check(site) {
    const options = metalLbOf(site);
    if (options?.bgp && options.bgp.peers.length === 0) {
      yield {
        path: [...here, 'bgp', 'peers'],
        message: 'BGP has no peer, so nothing is announced; allowed: one peer or more',
      };
    }
    const known = site.cluster.nodes.map((one) => one.name);
    // Only nodes with a pod of the ingress controller may announce: externalTrafficPolicy is Local.
    const able = schedulableNodes(site.cluster).map((one) => one.name);
    for (const [index, name] of (options?.nodes ?? []).entries()) {
      if (able.includes(name)) continue;
      const found = known.includes(name) ? `${name} runs no ordinary pods` : `the cluster has no node ${name}`;
      yield { path: [...here, 'nodes', index], message: `${found} and never announces; allowed: ${able.join(', ')}` };
    }
  },
};

const addonPool: Rule = {
  name: 'network/addon-pool-name',
  severity: 'error',
  why: `the addon makes a pool ${addonNames.pool} of the addresses that it is given; a second pool with the same addresses is refused`,
  source: 'microk8s core addons, addons/metallb/addresspool.yaml',
  fix: `name the first pool ${addonNames.pool}: applying it then adopts the addon’s`,
  examples: {
    over: 'microk8s-jiva',
    wrong: firstPool('home'),
    right: firstPool(addonNames.pool),
  },
  *check(site) {
    const options = metalLbOf(site);
    if (!options?.pools || installOf(options, site.cluster) !== 'addon') return;
    const [first] = options.pools;
    if (first === undefined || first.name === addonNames.pool) return;
    yield {
      path: [...here, 'pools', 0, 'name'],
      message: `the first pool is named ${first.name}; allowed with the addon: ${addonNames.pool}`,
    };
  },
};

const needsFrr: Rule = {
  name: 'network/bgp-needs-frr',
  severity: 'error',
  why: 'the addon’s MetalLB speaks BGP natively, without FRR, and refuses peers with BFD and pools with IPv6',
  source: 'metallb internal/config/validation.go: native mode',
  fix: 'declare install: chart, or leave bfd and IPv6 out',
  examples: {
    over: 'home',
    wrong: `network:
  loadBalancer:
    bgp:
      myASN: 64512
      peers: [{name: router, address: 192.168.1.1, asn: 64513}]
      bfd: true`,
    right: `network:
  loadBalancer:
    bgp:
      myASN: 64512
      peers: [{name: router, address: 192.168.1.1, asn: 64513}]`,
  },
  *check(site) {
    const options = metalLbOf(site);
    if (!options?.bgp || installOf(options, site.cluster) !== 'addon') return;
    if (options.bgp.bfd) {
      yield {
        path: [...here, 'bgp', 'bfd'],
        message: 'BFD is declared for the addon, which has no FRR; allowed: install: chart',
      };
    }
    const six = poolsOf(options, site.cluster)
      .flatMap((pool) => pool.addresses)
      .find((text) => text.includes(':'));
    if (six) {
      yield {
        path: [...here, 'bgp'],
        message: `${six} is IPv6, which the addon does not announce by BGP; allowed: install: chart`,
      };
    }
  },
};

const multiHopInside: Rule = {
  name: 'network/bgp-multihop-inside',
  severity: 'error',
  why: 'MetalLB refuses ebgpMultiHop between members of one autonomous system, and keeps its old configuration',
  source: 'metallb internal/config: ebgpMultiHop is for eBGP',
  fix: 'leave ebgpMultiHop out, or correct asn',
  examples: {
    over: 'home',
    wrong: `network:
  loadBalancer:
    bgp:
      myASN: 64512
      peers: [{name: router, address: 192.168.1.1, asn: 64512, ebgpMultiHop: true}]`,
    right: `network:
  loadBalancer:
    bgp:
      myASN: 64512
      peers: [{name: router, address: 192.168.1.1, asn: 64513, ebgpMultiHop: true}]`,
  },
  *check(site) {
    const bgp = metalLbOf(site)?.bgp;
    for (const [index, peer] of (bgp?.peers ?? []).entries()) {
      if (!peer.ebgpMultiHop || peer.asn !== bgp?.myASN) continue;
      yield {
        path: [...here, 'bgp', 'peers', index, 'ebgpMultiHop'],
        message: `peer ${peer.name} is in our own autonomous system ${peer.asn}; allowed: ebgpMultiHop with another one`,
      };
    }
  },
};

const builtIn: Rule = {
  name: 'network/servicelb-beside-metallb',
  severity: 'warning',
  why: 'two load balancers serve the same Service: ServiceLB holds ports 80 and 443 of every node and the addresses alternate',
  source: 'metallb.io/configuration/k3s; docs.k3s.io/networking/networking-services',
  fix: 'start every server with --disable=servicelb before MetalLB is installed, as requires.yaml says',
  examples: {
    over: 'one-node',
    wrong: 'network:\n  loadBalancer:\n    engine: metallb\n    address: 192.168.1.240',
    right: 'network:\n  loadBalancer:\n    engine: servicelb',
  },
  *check(site) {
    const other = site.cluster.distribution.builtInLoadBalancer;
    if (other === undefined || metalLbOf(site) === undefined) return;
    yield { path: [...here, 'engine'], message: `${other.name} is on unless it is switched off: ${other.disable}` };
  },
};

const excluded: Rule = {
  name: 'network/exclude-lb-label',
  severity: 'warning',
  why: 'kubeadm and Talos label control-plane nodes node.kubernetes.io/exclude-from-external-load-balancers: MetalLB announces nothing there, silently',
  source: 'metallb speaker/layer2_controller.go; metallb#2274',
  fix: 'set speaker.ignoreExcludeLB: true in the values of your MetalLB, or declare install: chart, which does',
  examples: {
    over: 'one-node',
    wrong:
      'cluster:\n  distribution: kubeadm\nnetwork:\n  loadBalancer:\n    engine: metallb\n    address: 192.168.1.240\n    install: existing',
    right:
      'cluster:\n  distribution: kubeadm\nnetwork:\n  loadBalancer:\n    engine: metallb\n    address: 192.168.1.240\n    install: chart',
  },
  *check(site) {
    const options = metalLbOf(site);
    const { cluster } = site;
    if (
      !options ||
      !cluster.distribution.excludesControlPlaneFromLoadBalancers ||
      installOf(options, cluster) !== 'existing'
    )
      return;
    const names = schedulableNodes(cluster)
      .filter((one) => one.controlPlane)
      .map((one) => one.name);
    if (names.length > 0)
      yield {
        path: [...here, 'install'],
        message: `an existing MetalLB announces nothing on ${names.join(', ')} unless it ignores the label`,
      };
  },
};

const dualStack: Rule = {
  name: 'network/ipv6-needs-dual-stack',
  severity: 'warning',
  why: 'a Service with an address of each family is refused by a cluster that has one family only, and then has none',
  source:
    'kubernetes.io/docs/concepts/services-networking/dual-stack: ranges of both families are given when the cluster is made',
  fix: 'make sure that pods have an address of each family (`kubectl get pods -A -o custom-columns=IPS:.status.podIPs`), or leave ipv6 out',
  examples: {
    over: 'home',
    wrong: 'network: {loadBalancer: {ipv6: "2001:db8:1::240"}}',
    right: 'network: {loadBalancer: {address: 192.168.1.241}}',
  },
  *check(site) {
    const ipv6 = metalLbOf(site)?.ipv6;
    if (ipv6 !== undefined) {
      yield { path: [...here, 'ipv6'], message: `${ipv6} beside an IPv4 address; allowed: on a dual-stack cluster` };
    }
  },
};

export const metalLbRules: readonly Rule[] = [
  ...poolRules,
  withoutAdvertisement,
  addonPool,
  needsFrr,
  multiHopInside,
  builtIn,
  excluded,
  dualStack,
];
