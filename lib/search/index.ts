import type { Room } from '../site/room';

export const searchRoom: Room = {
  name: 'search',
  rules: [],
  requires: () => [],
  secrets: () => [],
  footprints: () => [],
  connections: () => [],
  build: () => {},
  runbook: () => [],
};
