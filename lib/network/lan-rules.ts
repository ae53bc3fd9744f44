import { contains, family, interval } from '../cluster/addresses';
import type { Rule } from '../site/rule';

const nodeOutsideLan: Rule = {
  name: 'network/node-outside-lan',
  severity: 'error',
  why: 'every check of addresses counts on network.lan, and the NetworkPolicies close it: a node outside of it is reachable as if it were the internet',
  source: 'metallb.io/concepts/layer2: nodes and addresses share one network',
  fix: 'declare the LAN that all nodes are in, or correct the address from `kubectl get nodes -o wide`',
  examples: {
    over: 'one-node',
    wrong: 'cluster:\n  nodes:\n    - {name: alpha, address: 192.168.2.11, memory: 8Gi, disk: 250Gi}',
    right: 'cluster:\n  nodes:\n    - {name: alpha, address: 192.168.1.12, memory: 8Gi, disk: 250Gi}',
  },
  *check({ cluster, network }) {
    const lan = interval(network.lan);
    for (const [index, { name, address }] of cluster.nodes.entries()) {
      const own = interval(address);
      if (lan === undefined || own === undefined || own.family !== lan.family || contains(lan, own)) continue;
      yield {
        path: ['cluster', 'nodes', index, 'address'],
        message: `node ${name} has ${address}, outside of ${network.lan}; allowed: an address inside it`,
      };
    }
  },
};

const gatewayOutsideLan: Rule = {
  name: 'network/gateway-outside-lan',
  severity: 'error',
  why: 'a router outside of the LAN routes nothing for it; one of the two is mistyped, and the checks of the pool protect the wrong address',
  source: 'RFC 1812: a host’s router is on its own network',
  fix: 'declare the address that `ip route show default` prints on a node',
  examples: {
    over: 'home',
    wrong: 'network:\n  gateway: 192.168.2.1',
    right: 'network:\n  gateway: 192.168.1.254',
  },
  *check({ network }) {
    const lan = interval(network.lan);
    const own = interval(network.gateway);
    if (lan === undefined || own === undefined || (family(network.gateway) === lan.family && contains(lan, own)))
      return;
    yield {
      path: ['network', 'gateway'],
      message: `${network.gateway} is outside of ${network.lan}; allowed: an address inside it`,
    };
  },
};

const dhcpUnknown: Rule = {
  name: 'network/dhcp-unknown',
  severity: 'warning',
  why: 'nobody checks whether the router gives the server’s address to a telephone one day',
  source: 'metallb.io/configuration: addresses must not be given away by DHCP',
  fix: "look the range up in the router's settings and declare network.dhcp, or none",
  examples: {
    over: 'home',
    wrong: 'network:\n  dhcp: unknown',
    right: 'network:\n  dhcp: 192.168.1.100-192.168.1.199',
  },
  *check({ network }) {
    if (network.dhcpKnown || !network.loadBalancer.assignsDeclaredAddress) return;
    yield {
      path: ['network', 'dhcp'],
      message: `the router's DHCP range is unknown, and ${network.loadBalancer.address} may lie in it; allowed: network.dhcp with its range, or none`,
    };
  },
};

const notEnforced: Rule = {
  name: 'network/policy-not-enforced',
  severity: 'warning',
  why: 'NetworkPolicies are accepted and do nothing without a network plugin that enforces them: a pod that is broken into reaches the whole LAN',
  source: 'kubernetes.io/docs/concepts/services-networking/network-policies: prerequisites; flannel enforces none',
  fix: 'install a network plugin that enforces them (Calico, Cilium) and declare network.policiesEnforced: true',
  examples: {
    over: 'home',
    wrong: 'network:\n  policiesEnforced: false',
    right: 'network:\n  policiesEnforced: true',
  },
  *check({ cluster, network }) {
    if (network.policiesEnforced) return;
    yield {
      path: ['network', 'policiesEnforced'],
      message: `${cluster.distribution.title}'s network plugin enforces no NetworkPolicies unless one was installed that does`,
    };
  },
};

export const lanRules: readonly Rule[] = [nodeOutsideLan, gatewayOutsideLan, dhcpUnknown, notEnforced];
