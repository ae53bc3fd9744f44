/**
 * Mammut as a library: one function from a declaration to its files, and constructs for those who have a cdk8s app
 * of their own. cdk8s and constructs are peers.
 */
export { MetalLbPools, type MetalLbPoolsProps } from './network/metallb-pools';
export type { BaseFault, Bases } from './site/bases';
export type { Finding, LocatedFinding, Path, Position, Severity } from './site/finding';
export type { HostSource } from './site/host-source';
export { type Synthesis, synthesize } from './synthesize';
