import type { Probes } from '../kube/probes';
import type { Resources } from '../kube/resources';
import type { SecretKey } from '../kube/secret-key';
import type { DataVolume } from '../storage/choose';

/** Full-text search of a site with every default filled in. Engines: one file each in this room. */
export interface Search {
  readonly engine: 'none' | 'elasticsearch' | 'bitnami' | 'external';
  /** A sub-chart of Mastodon's chart brings it. */
  readonly isBundled: boolean;
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
  /** Mastodon's word for how indices are laid out; undefined for its own default. */
  readonly preset: 'single_node_cluster' | undefined;
  readonly reachedAt: { readonly labels: Readonly<Record<string, string>> } | { readonly cidrs: readonly string[] };
}
