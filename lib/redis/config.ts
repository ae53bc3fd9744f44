import { labels } from '../kube/labels';
import type { Site } from '../site/site';

/** Uid and gid of `redis` in the image's Debian variants. */
export const user = 999;
export const ports = { redis: 6379, sentinel: 26379 };

export const redisImage = ({ versions }: Site) => `docker.io/library/redis:${versions.redis}`;
export const redisLabels = ({ name }: Site) => labels('redis', name, 'redis');
export const volumeClass = ({ redis, storage }: Site) => redis.volume && storage[redis.volume.on];

/** The password, where redis-cli looks for it by itself: it is in no argument and no probe. */
export function passwordEnv({ redis }: Site) {
  const { passwordSecret } = redis.endpoint;
  return passwordSecret ? [{ name: 'REDISCLI_AUTH', valueFrom: { secretKeyRef: passwordSecret } }] : [];
}

/**
 * redis.conf without what the start script adds. Queues, feeds and locks share this server: nothing may be evicted,
 * and everything is written down each second. Source: sidekiq wiki, "Using Redis"; redis.io/docs/management/persistence.
 */
export function redisConf({ redis }: Site): string {
  return lines([
    `port ${ports.redis}`,
    'dir /data',
    'appendonly yes',
    'appendfsync everysec',
    // The append-only file is the copy that counts.
    'save ""',
    `maxmemory ${redis.maxMemoryMegabytes}mb`,
    'maxmemory-policy noeviction',
    'tcp-keepalive 60',
    ...(redis.mode === 'sentinel' ? replication : []),
  ]);
}

/** A master that nobody follows takes no writes: they would be lost when it learns that another one leads. */
const replication = ['min-replicas-to-write 1', 'min-replicas-max-lag 10', 'repl-backlog-size 16mb'];

/** sentinel.conf without what the start script adds. */
export function sentinelConf({ redis }: Site): string {
  const master = redis.endpoint.sentinel?.master ?? '';
  return lines([
    `port ${ports.sentinel}`,
    'dir /tmp',
    'sentinel resolve-hostnames yes',
    'sentinel announce-hostnames yes',
    // Every post waits for the master. With ten seconds, requests that piled up kept others out longer than people wait.
    `sentinel down-after-milliseconds ${master} 5000`,
    // An election without a winner is repeated after twice this time, and nobody can post until then.
    `sentinel failover-timeout ${master} 10000`,
    `sentinel parallel-syncs ${master} 1`,
  ]);
}

const lines = (all: readonly string[]) => `${all.join('\n')}\n`;
