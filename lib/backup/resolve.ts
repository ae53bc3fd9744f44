import type { Database } from '../database/database';
import type { Mastodon } from '../mastodon/mastodon';
import type { SiteFacts } from '../site/facts';
import type { Backup } from './backup';
import { resolveNfs } from './nfs';
import { resolveS3, resolveSpool } from './s3';
import type { DeclaredBackup } from './schema';
import { resolveVolume } from './volume';

/** What other rooms resolved before, as far as a backup depends on it. */
export interface BackupFacts extends SiteFacts {
  readonly database: Database;
  readonly mastodon: Mastodon;
}

export function resolveBackup(declared: DeclaredBackup, facts: BackupFacts): Backup {
  if (declared === undefined) return { kind: 'undeclared' };
  if (declared === 'none') return { kind: 'none' };
  const { nfs, volume, s3 } = declared.to;
  return {
    kind: 'plan',
    daily: declared.daily,
    timeZone: declared.timeZone,
    tree: nfs ? resolveNfs(nfs) : volume ? resolveVolume(volume, facts) : resolveSpool(s3?.spool, facts),
    bucket: s3 && resolveS3(s3),
    keep: declared.keep,
    rehearse: declared.rehearse,
    pingSecret: declared.notify?.pingSecret,
    cache: declared.cache,
    recipients: declared.recipients,
    databaseSize: facts.database.volume?.size ?? declared.databaseSize,
  };
}
