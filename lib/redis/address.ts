import { literal } from '../kube/literal';
import type { Site } from '../site/site';

/** One address at which Redis, or a Sentinel of it, answers. */
export function redisAddress({
  redis: { endpoint },
}: Site): { readonly host: string; readonly port: number } | undefined {
  const host = endpoint.sentinel?.hosts.at(-1);
  return endpoint.sentinel && host !== undefined ? { host, port: endpoint.sentinel.port } : endpoint.server;
}

/** Mastodon's own names for where Redis is, and redis-cli's for its password. */
export function redisEnv({ redis: { endpoint }, mastodon: { env } }: Site) {
  const { server, sentinel, passwordSecret } = endpoint;
  const plain: [string, string | undefined][] = [
    ['REDIS_HOST', server?.host],
    ['REDIS_PORT', server && String(server.port)],
    ['REDIS_DB', env.REDIS_DB && literal(env.REDIS_DB)],
    ['REDIS_SENTINELS', sentinel?.hosts.join(',')],
    ['REDIS_SENTINEL_MASTER', sentinel?.master],
    ['REDIS_SENTINEL_PORT', sentinel && String(sentinel.port)],
  ];
  return [
    ...plain.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
    ...(passwordSecret ? [{ name: 'REDISCLI_AUTH', valueFrom: { secretKeyRef: passwordSecret } }] : []),
  ];
}
