import type { Site } from '../site/site';
import { applyMastodon } from './chart/charts';
import { mediaPlace } from './media-place';
import { endTools } from './tool-commands';

/** The upgrade chapter: what happens, how far there is a way back, what to do when it stops. */
export function upgradeText(site: Site): string {
  const { namespace, mastodon } = site;
  const down = mediaPlace(mastodon.media, site.storage) === 'one-node';
  const jobs = `kubectl -n ${namespace} get jobs -l 'app.kubernetes.io/component in (migrate-pre, migrate-post)' --sort-by=.metadata.creationTimestamp`;
  return `**Mastodon.** Read the release notes of every version in between, go through every minor version, take a backup, and see that the last \`migrate-post\` Job is complete. Then change \`mastodon.version\`, render, read the difference (image lines and the names of two Jobs), apply:

\`\`\`sh
${jobs}
${endTools(site)}
kubectl apply -k mastodon
kubectl -n ${namespace} get pods -l app.kubernetes.io/name=mastodon --watch
\`\`\`

1. \`migrate-pre-…\` brings the database to where old and new code work with it.
2. New pods wait for that in \`wait-for-migrations\`. ${
    down
      ? 'The old pods of web and Sidekiq end first, since the media volume is for one node: **the site is down from the apply until the new ones are ready.**'
      : 'The old ones go on meanwhile and leave one by one; only timed jobs pause, since the scheduler may not run twice.'
  }
3. \`migrate-post-…\` waits until every pod runs the new version, those that finish uploads included, and then removes what only old code needed.

**The way back.** Until \`migrate-post-…\` has begun, declare the old version, render and apply: the old code works with this database. Once it has begun there is none but the backup from before the upgrade, restored under the old version.

**A Job that failed** has said why; nothing goes on without it. Mend the cause, delete the Job and apply again: what was migrated stays so, and the rest is done.

\`\`\`sh
kubectl -n ${namespace} logs -l 'app.kubernetes.io/component in (migrate-pre, migrate-post)' --tail=50 --prefix
kubectl -n ${namespace} delete job <name>
kubectl apply -k mastodon
\`\`\`

Jobs of earlier versions stay until you remove them; one that is still current and was removed runs again at the next apply and finds nothing to do.

\`\`\`sh
kubectl -n ${namespace} delete jobs -l 'app.kubernetes.io/component in (migrate-pre, migrate-post)' --field-selector status.successful=1
\`\`\``;
}

/** The same where a chart brings the programs: nobody waits for the first Job but the person who types. */
export function upgradeByChart(site: Site): string {
  const { namespace } = site;
  const [objects = '', ...chart] = applyMastodon(site);
  return `**Mastodon.** Read the release notes of every version in between, go through every minor version, take a backup, and see that the last \`migrate-post\` Job is complete. Then change \`mastodon.version\`, render, read the difference, and apply in two steps. The first Job brings the database to where old and new code work with it; only when it is complete may new pods start:

\`\`\`sh
${endTools(site)}
${objects}
kubectl -n ${namespace} get jobs -l app.kubernetes.io/component=migrate-pre --watch
${chart.join('\n')}
kubectl -n ${namespace} get pods -l app.kubernetes.io/name=mastodon --watch
\`\`\`

\`migrate-post-…\` waits until every pod runs the new version, and then removes what only old code needed. **The way back**: until it has begun, declare the old version, render, apply and install again; afterwards there is none but the backup from before the upgrade.

**A Job that failed** has said why; nothing goes on without it. Mend the cause, delete the Job and apply again.

\`\`\`sh
kubectl -n ${namespace} logs -l 'app.kubernetes.io/component in (migrate-pre, migrate-post)' --tail=50 --prefix
kubectl -n ${namespace} delete job <name>
${objects}
\`\`\``;
}
