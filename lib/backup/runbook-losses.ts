import { isOperated } from '../database/operated';
import { databaseReady, psql } from '../database/psql';
import { applyMastodon } from '../mastodon/chart/charts';
import { objectName, sidekiqNames } from '../mastodon/names';
import { endTools, withTools } from '../mastodon/tool-commands';
import type { RunbookPart } from '../site/room';
import type { Site } from '../site/site';
import type { BackupPlan } from './backup';
import { names } from './jobs';
import { rehearsalSecret } from './rehearsal';
import { decrypt, ended, fence, fetchSecrets, lastWords, runNow } from './runbook-words';
import { trials } from './trials';

export function lossChapters(site: Site, plan: BackupPlan): RunbookPart[] {
  return [
    { chapter: 'node-loss', text: nodeLoss(site) },
    { chapter: 'volume-loss', text: volumeLoss(site) },
    { chapter: 'full-volume', text: fullVolume(site, plan) },
    { chapter: 'power-cut', text: powerCut(site) },
    { chapter: 'cluster-loss', text: clusterLoss(site, plan) },
    { chapter: 'secrets-loss', text: secretsLoss(site) },
  ];
}

function nodeLoss({ cluster }: Site): string {
  const first =
    cluster.nodes.length > 1
      ? '**Backups** that ran on the lost node leave an unfinished folder, which the next one sweeps; the next one runs at its time. A restore begins again elsewhere'
      : '**Backups** go on with the node. A restore begins again';
  return `${first}, or the caretaker brings the old server back.`;
}

function volumeLoss(site: Site): string {
  const { namespace, mastodon, database, redis } = site;
  const media =
    mastodon.media.kind === 'volume'
      ? `**The media's.** Suspend backups first, so that no set is made of an empty folder. Make the claim anew, and put every file of the newest set back; the database stays as it is:

${fence(
  `kubectl -n ${namespace} patch cronjob ${names.backup} --patch '{"spec":{"suspend":true}}'`,
  endTools(site),
  `kubectl -n ${namespace} scale deployment ${objectName(site, 'web')} ${sidekiqNames(site).join(' ')} --replicas=0`,
  `kubectl -n ${namespace} delete pvc media   # its volume, if it is still there, stays`,
  'kubectl apply -k platform',
  `kubectl -n ${namespace} create configmap mastodon-restore-request --from-literal=domain=${mastodon.webDomain} --from-literal=set=<set>`,
  ...runNow(site, trials.prepare, trials.prepare),
  `kubectl -n ${namespace} delete job ${trials.prepare}`,
  `kubectl -n ${namespace} delete configmap mastodon-restore-request`,
  ...applyMastodon(site),
  `kubectl -n ${namespace} patch cronjob ${names.backup} --patch '{"spec":{"suspend":false}}'`,
)}

Then drop the second database that was filled for comparison (chapter Restore, step 4: \`mammut_stage_…\`).`
      : `**The media** lie in a bucket. What that lacks of the newest set is copied back from the bucket of copies, while the site runs; the database stays as it is, nothing is deleted:

${fence(
  `kubectl -n ${namespace} create configmap mastodon-restore-request --from-literal=domain=${mastodon.webDomain} --from-literal=set=<set>`,
  ...runNow(site, trials.prepare, trials.prepare),
  `kubectl -n ${namespace} delete job ${trials.prepare}`,
  `kubectl -n ${namespace} delete configmap mastodon-restore-request`,
)}

Then drop the second database that was filled for comparison (chapter Restore, step 4: \`mammut_stage_…\`). A bucket that was made anew needs its name, its keys and its rules first.`;
  const postgres =
    database.volume === undefined
      ? ''
      : database.instances > 1
        ? `

**One PostgreSQL instance's**: \`kubectl -n ${namespace} delete pvc/database-N pod/database-N\`, and the operator copies a new one. **All of them**: delete the cluster, apply, restore the newest set:

${fence(`kubectl -n ${namespace} delete clusters.postgresql.cnpg.io database --wait`, 'kubectl apply -k mastodon')}`
        : `

**PostgreSQL's**: an empty volume beside existing media is refused by \`migrate-pre\`, on purpose. Make the claim anew, and restore the newest set:

${fence(
  `kubectl -n ${namespace} scale statefulset/database --replicas=0`,
  `kubectl -n ${namespace} delete pvc data-database-0   # its volume, if it is still there, stays`,
  `kubectl -n ${namespace} scale statefulset/database --replicas=1`,
  `kubectl -n ${namespace} rollout status statefulset/database --timeout=30m`,
)}`;
  const queues =
    redis.volume === undefined
      ? ''
      : `

