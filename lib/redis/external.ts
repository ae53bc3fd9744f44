import type { RedisMode } from './mode';

/** A Redis server that somebody else keeps. */
export const external: RedisMode = {
  secrets({ namespace, redis }) {
    const { passwordSecret } = redis.endpoint;
    if (passwordSecret === undefined) return [];
    const { name, key } = passwordSecret;
    return [
      {
        name,
        namespace,
        madeBy: 'you',
        keys: [
          { key, what: 'password of Redis', readBy: ['web', 'streaming', 'sidekiq'], settings: ['REDIS_PASSWORD'] },
        ],
        commands: [`kubectl -n ${namespace} create secret generic ${name} --from-literal=${key}='<password of Redis>'`],
      },
    ];
  },
  footprints: () => [],
  connections: () => [],
  build: () => {},
  runbook: ({ redis: { endpoint } }) => [
    {
      chapter: 'install',
      text: `**Redis** at ${endpoint.server?.host}:${endpoint.server?.port} is yours to keep and to back up: version 7 or newer, append-only file on, \`maxmemory-policy noeviction\`, or jobs and feeds vanish.`,
    },
  ],
};
