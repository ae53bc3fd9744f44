import * as v from 'valibot';
import { firstSchedulable } from '../cluster/cluster';
import { fields } from '../site/describe';
import type { LoadBalancerEngine } from './load-balancer';

/** No load balancer: the ingress controller's pods hold ports 80 and 443 of their nodes. */
export const hostPorts: LoadBalancerEngine = {
  name: 'host-ports',
  summary: "no load balancer: the ingress controller's pods hold ports 80 and 443 of their nodes",
  schema: fields({ engine: v.literal('host-ports') }),
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
