import { resolveBackup } from '../backup/resolve';
import { resolveCluster } from '../cluster/cluster';
import { resolveDatabase } from '../database/resolve';
import { resolveDelivery } from '../delivery/delivery';
import { resolveMastodon } from '../mastodon/resolve';
import { resolveMonitoring } from '../monitoring/monitoring';
import { resolveNetwork } from '../network/resolve';
import { resolveRedis } from '../redis/resolve';
import { resolveSearch } from '../search/resolve';
import { resolveStorage } from '../storage';
import type { Declared } from './schema';
import type { Site } from './site';
import type { Versions } from './versions';

/**
 * Fills in every default, from topology and distribution; versions come from the declaration or its lock.
 * @param written the declaration without the schema's defaults: another Mammut may have others
 * @param host the site whose guest this one is
 */
export function resolve(declared: Declared, versions: Versions, written: object = declared, host?: Site): Site {
  const cluster = host?.cluster ?? resolveCluster(declared.cluster, declared.name);
  const storage = host?.storage ?? resolveStorage(declared.storage, cluster);
  const { name, profile } = declared;
  const { namespace } = declared.mastodon;
  const facts = { name, namespace, profile, cluster, storage };
  const database = resolveDatabase(declared.database, facts);
  const mastodon = resolveMastodon(declared.mastodon, declared.mastodon.version ?? versions.mastodon, facts);
  return {
    ...facts,
    written,
    versions,
    host,
    network: host?.network ?? resolveNetwork(declared.network, cluster),
    database,
    redis: resolveRedis(declared.redis, facts),
    search: resolveSearch(declared.search, facts),
    mastodon,
    backup: resolveBackup(declared.backup, { ...facts, database, mastodon }),
    monitoring: resolveMonitoring(declared.monitoring),
    delivery: resolveDelivery(declared.delivery, name),
  };
}
