import { join } from 'node:path';
import { allOf } from './support/all';

const folders = [
  'site',
  'storage',
  'network',
  'database',
  'redis',
  'search',
  'mastodon',
  'monitoring',
  'backup-room',
  'delivery',
];

describe.each(folders)('%s', (folder) => allOf(join(__dirname, folder)));
