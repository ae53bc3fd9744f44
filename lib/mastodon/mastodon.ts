import type { Probes } from '../kube/probes';
import type { Resources } from '../kube/resources';
import type { SecretKey } from '../kube/secret-key';
import type { DataVolume } from '../storage/choose';
import type { Way } from './names';

/** Mastodon of a site with every default filled in. */
export interface Mastodon {
  /** Who brings web, streaming and Sidekiq. */
  readonly by: Way;
  /** How the same server ran until now, where somebody brings one. */
  readonly from: 'mastodon/chart' | undefined;
  /** Version of the chart, where the declaration names one. */
  readonly chartVersion: string | undefined;
  readonly version: string;
  /** Names people have: `@you@handleDomain`. Can never change. */
  readonly handleDomain: string;
  /** Where the server answers. Can never change. */
  readonly webDomain: string;
  readonly alternateDomains: readonly string[];
  readonly images: { readonly rails: string; readonly streaming: string };
  readonly media: Media;
  readonly smtp: Smtp;
  readonly web: Process & { readonly workers: number; readonly threads: number };
  readonly streaming: Process;
  /** Every group of Sidekiq's queues; exactly one process of one group works the scheduler's. */
  readonly sidekiq: readonly SidekiqGroup[];
  readonly locale: string | undefined;
  readonly singleUser: boolean;
  /** Further settings by name. */
  readonly env: Readonly<Record<string, string>>;
  /** Settings whose values lie in Secrets. */
  readonly envFromSecrets: Readonly<Record<string, SecretKey>>;
  readonly upkeep: Upkeep;
  /** The operator says: an empty database beside existing media is meant. */
  readonly startEmpty: boolean;
  /** Seconds that a migration of the database may take. */
  readonly migrationSeconds: number;
  /** Seconds that one upload may take; pods that are told to stop wait as long. */
  readonly uploadSeconds: number;
  /** Megabytes that one request may carry. */
  readonly uploadMegabytes: number;
}

export interface Process {
  readonly instances: number;
  readonly image: string;
  readonly probes: Probes;
  readonly slowStartSeconds: number;
  readonly resources: Resources;
}

export interface SidekiqGroup extends Process {
  /** Its component, and the name of its Deployment (see names.ts). */
  readonly name: string;
  readonly queues: readonly { readonly queue: string; readonly weight: number | undefined }[];
  readonly concurrency: number;
  /** Key path of the declaration. */
  readonly from: string;
}

/** Where uploads lie. */
export type Media = { readonly kind: 'volume'; readonly volume: DataVolume } | { readonly kind: 's3'; readonly s3: S3 };

export interface S3 {
  readonly bucket: string;
  readonly endpoint: string | undefined;
  readonly region: string | undefined;
  /** Host that browsers load media from. */
  readonly hostname: string | undefined;
  readonly aliasHost: string | undefined;
  readonly protocol: 'https' | 'http';
  readonly secret: string;
}

export interface Smtp {
  readonly server: string;
  readonly port: number;
  readonly from: string;
  /** Secret with keys `login` and `password`; undefined for a relay that asks for none. */
  readonly secret: string | undefined;
  readonly tls: 'starttls' | 'tls' | 'none';
}

export interface Upkeep {
  readonly timeZone: string;
  readonly removeRemoteMedia: UpkeepTask | undefined;
  readonly removePreviewCards: UpkeepTask | undefined;
}

export interface UpkeepTask {
  readonly schedule: string;
  readonly days: number;
}
