import { writeFileSync } from 'node:fs';
import { generated } from './generated';

/** npm run docs: writes what is generated from schema and rules. */
for (const [file, content] of generated()) writeFileSync(file, content);
