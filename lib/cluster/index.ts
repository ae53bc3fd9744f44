import type { Room } from '../site/room';

export const clusterRoom: Room = {
  name: 'cluster',
  rules: [],
  requires: () => [],
  secrets: () => [],
  footprints: () => [],
  connections: () => [],
  build: () => {},
  runbook: () => [],
};
