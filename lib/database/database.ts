import type { Probes } from '../kube/probes';
import type { Resources } from '../kube/resources';
import type { SecretKey } from '../kube/secret-key';
import type { DataVolume } from '../storage/choose';

/** Postgres of a site with every default filled in. Engines: one file each in this room. */
export interface Database {
  readonly engine: 'cloudnative-pg' | 'standalone' | 'bitnami' | 'external';
  /** A sub-chart of Mastodon's chart brings it. */
  readonly isBundled: boolean;
  readonly instances: number;
  /** Undefined for external. */
  readonly volume: DataVolume | undefined;
  readonly probes: Probes;
  readonly slowStartSeconds: number;
  readonly resources: Resources;
  readonly parameters: Readonly<Record<string, string>>;
  /** Who installs the operator; `existing` where there is none to install. */
  readonly install: 'chart' | 'existing';
  /** Where clients connect, and with what. */
  readonly endpoint: DatabaseEndpoint;
}

export interface DatabaseEndpoint {
  readonly host: string;
  /** Further Services of the same pods, for those who only read. */
  readonly readers: readonly string[];
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly sslMode: string | undefined;
  readonly passwordSecret: SecretKey;
  /** What sessions of web and Sidekiq ask of the server: names and values of its parameters. */
  readonly sessionParameters: Readonly<Record<string, string>>;
  /** Labels of the pods that answer, or addresses of an external server. */
  readonly reachedAt: { readonly labels: Readonly<Record<string, string>> } | { readonly cidrs: readonly string[] };
}
