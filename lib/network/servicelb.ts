import * as v from 'valibot';
import { firstSchedulable } from '../cluster/cluster';
import { fields } from '../site/describe';
import type { Rule } from '../site/rule';
import type { Announcer } from './announcer';
import { loadBalancerEngine } from './load-balancer-engine';

const otherDistribution: Rule = {
  name: 'network/servicelb-needs-k3s',
  severity: 'error',
  why: 'ServiceLB is part of K3s; on any other distribution the Service waits for an address for ever',
  source: 'docs.k3s.io/networking/networking-services',
  fix: 'declare engine: metallb with an address of your LAN, or engine: host-ports',
  examples: {
    over: 'home',
    wrong: `network:
  loadBalancer:
    engine: servicelb`,
    right: `network:
  loadBalancer:
    engine: host-ports`,
  },
  *check({ cluster, network }) {
    if (network.loadBalancer.engine !== 'servicelb' || cluster.distribution.name === 'k3s') return;
    yield {
      path: ['network', 'loadBalancer', 'engine'],
      message: `${cluster.distribution.title} has no ServiceLB; allowed: metallb or host-ports`,
    };
  },
};

/** One DaemonSet for each Service that it serves. Source: k3s, pkg/cloudprovider/servicelb.go. */
const announcer: Announcer = {
  title: 'ServiceLB',
  kinds: [],
  atWork({ daemonSets }) {
    const found = daemonSets.find(({ metadata }) => metadata.name.startsWith('svclb-'));
    return found && `${found.metadata.namespace}/${found.metadata.name}`;
  },
  off: 'start every server with --disable=servicelb: chapter 2 of the runbook',
};

/** K3s' own load balancer: ports of every node lead to the Service. Source: docs.k3s.io/networking/networking-services. */
export const serviceLb = loadBalancerEngine({
  name: 'servicelb',
  summary: "K3s' own load balancer: ports 80 and 443 of every node",
  schema: fields({ engine: v.literal('servicelb') }),
  resolve: (_declared, cluster) => {
    const { address } = firstSchedulable(cluster);
    return {
      address,
      addresses: [address],
      hostPorts: false,
      assignsDeclaredAddress: false,
      serviceAnnotations: {},
    };
  },
  rules: [otherDistribution],
  requires: () => [],
  announcer,
  build: () => {},
  runbook: () => [],
});
