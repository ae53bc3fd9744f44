import { join } from 'node:path';
import { allOf } from './support/all';

/** And the laws that what they render keeps. */
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
  'laws',
];

describe.each(folders)('%s', (folder) => allOf(join(__dirname, folder)));
