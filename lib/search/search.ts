import type { Probes } from '../kube/probes';
import type { Resources } from '../kube/resources';
import type { SecretKey } from '../kube/secret-key';
import type { DataVolume } from '../storage/choose';

/** Full-text search of a site with every default filled in. Engines: one file each in this room. */
export interface Search {
  readonly engine: 'none' | 'elasticsearch' | 'bitnami' | 'external';
  /** Undefined unless we run it. */
  readonly volume: DataVolume | undefined;
  readonly probes: Probes | undefined;
  readonly slowStartSeconds: number;
  readonly resources: Resources | undefined;
  /** Java heap, half of the memory limit at most. Shape: `512m`. */
  readonly heap: string | undefined;
  /** Undefined for none. */
  readonly endpoint: SearchEndpoint | undefined;
}

export interface SearchEndpoint {
  readonly host: string;
  readonly port: number;
  readonly user: string | undefined;
  readonly passwordSecret: SecretKey | undefined;
  readonly reachedAt: { readonly labels: Readonly<Record<string, string>> } | { readonly cidrs: readonly string[] };
}
