import type { Room } from '../site/room';

export const redisRoom: Room = {
  name: 'redis',
  rules: [],
  requires: () => [],
  secrets: () => [],
  footprints: () => [],
  connections: () => [],
  build: () => {},
  runbook: () => [],
};
