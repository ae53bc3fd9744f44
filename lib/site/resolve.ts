import { resolveCluster } from '../cluster/cluster';
import { resolveDatabase } from '../database/resolve';
import { resolveMastodon } from '../mastodon/resolve';
import { resolveMonitoring } from '../monitoring/monitoring';
import { resolveNetwork } from '../network/resolve';
import { resolveRedis } from '../redis/resolve';
import { resolveSearch } from '../search/resolve';
import { resolveStorage } from '../storage';
import type { Declared } from './schema';
import type { Site } from './site';
import type { Versions } from './versions';

/** Fills in every default, from topology and distribution; versions come from the declaration or its lock. */
export function resolve(declared: Declared, versions: Versions): Site {
  const cluster = resolveCluster(declared.cluster, declared.name);
  const storage = resolveStorage(declared.storage, cluster);
  const { name, profile } = declared;
  const { namespace } = declared.mastodon;
  const facts = { name, namespace, profile, cluster, storage };
  return {
    ...facts,
    versions,
    network: resolveNetwork(declared.network, cluster),
    database: resolveDatabase(declared.database, facts),
    redis: resolveRedis(declared.redis, facts),
    search: resolveSearch(declared.search, facts),
    mastodon: resolveMastodon(declared.mastodon, declared.mastodon.version ?? versions.mastodon, facts),
    monitoring: resolveMonitoring(declared.monitoring),
  };
}
