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
export function maxConnections({ mastodon: { web, sidekiq, streaming } }: Site): number {
  const webs = (web.instances + 1) * web.workers * web.threads;
  const workers = sidekiq.reduce((sum, group) => sum + group.instances * (group.concurrency + 5), 0);
  const streams = (streaming.instances + 1) * streamingPool;
  return Math.max(100, webs + workers + streams + tools + reserve);
}
