import type { Folders } from '../kube/component';
import type { Connection } from '../kube/connection';
import type { Footprint, Requirement, RunbookPart, SecretKeyNeed, SecretNeed } from '../site/room';
import type { Site } from '../site/site';

/** All that the project knows about one way of running PostgreSQL. One engine, one file. */
export interface DatabaseEngine {
  requires(site: Site): Requirement[];
  secrets(site: Site): SecretNeed[];
  footprints(site: Site): Footprint[];
  /** Connections of the servers themselves; clients declare theirs. */
  connections(site: Site): Connection[];
  build(folders: Folders, site: Site): void;
  runbook(site: Site): RunbookPart[];
}

/** Who reads the password: every program of Mastodon. */
export const passwordReaders = ['web', 'streaming', 'sidekiq', 'migration'];

/** Random, on the command line. */
export const random = '"$(openssl rand -hex 32)"';

type Keys = { readonly keys: readonly SecretKeyNeed[]; readonly literals: string };

/** The Secret with the password of Mastodon's role. @param literal the password on the command line. @param more keys beside it */
export function passwordSecret(
  { namespace, database }: Site,
  password: Omit<SecretKeyNeed, 'key' | 'settings'>,
  literal: string,
  more: Keys,
): SecretNeed[] {
  const { name, key } = database.endpoint.passwordSecret;
  return [
    {
      name,
      namespace,
      madeBy: 'you',
      keys: [{ key, ...password, settings: ['DB_PASS'] }, ...more.keys],
      commands: [
        `kubectl -n ${namespace} create secret generic ${name} --from-literal=${key}=${literal}${more.literals}`,
      ],
    },
  ];
}

/** The password that a server in the cluster is made with. */
export const madePassword: Omit<SecretKeyNeed, 'key' | 'settings'> = {
  what: "password of Mastodon's role",
  readBy: ['database', ...passwordReaders],
  made: { random: 'hexadecimal', length: 64 },
};

/** Key of the role's name in the password's Secret: where a chart reads it from there. */
export function userKey({ database, mastodon }: Site): Keys {
  if (mastodon.by !== 'mastodon/helm-charts') return { keys: [], literals: '' };
  const { user } = database.endpoint;
  return {
    keys: [{ key: 'username', what: "name of Mastodon's role", readBy: passwordReaders, made: { text: user } }],
    literals: ` --from-literal=username=${user}`,
  };
}
