import * as v from 'valibot';
import type { Cluster } from '../cluster/cluster';
import { about } from '../site/describe';
import type { Announcer } from './announcer';
import { hostPorts } from './host-ports';
import type { LoadBalancerEngine } from './load-balancer-engine';
import { metalLb } from './metallb';
import type { LoadBalancer } from './network';
import { otherAnnouncers } from './other-announcers';
import { serviceLb } from './servicelb';

/** Adding an engine is adding its file and one line here. */
export const loadBalancers: readonly LoadBalancerEngine[] = [metalLb, serviceLb, hostPorts];

export const loadBalancerSchema = about(
  v.optional(
    v.variant(
      'engine',
      loadBalancers.map((engine) => engine.schema) as unknown as [
        v.StrictObjectSchema<{ engine: v.LiteralSchema<string, undefined> }, undefined>,
      ],
    ),
  ),
  "how an address of the LAN reaches the ingress controller; default: K3s' ServiceLB, elsewhere the controller's host ports",
);

export function resolveLoadBalancer(declared: { engine: string } | undefined, cluster: Cluster): LoadBalancer {
  const options = declared ?? { engine: cluster.distribution.builtInLoadBalancer ? 'servicelb' : 'host-ports' };
  return { engine: options.engine, options, ...loadBalancerNamed(options.engine).resolve(options, cluster) };
}

/** The declared one as a running cluster shows it, and all others that would answer beside it. */
export function announcersOf({ engine }: LoadBalancer): {
  readonly own: Announcer | undefined;
  readonly others: readonly Announcer[];
} {
  const { announcer: own } = loadBalancerNamed(engine);
  const known = [...loadBalancers.flatMap(({ announcer }) => announcer ?? []), ...otherAnnouncers];
  return { own, others: known.filter((one) => one !== own) };
}

export function loadBalancerNamed(name: string): LoadBalancerEngine {
  const engine = loadBalancers.find((one) => one.name === name);
  if (engine === undefined) throw new Error(`no load balancer engine is named ${name}`);
  return engine;
}
