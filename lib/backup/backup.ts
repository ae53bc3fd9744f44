import type { DataVolume } from '../storage/choose';

/** Backups of a site with every default filled in. */
export type Backup = NoBackup | BackupPlan;

export interface NoBackup {
  /** `none`: the operator says so. `undeclared`: nobody said anything, which a rule refuses. */
  readonly kind: 'none' | 'undeclared';
}

export interface BackupPlan {
  readonly kind: 'plan';
  /** Time of day. Shape: `03:17`. */
  readonly daily: string;
  readonly timeZone: string;
  /** Where sets are written first, and where they go from there. */
  readonly tree: Tree;
  readonly bucket: Bucket | undefined;
  readonly keep: Keep;
  readonly rehearse: 'daily' | 'weekly' | 'monthly' | 'never';
  /** Secret whose key `url` is called on success and failure; undefined: nobody is told. */
  readonly pingSecret: string | undefined;
  /** What of other servers' files is kept: nothing, their emoji, or everything. */
  readonly cache: 'none' | 'emojis' | 'all';
  /** Certificates (PEM) that the secrets part is encrypted to; a rule refuses a plan without. */
  readonly recipients: Recipients | undefined;
  /** Disk that the database may fill; undefined where it is an external server's and nobody said. */
  readonly databaseSize: string | undefined;
}

/** A volume that every pod of a backup mounts: the target itself, or what waits for its upload into a bucket. */
export type Tree =
  | { readonly kind: 'nfs'; readonly server: string; readonly share: string; readonly size: string }
  | { readonly kind: 'volume' | 'spool'; readonly volume: DataVolume };

export interface Bucket {
  readonly bucket: string;
  /** Undefined: AWS. Shape: `https://s3.example.org`. */
  readonly endpoint: string | undefined;
  readonly region: string | undefined;
  /** Folder in the bucket; empty for its root. */
  readonly prefix: string;
  readonly secret: string;
  /** What PostgreSQL writes goes there as well, as CloudNativePG archives it. */
  readonly wal: WalArchive | undefined;
}

export interface WalArchive {
  /** Days to which the database can be brought back. */
  readonly days: number;
  /** Folder beside the sets, which belongs to one life of the database: CloudNativePG refuses one that another wrote to. */
  readonly folder: string;
}

export interface Keep {
  readonly daily: number;
  readonly weekly: number;
  readonly monthly: number;
}

export interface Recipients {
  /** Its private key lies in the operator's safe and nowhere else. */
  readonly operator: string;
  /** Its private key lies in a Secret that only the rehearsal mounts. */
  readonly rehearsal: string;
}
