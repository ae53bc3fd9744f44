import type { Room } from '../site/room';

export const monitoringRoom: Room = {
  name: 'monitoring',
  rules: [],
  requires: () => [],
  secrets: () => [],
  footprints: () => [],
  connections: () => [],
  build: () => {},
  runbook: () => [],
};
