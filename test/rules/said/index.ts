import type { Said } from '../said';
import { backupBackup } from './backup/backup';
import { backupRecipient } from './backup/recipient';
import { backupS3 } from './backup/s3';
import { clusterCluster } from './cluster/cluster';
import { clusterGuest } from './cluster/guest';
import { saidOfData } from './data';
import { databaseDatabase } from './database/database';
import { databaseParameter } from './database/parameter';
import { databaseWal } from './database/wal';
import { mastodonChart } from './mastodon/chart';
import { mastodonChartBeyond } from './mastodon/chart-beyond';
import { mastodonHosts } from './mastodon/hosts';
import { mastodonMedia } from './mastodon/media';
import { mastodonPrograms } from './mastodon/programs';
import { mastodonQueues } from './mastodon/queues';
import { mastodonSettings } from './mastodon/settings';
import { networkCertificate } from './network/certificate';
import { networkEntry } from './network/entry';
import { networkInternet } from './network/internet';
import { networkLan } from './network/lan';
import { networkMetallb } from './network/metallb';
import { networkMetallbPool } from './network/metallb-pool';
import { networkServicelb } from './network/servicelb';
import { redisRedis } from './redis/redis';
import { searchSearch } from './search/search';
import { storageCapacity } from './storage/capacity';
import { storageInstall } from './storage/install';
import { storageJiva } from './storage/jiva';
import { storageLonghorn } from './storage/longhorn';
import { storageNode } from './storage/node';
import { storageOpenebsNfs } from './storage/openebs-nfs';
import { storageRole } from './storage/role';

/** By rule. */
export const said: Readonly<Record<string, readonly Said[]>> = {
  ...clusterCluster,
  ...storageRole,
  ...storageNode,
  ...storageInstall,
  ...storageLonghorn,
  ...storageJiva,
  ...storageOpenebsNfs,
  ...networkLan,
  ...networkMetallbPool,
  ...networkMetallb,
  ...networkServicelb,
  ...networkEntry,
  ...networkCertificate,
  ...networkInternet,
  ...saidOfData({
    room: 'database',
    program: 'PostgreSQL',
    own: 'engine: standalone',
    elsewhere: 'engine: external, host: db.example.org, addresses: [192.0.2.10/32]',
  }),
  ...databaseDatabase,
  ...databaseParameter,
  ...databaseWal,
  ...saidOfData({
    room: 'redis',
    program: 'Redis',
    own: 'mode: single',
    elsewhere: 'mode: external, host: redis.example.org, addresses: [192.0.2.10/32]',
  }),
  ...redisRedis,
  ...saidOfData({
    room: 'search',
    program: 'Elasticsearch',
    own: 'engine: elasticsearch',
    elsewhere: 'engine: external, host: search.example.org, addresses: [192.0.2.10/32]',
  }),
  ...searchSearch,
  ...mastodonQueues,
  ...mastodonSettings,
  ...mastodonMedia,
  ...mastodonPrograms,
  ...mastodonHosts,
  ...mastodonChartBeyond,
  ...mastodonChart,
  ...backupBackup,
  ...backupRecipient,
  ...backupS3,
  ...storageCapacity,
  ...clusterGuest,
};
