import type { RunbookPart } from '../site/room';
import { type DatabaseEngine, passwordReaders, userKey } from './engine';

/** A PostgreSQL server that somebody else keeps. */
export const external: DatabaseEngine = {
  requires: () => [],
  secrets(site) {
    const { namespace, database } = site;
    const user = userKey(site);
    const { name, key } = database.endpoint.passwordSecret;
    return [
      {
        name,
        namespace,
        madeBy: 'you',
        keys: [
          {
            key,
            what: `password of role ${database.endpoint.user} at ${database.endpoint.host}`,
            readBy: passwordReaders,
            settings: ['DB_PASS'],
          },
          ...user.keys,
        ],
        commands: [
          `kubectl -n ${namespace} create secret generic ${name} --from-literal=${key}='<password of ${database.endpoint.user}>'${user.literals}`,
        ],
      },
    ];
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
