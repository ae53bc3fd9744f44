import type { Room } from '../site/room';

export const databaseRoom: Room = {
  name: 'database',
  rules: [],
  requires: () => [],
  secrets: () => [],
  footprints: () => [],
  connections: () => [],
  build: () => {},
  runbook: () => [],
};
