import { join } from 'node:path';
import { allOf } from './support/all';

/** What belongs to no room: what a declaration may say, the command line, how renderings are compared, and what people read. */
const folders = ['rules', 'cli', 'init', 'import', 'review', 'doctor', 'report', 'charts', 'pages', 'bench'];

describe.each(folders)('%s', (folder) => allOf(join(__dirname, folder)));
