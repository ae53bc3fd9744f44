import type { Construct } from 'constructs';
import * as v from 'valibot';
import type { Cluster } from '../cluster/cluster';
import { about } from '../site/describe';
import type { Requirement, RunbookPart } from '../site/room';
import type { Rule } from '../site/rule';
import type { Site } from '../site/site';
import { hostPorts } from './host-ports';
import type { LoadBalancer } from './network';
import { serviceLb } from './servicelb';

/** All that the project knows about one way of giving Services an address. One engine, one file. */
export interface LoadBalancerEngine<D extends { engine: string } = { engine: string }> {
  readonly name: D['engine'];
  readonly summary: string;
  readonly schema: v.GenericSchema<unknown, D>;
  resolve(declared: D, cluster: Cluster): Omit<LoadBalancer, 'engine' | 'options'>;
  readonly rules: readonly Rule[];
  requires(options: D, site: Site): Requirement[];
  /** Emits pools and advertisements below `scope`, the component `platform/load-balancer`. */
  build(scope: Construct, options: D, site: Site): void;
  runbook(options: D, site: Site): RunbookPart[];
}

/** Adding an engine is adding its file and one line here. */
export const loadBalancers: readonly LoadBalancerEngine[] = [serviceLb, hostPorts];

export const loadBalancerSchema = about(
  v.optional(v.variant('engine', loadBalancers.map((engine) => engine.schema) as unknown as [v.StrictObjectSchema<{ engine: v.LiteralSchema<string, undefined> }, undefined>])),
  "how an address of the LAN reaches the ingress controller; default: K3s' ServiceLB, elsewhere the controller's host ports",
);

export function resolveLoadBalancer(declared: { engine: string } | undefined, cluster: Cluster): LoadBalancer {
  const options = declared ?? { engine: cluster.distribution.builtInLoadBalancer ? 'servicelb' : 'host-ports' };
  return { engine: options.engine, options, ...loadBalancerNamed(options.engine).resolve(options, cluster) };
}

export function loadBalancerNamed(name: string): LoadBalancerEngine {
  const engine = loadBalancers.find((one) => one.name === name);
  if (engine === undefined) throw new Error(`no load balancer engine is named ${name}`);
  return engine;
}

/** Keeps an engine's own option type inside its file; the room's list holds engines of all kinds. */
export function loadBalancerEngine<D extends { engine: string }>(engine: LoadBalancerEngine<D>): LoadBalancerEngine {
  return engine as unknown as LoadBalancerEngine;
}
