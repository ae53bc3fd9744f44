import type { Folders } from '../kube/component';
import type { Connection } from '../kube/connection';
import type { Footprint, RunbookPart, SecretNeed } from '../site/room';
import type { Site } from '../site/site';

/** All that the project knows about one way of running Redis. One mode, one file. */
export interface RedisMode {
  secrets(site: Site): SecretNeed[];
  footprints(site: Site): Footprint[];
  /** Connections of the servers themselves; clients declare theirs. */
  connections(site: Site): Connection[];
  build(folders: Folders, site: Site): void;
  runbook(site: Site): RunbookPart[];
}

/** The Secret of servers that we run. */
export function ownSecret({ namespace, redis }: Site): SecretNeed[] {
  const { passwordSecret } = redis.endpoint;
  if (passwordSecret === undefined) return [];
  const { name, key } = passwordSecret;
  return [
    {
      name,
      namespace,
      madeBy: 'you',
      keys: [
        {
          key,
          what: 'password of Redis and its Sentinels',
          readBy: ['redis', 'web', 'streaming', 'sidekiq'],
          made: { random: 'hexadecimal', length: 64 },
          settings: ['REDIS_PASSWORD'],
        },
      ],
      commands: [
        `kubectl -n ${namespace} create secret generic ${name} --from-literal=${key}="$(openssl rand -hex 32)"`,
      ],
    },
  ];
}
