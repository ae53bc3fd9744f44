import type { Probes } from '../kube/probes';
import type { Resources } from '../kube/resources';
import type { SecretKey } from '../kube/secret-key';
import type { DataVolume } from '../storage/choose';

/** Redis of a site with every default filled in. Modes: one file each in this room. */
export interface Redis {
  readonly mode: 'sentinel' | 'single' | 'bitnami' | 'external';
  /** A sub-chart of Mastodon's chart brings it. */
  readonly isBundled: boolean;
  readonly instances: number;
  /** Undefined for external. */
  readonly volume: DataVolume | undefined;
  readonly probes: Probes;
  readonly slowStartSeconds: number;
  readonly resources: Resources;
  /** Redis' maxmemory in MiB, which it calls mb. */
  readonly maxMemoryMegabytes: number;
  readonly endpoint: RedisEndpoint;
  /** Where redis-cli is and answers without being told a password: that of our own pods alone. */
  readonly cli: { readonly pod: string; readonly container: string } | undefined;
}

export interface SentinelEndpoint {
  readonly master: string;
  readonly port: number;
  /**
   * As clients shall ask them: one after the other, seconds each where nobody answers. The one beside the first master,
   * ordinal 0, is the last.
   */
  readonly hosts: readonly string[];
}

/** Where clients connect: one server, or Sentinels that name the master. */
export interface RedisEndpoint {
  readonly server: { readonly host: string; readonly port: number } | undefined;
  readonly sentinel: SentinelEndpoint | undefined;
  readonly passwordSecret: SecretKey | undefined;
  /** Labels of the pods that answer, or addresses of an external server. */
  readonly reachedAt: { readonly labels: Readonly<Record<string, string>> } | { readonly cidrs: readonly string[] };
}
