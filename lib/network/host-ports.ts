import * as v from 'valibot';
import { firstSchedulable } from '../cluster/cluster';
import { fields } from '../site/describe';
import { loadBalancerEngine } from './load-balancer-engine';

/** No load balancer: the ingress controller's pods hold ports 80 and 443 of their nodes. */
export const hostPorts = loadBalancerEngine({
  name: 'host-ports',
  summary: "no load balancer: the ingress controller's pods hold ports 80 and 443 of their nodes",
  schema: fields({ engine: v.literal('host-ports') }),
  resolve: (_declared, cluster) => {
    const { address } = firstSchedulable(cluster);
    return { address, addresses: [address], hostPorts: true, assignsDeclaredAddress: false, serviceAnnotations: {} };
  },
  rules: [],
  requires: () => [],
  build: () => {},
  runbook: (_options, { cluster, network }) =>
    cluster.nodes.length > 1
      ? [
          {
            chapter: 'node-loss',
            text: `The router forwards to \`${network.loadBalancer.address}\`. When that node is lost, change both port forwards to another node's address.`,
          },
        ]
      : [],
});
