import { bytes } from '../kube/quantity';
import type { Site } from '../site/site';
import { maxConnections } from './connections';

/**
 * PostgreSQL's settings: sized by the pod's memory, gentle to slow and replicated disks, and quick to let go of
 * clients whose machine vanished. What is declared wins. Sources: postgresql.org/docs/17/runtime-config.html;
 * cloudnative-pg docs, replication: capping the WAL size.
 */
export function parameters(site: Site): Record<string, string> {
  const { instances, volume, resources } = site.database;
  const { memory, memoryLimit } = resources;
  const mebibytes = (share: number) => `${Math.floor(share / 2 ** 20)}MB`;
  const all: Record<string, string> = {
    checkpoint_timeout: '15min',
    effective_cache_size: mebibytes(bytes(memoryLimit) / 2),
    // An instance that is away keeps its place in the others' logs: unbounded, they fill the disk and stop the server.
    ...(instances > 1 && volume && { max_slot_wal_keep_size: mebibytes(bytes(volume.size) / 2) }),
    // In steps: PostgreSQL restarts when it changes, and one more pod of Mastodon's shall not do that.
    max_connections: String(Math.ceil(maxConnections(site) / 100) * 100),
    // CloudNativePG refuses more than the pod's request.
    shared_buffers: mebibytes(Math.min(bytes(memoryLimit) / 4, bytes(memory) / 2)),
    tcp_keepalives_count: '6',
    tcp_keepalives_idle: '60',
    tcp_keepalives_interval: '10',
    wal_compression: 'on',
    ...site.database.parameters,
  };
  return Object.fromEntries(Object.entries(all).sort(([one], [other]) => (one < other ? -1 : 1)));
}
