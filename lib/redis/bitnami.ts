import { patient, type SubChart, serverReasons, serverValues, subChartRunbook } from '../database/sub-chart';
import { labels } from '../kube/labels';
import type { Site } from '../site/site';
import { ownSecret, type RedisMode } from './mode';
import { single } from './single';

/** Redis by the sub-chart of mastodon/chart: one server. Source: bitnami/charts, redis 22.0.7. */
export const bitnami: RedisMode = {
  secrets: ownSecret,
  footprints: single.footprints,
  connections: () => [],
  build: () => {},
  runbook(site) {
    const name = redisName(site.name);
    return [
      {
        chapter: 'check',
        text: `**Redis**: one pod, ready.

\`\`\`sh
kubectl -n ${site.namespace} get pod ${name}-0 -o wide
\`\`\``,
      },
      ...subChartRunbook(site, 'Redis', name, site.redis, `redis-data-${name}-0`),
    ];
  },
};

/** The parent chart looks for it under the release's name. */
export const redisName = (release: string) => `${release}-redis-master`;

export const redisLabelsOf = (release: string) => labels('redis', release, 'master');

/** Values below `redis`; undefined where another mode is declared. */
export function redisValues(site: Site): SubChart | undefined {
  const { redis } = site;
  const secret = redis.endpoint.passwordSecret;
  if (redis.mode !== 'bitnami' || secret === undefined) return undefined;
  return {
    values: {
      architecture: 'standalone',
      auth: { existingSecret: secret.name, existingSecretKey: secret.key, existingSecretPasswordKey: secret.key },
      commonConfiguration: `appendonly yes\nsave ""\nmaxmemory ${redis.maxMemoryMegabytes}mb\nmaxmemory-policy noeviction\n`,
      master: serverValues(site, redis),
      networkPolicy: { enabled: false },
      replica: patient(redis),
      sentinel: patient(redis),
    },
    reasons: {
      architecture:
        "the chart's own `redis.replica.replicaCount: 0` is lost, since the key stands twice: three replicas that never take over",
      auth: 'a password in values would lie in git, and one that the chart makes changes at every upgrade',
      commonConfiguration: "keeps every job on disk, and says no before the pod's memory is full",
      ...serverReasons('master'),
      'master.resources': 'the preset of the sub-chart, 192Mi, is outgrown by the queues of a small server',
      networkPolicy: 'mastodon/network-policies/ opens less',
      replica: 'none run here; whoever adds one finds the same patience',
      sentinel: 'none run here; whoever adds one finds the same patience',
    },
  };
}