**Redis'** holds jobs that wait and what people's timelines look like; nothing of it is in a set. After its claim was made anew as above, timelines are built again:

${fence(...withTools(site, 'bin/tootctl feeds build --all'))}`;
  return `${media}${postgres}${queues}`;
}

function fullVolume(site: Site, plan: BackupPlan): string {
  const { namespace } = site;
  const target =
    plan.tree.kind === 'nfs'
      ? `on ${plan.tree.server}: \`df -h ${plan.tree.share}\``
      : 'claim `backup`, where the alert or the log of a backup names it';
  return `**The database's**: PostgreSQL stops when nothing is left. An earlier restore may have left a database behind; otherwise the chapter on growing helps.

${fence(
  `${psql(site)} --command="SELECT datname, pg_size_pretty(pg_database_size(datname)) FROM pg_database WHERE datname LIKE 'mammut\\_%'"`,
  `${psql(site)} --command='DROP DATABASE "<mammut_old_…>"'`,
)}

**The media's**: copies of other servers' files go first.

${fence(
  `kubectl -n ${namespace} exec deploy/${objectName(site, 'web')} -- df -h /opt/mastodon/public/system`,
  ...withTools(site, 'bin/tootctl media remove --days 3'),
)}

**The target's** (${target}): declare less under \`backup.keep\`, render, apply, and prune now. A backup that finds no room fails before it publishes anything, and the older sets stay.

${fence('kubectl apply -k mastodon', ...runNow(site, 'prune-now', names.upkeep), `kubectl -n ${namespace} delete job prune-now`)}`;
}

function powerCut({ namespace, cluster }: Site): string {
  return `Switch ${cluster.nodes.length > 1 ? 'all machines' : 'the machine'} on; everything starts by itself, in any order. What was written but not yet on disk is lost, so look at "Is it sound?". A backup that was cut off leaves an unfinished folder that the next one sweeps; a missed one is made up for within four hours.

${fence('kubectl get nodes', `kubectl -n ${namespace} get pods -o wide`, `kubectl -n ${namespace} get jobs -l app.kubernetes.io/name=backup`)}`;
}

