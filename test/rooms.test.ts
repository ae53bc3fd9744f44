import { allOf } from './support/all';

/** The rooms; what they render, the laws that it keeps and how it is written; how a cluster is held against it. */
allOf('storage', (file) => require(`./storage/${file}.test.ts`));
allOf('network', (file) => require(`./network/${file}.test.ts`));
allOf('database', (file) => require(`./database/${file}.test.ts`));
allOf('redis', (file) => require(`./redis/${file}.test.ts`));
allOf('search', (file) => require(`./search/${file}.test.ts`));
allOf('mastodon', (file) => require(`./mastodon/${file}.test.ts`));
allOf('monitoring', (file) => require(`./monitoring/${file}.test.ts`));
allOf('backup-room', (file) => require(`./backup-room/${file}.test.ts`));
allOf('delivery', (file) => require(`./delivery/${file}.test.ts`));
allOf('laws', (file) => require(`./laws/${file}.test.ts`));
allOf('output', (file) => require(`./output/${file}.test.ts`));
allOf('doctor', (file) => require(`./doctor/${file}.test.ts`));
