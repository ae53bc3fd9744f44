import type { RunbookPart } from '../site/room';
import { type DatabaseEngine, passwordReaders, passwordSecret, userKey } from './engine';

/** A PostgreSQL server that somebody else keeps. */
export const external: DatabaseEngine = {
  requires: () => [],
  secrets(site) {
    const { user, host } = site.database.endpoint;
    const password = { what: `password of role ${user} at ${host}`, readBy: passwordReaders };
    return passwordSecret(site, password, `'<password of ${user}>'`, userKey(site));
  },
  footprints: () => [],
  connections: () => [],
  build: () => {},
  runbook({ database: { endpoint } }): RunbookPart[] {
    return [
      {
        chapter: 'install',
        text: `**PostgreSQL** at ${endpoint.host}:${endpoint.port} is yours to keep and to back up: version 14 or newer, database \`${endpoint.database}\` in UTF8, owned by role \`${endpoint.user}\`, which may create databases.`,
      },
    ];
  },
};
