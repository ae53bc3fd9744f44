import type { Construct } from 'constructs';
import type * as v from 'valibot';
import type { Cluster } from '../cluster/cluster';
import type { Requirement, RunbookPart, SecretNeed } from '../site/room';
import type { Rule } from '../site/rule';
import type { Site } from '../site/site';
import type { Announcer } from './announcer';
import type { LoadBalancer } from './network';

/** All that the project knows about one way of giving Services an address. One engine, one file. */
export interface LoadBalancerEngine<D extends { engine: string } = { engine: string }> {
  readonly name: D['engine'];
  readonly summary: string;
  readonly schema: v.GenericSchema<unknown, D>;
  resolve(declared: D, cluster: Cluster): Omit<LoadBalancer, 'engine' | 'options'>;
  readonly rules: readonly Rule[];
  requires(options: D, site: Site): Requirement[];
  secrets?(options: D, site: Site): SecretNeed[];
  /** How it is recognised in a running cluster. `@default -` nothing of it is there to be seen */
  readonly announcer?: Announcer;
  /** Emits pools and advertisements below `scope`, the component `platform/load-balancer`. */
  build(scope: Construct, options: D, site: Site): void;
  runbook(options: D, site: Site): RunbookPart[];
}

/** Keeps an engine's own option type inside its file; the room's list holds engines of all kinds. */
export function loadBalancerEngine<D extends { engine: string }>(engine: LoadBalancerEngine<D>): LoadBalancerEngine {
  return engine as unknown as LoadBalancerEngine;
}