/** Commands that bring one set's small files onto a person's machine, without any cluster. */
function bring(site: Site, plan: BackupPlan): string {
  const domain = site.mastodon.webDomain;
  const { tree, bucket } = plan;
  if (tree.kind === 'nfs') {
    return fence(
      `sudo mount -t nfs -o nfsvers=4.1,ro ${tree.server}:${tree.share} /mnt`,
      `ls /mnt/${domain}/sets   # the newest is the last`,
      `cp -r /mnt/${domain}/sets/<set>/settings /mnt/${domain}/sets/<set>/secrets.cms .`,
      `mkdir secrets && ${decrypt} | tar --extract --directory=secrets`,
    );
  }
  if (bucket) {
    const folder = `bucket:${bucket.bucket}${bucket.prefix === '' ? '' : `/${bucket.prefix}`}`;
    return `The secrets part lies in the bucket as it is; everything else is encrypted with a password that it holds. rclone reads both:

${fence(
  `export RCLONE_CONFIG_BUCKET_TYPE=s3 RCLONE_CONFIG_BUCKET_PROVIDER=${bucket.endpoint === undefined ? 'AWS' : `Other RCLONE_CONFIG_BUCKET_ENDPOINT=${bucket.endpoint}`}${bucket.region === undefined ? '' : ` RCLONE_CONFIG_BUCKET_REGION=${bucket.region}`}`,
  "export RCLONE_CONFIG_BUCKET_ACCESS_KEY_ID='<key>' RCLONE_CONFIG_BUCKET_SECRET_ACCESS_KEY='<secret key>'",
  `rclone lsf ${folder}/secrets/${domain}   # the newest is the last`,
  `rclone copyto ${folder}/secrets/${domain}/<set>.cms secrets.cms`,
  `mkdir secrets && ${decrypt} | tar --extract --directory=secrets`,
  `export RCLONE_CONFIG_TARGET_TYPE=crypt RCLONE_CONFIG_TARGET_REMOTE=${folder}/sets`,
  `export RCLONE_CONFIG_TARGET_PASSWORD="$(rclone obscure "$(cat secrets/${bucket.secret}/CRYPT_PASSWORD)")"`,
  `rclone copy target:${domain}/sets/<set>/settings settings`,
)}`;
  }
  return `Mount the volume of claim \`backup\` on any machine, by the means of its storage engine, at \`/mnt\`:

${fence(
  `ls /mnt/${domain}/sets   # the newest is the last`,
  `cp -r /mnt/${domain}/sets/<set>/settings /mnt/${domain}/sets/<set>/secrets.cms .`,
  `mkdir secrets && ${decrypt} | tar --extract --directory=secrets`,
)}`;
}

/** Secrets of a set into an empty namespace. What operators make themselves is left to them. */
export function putSecretsBack(site: Site): string[] {
  const { namespace, database } = site;
  const made = isOperated(site) ? database.endpoint.passwordSecret.name : undefined;
  return [
    'for folder in secrets/*/; do',
    `  name=$(basename "$folder")${made === undefined ? '' : `; [ "$name" != ${made} ] || continue   # made by the operator`}`,
    `  kubectl -n ${namespace} create secret generic "$name" --from-file="$folder"`,
    'done',
    'rm -r secrets secrets.cms',
  ];
}

/** From an empty namespace with its Secrets to a server that serves the set. */
export function bringUp(site: Site): string[] {
  const { namespace, mastodon } = site;
  const ready = databaseReady(site);
  return [
    'kubectl apply -k platform',
    '# all but the migrations: without them nothing of Mastodon starts on the empty database',
    'for folder in mastodon/*/; do [ "$folder" = mastodon/migrations/ ] || kubectl apply -f "$folder"; done',
    'kubectl apply -f mastodon/migrations/config-map.yaml',
    ...(ready === undefined ? [] : [ready]),
    'kubectl apply -k operations',
    // What a restore starts again has to be there.
    ...applyMastodon(site).slice(1),
    `kubectl -n ${namespace} create configmap mastodon-restore-request --from-literal=domain=${mastodon.webDomain} --from-literal=set=<set>`,
    `kubectl -n ${namespace} create job restore --from=cronjob/restore`,
    ended(site, 'restore'),
    lastWords(site, 'restore'),
    ...applyMastodon(site),
  ];
}

function clusterLoss(site: Site, plan: BackupPlan): string {
  const { namespace, name } = site;
  return `From bare machines, the target and \`operator.key\` alone. **Be sure that the old cluster is gone**: two servers of one name damage each other.

1. On your machine, in a clone of Mammut (or where \`npx mammut\` works), bring back what the newest set says:

${bring(site, plan)}

2. Render the site. Change nodes and addresses in \`${name}.yaml\` if they are others now; domains, name and namespace stay.

${fence(`cp settings/site.yaml ${name}.yaml && cp settings/site.lock ${name}.lock`, `npx mammut synth ${name}.yaml`, `mv secrets secrets.cms dist/${name}/ && cd dist/${name}`)}

3. Chapters 1 and 2 of its README: the cluster, and what must be there first. In place of chapter 3 the Secrets come from the set; the rehearsal's key is your copy, or a new pair:

${fence(
  'kubectl apply -f platform/namespace/namespace.yaml',
  ...putSecretsBack(site),
  `kubectl -n ${namespace} create secret generic ${rehearsalSecret} --from-file=tls.key=rehearsal.key`,
)}

4. Everything but Mastodon, then the set, then Mastodon:

${fence(...bringUp(site))}

5. The chapters "From the internet" and "Is it sound?", step 3 of "Restore", and a backup now.`;
}

function secretsLoss(site: Site): string {
  const { namespace } = site;
  return `**Running pods keep what they read; restart nothing before this is mended.** The newest set has every Secret that Mastodon reads:

${fence(
  ...fetchSecrets(site),
  `mkdir secrets && ${decrypt} | tar --extract --directory=secrets`,
  'ls secrets',
  `kubectl -n ${namespace} create secret generic <name> --from-file=secrets/<name>`,
  'rm -r secrets secrets.cms',
)}

If that Job can't start because a Secret that it mounts is the lost one, take \`secrets.cms\` from the target itself, as "The cluster is lost" does in its first step. New values in place of lost ones: passwords of PostgreSQL and Redis can be anything as long as both ends have them; a new \`SECRET_KEY_BASE\` logs everybody out; **new \`ACTIVE_RECORD_ENCRYPTION_…\` keys make second factors and signing keys unreadable for ever**, and a restore refuses to run under other keys than the set's.`;
}
