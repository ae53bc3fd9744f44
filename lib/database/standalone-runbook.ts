import type { RunbookPart } from '../site/room';
import type { Site } from '../site/site';
import { singleRunbook } from './single-runbook';

export function standaloneRunbook(site: Site): RunbookPart[] {
  const { namespace, database } = site;
  const { volume } = database;
  return [
    { chapter: 'mastodon', text: firstStartFailed(namespace) },
    {
      chapter: 'check',
      text: `**PostgreSQL**: one pod, ready, and Mastodon's database is there.

\`\`\`sh
kubectl -n ${namespace} get pod database-0 -o wide
kubectl -n ${namespace} exec database-0 -- psql --username=postgres --command='\\l mastodon_production'
\`\`\``,
    },
    ...singleRunbook(site, {
      title: 'PostgreSQL',
      name: 'database',
      volumeClass: volume && site.storage[volume.on],
      size: volume?.size ?? '',
      node: volume?.node,
    }),
    {
      chapter: 'upgrade',
      text: `**PostgreSQL, minor version**: a newer tag of the same major and the same Debian suite in the lock beside the declaration, render, apply. Mastodon is down for the restart.

**PostgreSQL, major version**: the new server does not read the old files and says so at its start. Back up, stop Mastodon and PostgreSQL, delete the claim (its volume is kept), apply the new tag, restore.`,
    },
  ];
}

/** No block of commands: pasted on any later day it would swap the database for an empty one. */
function firstStartFailed(namespace: string): string {
  return `**PostgreSQL whose very first start failed.** A pod that is killed while it prepares its empty volume leaves a server without Mastodon's database. When no Mastodon has ever run here, nothing is lost: \`kubectl -n ${namespace} delete pvc/data-<pod> pod/<pod>\`, where \`<pod>\` is \`database-0\`, and it starts once more.`;
}
