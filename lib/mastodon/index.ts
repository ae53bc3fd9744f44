import type { Room } from '../site/room';

export const mastodonRoom: Room = {
  name: 'mastodon',
  rules: [],
  requires: () => [],
  secrets: () => [],
  footprints: () => [],
  connections: () => [],
  build: () => {},
  runbook: () => [],
};
