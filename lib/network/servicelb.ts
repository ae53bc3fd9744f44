import * as v from 'valibot';
import { firstSchedulable } from '../cluster/cluster';
import { fields } from '../site/describe';
import type { LoadBalancerEngine } from './load-balancer';

/** K3s' own load balancer: ports of every node lead to the Service. Source: docs.k3s.io/networking/networking-services. */
export const serviceLb: LoadBalancerEngine = {
  name: 'servicelb',
  summary: "K3s' own load balancer: ports 80 and 443 of every node",
  schema: fields({ engine: v.literal('servicelb') }),
  resolve: (_declared, cluster) => ({
    address: firstSchedulable(cluster).address,
    assignsDeclaredAddress: false,
    serviceAnnotations: {},
  }),
  rules: [],
  requires: () => [],
  build: () => {},
  runbook: () => [],
};
