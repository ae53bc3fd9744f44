export { buildPolicies } from './policies';

import type { Room } from '../site/room';

export const networkRoom: Room = {
  name: 'network',
  rules: [],
  requires: () => [],
  secrets: () => [],
  footprints: () => [],
  connections: () => [],
  build: () => {},
  runbook: () => [],
};
