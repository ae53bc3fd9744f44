import type { Site } from '../site/site';
import type { BackupPlan } from './backup';
import { bringUp } from './runbook-losses';
import { fence } from './runbook-words';

/** From an installation of mastodon/chart with its own servers and claims to this site: by a set, like every move. */
export function fromChart(site: Site, plan: BackupPlan): string {
  const { name, mastodon, versions } = site;
  const media = mastodon.media.kind === 'volume';
  const target =
    plan.tree.kind === 'nfs' ? `mount ${plan.tree.server}:${plan.tree.share} there` : 'what is mounted as the target';
  const old = 'kubectl -n <old-namespace>';
  const db = `${old} exec <release>-postgresql-0 -- env PGPASSWORD="$(${old} get secret <postgresql-secret> -o jsonpath='{.data.password}' | base64 -d)"`;
  return `What ran by mastodon/chart until now, its databases of Bitnami's included, moves by a backup set. The old release keeps all it has until this site serves: nothing of it is changed but numbers of pods and what becomes of its volumes. \`<release>\` is its name in \`helm list\`. PostgreSQL ${versions.postgresql.split('.')[0]} with its server, zstd and openssl on your machine make the set.

1. **Its volumes outlive it**, whatever is deleted: a chart's claims go with the release, and media with them, unless their volumes are kept.

${fence(
  `${old} get pvc -o jsonpath='{range .items[*]}{.spec.volumeName}{"\\n"}{end}' | xargs -I{} kubectl patch pv {} -p '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}'`,
)}

2. **Its keys.** Everything that it was told, into a file for your eyes only; what this site needs of it is taken from there. The file goes into your safe.

${fence(
  'umask 077',
  `${old} exec deploy/<release>-web -- env > old.env`,
  `npx mammut secrets ${name}.yaml --from-env old.env`,
)}

3. ${media ? '**A copy of its media**, while it still serves, and its end: no' : '**Its end**: no'} server of this name runs from here on.

${fence(
  ...(media
    ? [
        'mkdir -p media',
        `${old} exec deploy/<release>-web -- tar -C /opt/mastodon/public/system -cf - . | tar -C media -xf -`,
      ]
    : []),
  `${old} scale deployment <release>-web <release>-streaming --replicas=0`,
  `${old} get deployments -o name | grep sidekiq   # once their queues are empty:`,
  `${old} scale deployment <sidekiq-deployments> --replicas=0`,
  `${db} pg_dump --username=mastodon --format=custom mastodon_production > mastodon.dump`,
)}
${
  media
    ? `
What was uploaded between the copy and the stop is missing from it: let one pod that mounts the old claim sleep, and copy once more.
`
    : ''
}
4. **A set of it** (${target}), read back and checked at once:

${fence(
  `npx mammut adopt ${name}.yaml --dump mastodon.dump --media media --env old.env --target <target> --mastodon-version <its version>`,
)}

5. **This site**: chapters 1 and 2, the Secrets of step 2 by the commands that \`mammut secrets\` printed, then everything but Mastodon, the set, Mastodon:

${fence(...bringUp(site))}

6. When it serves, "Is it sound?", a backup, and a restore on trial; then the old release may go: \`helm -n <old-namespace> uninstall <release>\`. Its volumes stay, Released, until you delete them. Claims of its databases are never deleted by helm.`;
}
