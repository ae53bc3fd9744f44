import { join } from 'node:path';
import { allOf } from './support/all';

allOf(join(__dirname, 'pages'));
