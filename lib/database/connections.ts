import type { Site } from '../site/site';

/** Connections that one streaming process holds at most: DB_POOL's default. Source: mastodon streaming/database.js. */
const streamingPool = 10;
/** Migrations, upkeep and whoever uses the tools. */
const tools = 10;
/** Superusers, monitoring, replication. */
const reserve = 10;

/**
 * Connections that everything declared may open at once, with one more pod of each Deployment during a rollout.
 * Web: processes × threads; Sidekiq: one for each job worked and five for its own upkeep.
 * Source: docs.joinmastodon.org/admin/scaling.
 */
export function maxConnections(site: Site): number {
  return Math.max(
    100,
    connectionUses(site).reduce((sum, { connections }) => sum + connections, 0),
  );
}

/** Who may open how many of them. */
export function connectionUses({ mastodon: { web, sidekiq, streaming } }: Site) {
  return [
    { name: 'web', connections: (web.instances + 1) * web.workers * web.threads },
    ...sidekiq.map(({ name, instances, concurrency }) => ({ name, connections: instances * (concurrency + 5) })),
    { name: 'streaming', connections: (streaming.instances + 1) * streamingPool },
    { name: 'migrations, upkeep, tools', connections: tools },
    { name: 'superusers, monitoring, replication', connections: reserve },
  ];
}
