import type { Room } from '../site/room';
import type { Site } from '../site/site';
import { bitnami } from './bitnami';
import { external } from './external';
import type { RedisMode } from './mode';
import type { Redis } from './redis';
import { redisRules } from './rules';
import { sentinel } from './sentinel';
import { single } from './single';
import { redisSurvival } from './survival';

export { redisValues } from './bitnami';

/** Adding a mode is adding its file and one line here. */
const modes: Readonly<Record<Redis['mode'], RedisMode>> = { sentinel, single, bitnami, external };

const mode = (site: Site) => modes[site.redis.mode];

export const redisRoom: Room = {
  name: 'redis',
  rules: redisRules,
  requires: () => [],
  secrets: (site) => mode(site).secrets(site),
  footprints: (site) => mode(site).footprints(site),
  connections: (site) => mode(site).connections(site),
  build: (folders, site) => mode(site).build(folders, site),
  runbook: (site) => mode(site).runbook(site),
  survival: redisSurvival,
};
