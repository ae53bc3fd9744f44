import type { Backup } from '../backup/backup';
import type { Cluster } from '../cluster/cluster';
import type { Database } from '../database/database';
import type { Delivery } from '../delivery/delivery';
import type { Profile } from '../kube/resources';
import type { Mastodon } from '../mastodon/mastodon';
import type { Monitoring } from '../monitoring/monitoring';
import type { Network } from '../network/network';
import type { Redis } from '../redis/redis';
import type { Search } from '../search/search';
import type { Storage } from '../storage/storage';
import type { Versions } from './versions';

/** One declared site with every default filled in. All that comes after is a function of this value. */
export interface Site {
  readonly name: string;
  /** Namespace of the application. */
  readonly namespace: string;
  readonly profile: Profile;
  /** The declaration as it was written, its bases in it, for those who keep a copy of it; nothing else looks at it. */
  readonly written: object;
  readonly versions: Versions;
  /** The site whose cluster, network and storage these are, and that renders their platform; undefined where this one does. */
  readonly host: Site | undefined;
  readonly cluster: Cluster;
  readonly network: Network;
  readonly storage: Storage;
  readonly database: Database;
  readonly redis: Redis;
  readonly search: Search;
  readonly mastodon: Mastodon;
  readonly backup: Backup;
  readonly monitoring: Monitoring;
  readonly delivery: Delivery;
}
