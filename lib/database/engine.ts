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

/** Key of the role's name in the password's Secret: where a chart reads it from there. */
export function userKey({ database, mastodon }: Site): { keys: SecretKeyNeed[]; literals: string } {
  if (mastodon.by !== 'mastodon/helm-charts') return { keys: [], literals: '' };
  const { user } = database.endpoint;
  return {
    keys: [{ key: 'username', what: "name of Mastodon's role", readBy: passwordReaders, made: { text: user } }],
    literals: ` --from-literal=username=${user}`,
  };
}

/** Who reads the password: every program of Mastodon. */
export const passwordReaders = ['web', 'streaming', 'sidekiq', 'migration'];
