import { join } from 'node:path';
import { allOf } from './support/all';

/** And what they render: the laws that it keeps, and how it is written. */
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
  'output',
];

describe.each(folders)('%s', (folder) => allOf(join(__dirname, folder)));
