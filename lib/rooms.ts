import { backupRoom } from './backup';
import { clusterRoom } from './cluster';
import { databaseRoom } from './database';
import { deliveryRoom } from './delivery';
import { mastodonRoom } from './mastodon';
import { monitoringRoom } from './monitoring';
import { networkRoom } from './network';
import { redisRoom } from './redis';
import { searchRoom } from './search';
import type { Room } from './site/room';
import { storageRoom } from './storage';

/** Every concern of a site, in the order in which their objects are applied. */
export const rooms: readonly Room[] = [
  clusterRoom,
  storageRoom,
  networkRoom,
  databaseRoom,
  redisRoom,
  searchRoom,
  mastodonRoom,
  backupRoom,
  monitoringRoom,
  deliveryRoom,
];
