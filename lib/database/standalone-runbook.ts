import type { RunbookPart } from '../site/room';
import type { Site } from '../site/site';
import { singleRunbook } from './single-runbook';

export function standaloneRunbook(site: Site): RunbookPart[] {
  const { namespace, database } = site;
  const { volume } = database;
  return [
    {
      chapter: 'check',
      text: `**PostgreSQL**: one pod, ready, and Mastodon's database is there.

\`\`\`sh
kubectl -n ${namespace} get pod database-0 -o wide
kubectl -n ${namespace} exec database-0 -- psql --username=postgres --command='\\l mastodon_production'
\`\`\`

A pod that was killed while it prepared an empty volume for the first time leaves a server without that database. Nothing is lost yet: delete claim and pod, and it starts once more.

\`\`\`sh
kubectl -n ${namespace} delete pvc/data-database-0 pod/database-0   # only before the first Mastodon
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
