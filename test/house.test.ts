import { allOf } from './support/all';

/** What belongs to no room: what a declaration may say, the command line, how renderings are compared, and what people read. */
allOf('rules', (file) => require(`./rules/${file}.test.ts`));
allOf('site', (file) => require(`./site/${file}.test.ts`));
allOf('cli', (file) => require(`./cli/${file}.test.ts`));
allOf('init', (file) => require(`./init/${file}.test.ts`));
allOf('import', (file) => require(`./import/${file}.test.ts`));
allOf('review', (file) => require(`./review/${file}.test.ts`));
allOf('report', (file) => require(`./report/${file}.test.ts`));
allOf('charts', (file) => require(`./charts/${file}.test.ts`));
allOf('pages', (file) => require(`./pages/${file}.test.ts`));
allOf('bench', (file) => require(`./bench/${file}.test.ts`));
