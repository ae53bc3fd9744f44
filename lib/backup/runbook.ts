import { psql } from '../database/psql';
import { bytesText } from '../kube/quantity';
import type { RunbookPart } from '../site/room';
import type { Site } from '../site/site';
import type { BackupPlan } from './backup';
import { names } from './jobs';
import { usedTargets } from './places';
import { planOf } from './plan';
import { accepted } from './pod';
import { rehearsal, rehearsalSecret } from './rehearsal';
import { caretaker, request, restore } from './restore';
import { changeChapters } from './runbook-changes';
import { lossChapters } from './runbook-losses';
import { decrypt, ended, fence, fetchSecrets, lastWords, runNow } from './runbook-words';
import { stagingRoom } from './staging';
import { trials } from './trials';

export function backupRunbook(site: Site): RunbookPart[] {
  const plan = planOf(site);
  if (plan === undefined) {
    return [
      {
        chapter: 'backup',
        text: `**Nothing of this site is backed up: its declaration says \`backup: none\`.** What is lost is lost, and where this page says "restore", there is nothing to restore from.`,
      },
    ];
  }
  return [
    ...usedTargets(site).flatMap((target) => target.runbook(site)),
    { chapter: 'check', text: check(site, plan) },
    { chapter: 'backup', text: backups(site, plan) },
    { chapter: 'backup', text: proof(site) },
    { chapter: 'restore', text: restoring(site, plan) },
    ...lossChapters(site, plan),
    ...changeChapters(site, plan),
  ];
}

function check({ namespace }: Site, plan: BackupPlan): string {
  return `**Backups**: the last ones succeeded, and not long ago. A Job that failed has said why in the last line of its pod's log.

${fence(
  `kubectl -n ${namespace} get cronjobs -l app.kubernetes.io/name=backup -o custom-columns='JOB:.metadata.name,SCHEDULE:.spec.schedule,LAST SUCCESS:.status.lastSuccessfulTime'`,
  `kubectl -n ${namespace} get pods -l app.kubernetes.io/name=backup -o custom-columns='POD:.metadata.name,PHASE:.status.phase,LAST WORDS:.status.containerStatuses[0].state.terminated.message'`,
)}${plan.pingSecret === undefined ? '' : `\n\n\`${names.notify}\` calls the address in Secret \`${plan.pingSecret}\` every ten minutes, and its \`/fail\` when something failed or no set was checked for a day and a half. Let that address expect a call each hour.`}`;
}

function where(plan: BackupPlan): string {
  const tree =
    plan.tree.kind === 'nfs'
      ? `\`${plan.tree.share}\` of ${plan.tree.server}`
      : plan.tree.kind === 'volume'
        ? `the volume of claim \`backup\` (role ${plan.tree.volume.on})`
        : undefined;
  const bucket = plan.bucket && `bucket \`${plan.bucket.bucket}\`, encrypted`;
  return [tree, bucket].filter((one) => one !== undefined).join(', and ');
}

function backups(site: Site, plan: BackupPlan): string {
  const { namespace } = site;
  const { keep } = plan;
  const trial =
    plan.rehearse === 'never'
      ? 'No set is ever restored on trial.'
      : `\`${rehearsal}\` restores the newest set into a throwaway database, ${plan.rehearse}, and compares every count, checksum and key.`;
  return `Every day at ${plan.daily} (${plan.timeZone}) \`${names.backup}\` makes a set: the database, all media${plan.cache === 'all' ? '' : plan.cache === 'emojis' ? " but other servers' files, whose emoji are kept" : " but other servers' files"}, this declaration with its versions, and the Secrets. It goes to ${where(plan)}. A set counts when it was read back from there. Kept are ${keep.daily} daily, ${keep.weekly} weekly and ${keep.monthly} monthly ones. ${trial}

**A backup now**, e.g. before an upgrade. Here and below, the second command waits and says \`Complete\` or \`Failed\`:

${fence(...runNow(site, 'backup-now', names.backup), `kubectl -n ${namespace} delete job backup-now`)}

**Which sets are there?** A restore without a request changes nothing, prints them, and says so:

${fence(
  `kubectl apply -k operations`,
  `kubectl -n ${namespace} delete configmap ${request} --ignore-not-found`,
  `kubectl -n ${namespace} create job sets --from=cronjob/${trials.prepare}`,
  ended(site, 'sets'),
  `kubectl -n ${namespace} logs job/sets -c prepare`,
  `kubectl -n ${namespace} delete job sets`,
)}

${plan.rehearse === 'never' ? '' : `**A rehearsal now:**\n\n${fence(...(plan.tree.kind === 'spool' ? runNow(site, 'fetch-now', names.fetch) : []), ...runNow(site, 'rehearsal-now', rehearsal), `kubectl -n ${namespace} delete job rehearsal-now${plan.tree.kind === 'spool' ? ' fetch-now' : ''}`)}\n\n`}**A target${plan.bucket ? ' or bucket' : ''} that was replaced or emptied on purpose** is refused, and the message names its id, as \`ACCEPT_TARGET\`. So is a backup when more than half of the media or of the users is gone since the last set, which the message names as \`ACCEPT_LOSS\`: sets of what is left would push the good ones out. Where it is no accident, say that it is meant, by that one of the two that the message asks for:

${fence(
  `kubectl -n ${namespace} create configmap ${accepted} --from-literal=accept=<id> --from-literal=loss=<set>`,
  ...runNow(site, 'backup-now', names.backup),
  `kubectl -n ${namespace} delete job backup-now`,
  `kubectl -n ${namespace} delete configmap ${accepted}`,
)}${plan.bucket ? '\n\nA bucket that is begun anew may need a second backup: the log of the first says so.' : ''}`;
}

function proof(site: Site): string {
  return `**Prove the key in your safe once**, after the first backup, on the machine that has \`operator.key\`. The last command lists the files of the secrets part, \`mastodon-secrets/SECRET_KEY_BASE\` among them:

${fence(...fetchSecrets(site), `${decrypt} | tar --list`)}

What the loss of a key means: without \`operator.key\` the Secrets of every set can be read with the rehearsal's key alone, which lies in this cluster and is lost with it. Without the rehearsal's key (Secret \`${rehearsalSecret}\`) rehearsals fail, and restores go on. Without both the database of a set can be restored, but nobody's second factor works, and accounts lose what Mastodon encrypted. Lost one? Make a new pair, declare its certificate, apply, back up now; older sets stay readable by the other key.`;
}

function restoring(site: Site, plan: BackupPlan): string {
  const { namespace, mastodon } = site;
  const room = stagingRoom(site);
  const first = [
    ...(plan.tree.kind === 'spool' ? ['fetch'] : []),
    'prepare',
    ...(mastodon.media.kind === 's3' ? ['media'] : []),
  ];
  return `A restore takes database and media back to one set. First the set is read to its last byte, missing media are put back${mastodon.media.kind === 's3' ? " into Mastodon's bucket" : ''} (nothing is deleted; what is in the way is ${mastodon.media.kind === 's3' ? 'copied' : 'moved'} into \`.aside-<set>\`), and a second database is filled and compared with what was written down, **while the site runs**. Only then web, streaming and Sidekiq are stopped, both databases are renamed in one transaction, and everything is started again. Whatever dies on the way: before the renaming the old server comes back, after it the restored one, by the Job's next try or by \`${caretaker}\` within minutes. ${room === undefined ? '' : `The volume of the database has room for that as long as the set's database is no larger than ${bytesText(room)}.`}

1. Ask for a set (the chapter on backups lists them). \`queues=keep\` leaves jobs of today in Redis, which may deliver what no longer exists; without it they are put aside. Posts that were scheduled and are due by now are put off by a year; \`scheduled=keep\` sends them, \`scheduled=delete\` deletes them.${mastodon.media.kind === 's3' ? ' Media that neither bucket has any more are said and end it; `media=partial` restores without them.' : ''}

${fence(
  `kubectl apply -k operations`,
  `kubectl -n ${namespace} delete job ${restore} --ignore-not-found --cascade=foreground`,
  `kubectl -n ${namespace} delete configmap ${request} --ignore-not-found`,
  `kubectl -n ${namespace} create configmap ${request} --from-literal=domain=${mastodon.webDomain} --from-literal=set=<set>`,
)}

2. Start it, and watch. A second one is refused while this one exists.

${fence(
  `kubectl -n ${namespace} create job ${restore} --from=cronjob/${restore}`,
  '# progress and time left, while the site runs',
  ...first.map((step) => `until kubectl -n ${namespace} logs -f job/${restore} -c ${step}; do sleep 5; done`),
  ended(site, restore),
  lastWords(site, restore),
)}

3. Look at the site. Then let Mastodon make anew what the set does not hold: caches, timelines, ${plan.cache === 'all' ? '' : "other servers' files, "}the index of search. It is best effort: errors for single accounts or files mean servers that are gone. Never run \`tootctl media remove-orphans\` now: it deletes what is newer than the set.

${fence(...runNow(site, trials.afterwards, trials.afterwards), `kubectl -n ${namespace} delete job ${trials.afterwards}`)}

4. When you are sure, and not before, drop the old database, which is kept as \`mammut_old_…\`, and the request:

${fence(
  `${psql(site)} --command="SELECT datname, pg_size_pretty(pg_database_size(datname)) FROM pg_database WHERE datname LIKE 'mammut\\_%'"`,
  `${psql(site)} --command='DROP DATABASE "<mammut_old_…>"'`,
  `kubectl -n ${namespace} delete configmap ${request}`,
)}

**It refuses**: the last line of its log says why and what to do instead; nothing was stopped. **GitOps** controllers put replicas back while it waits; it takes them away again until nothing runs, and swaps only while it holds its Lease. **A trial that stops nothing** (media that are missing are put back, a second database is filled, compared and left as \`mammut_stage_…\` for you to drop):

${fence(...runNow(site, trials.prepare, trials.prepare), `kubectl -n ${namespace} delete job ${trials.prepare}`)}`;
}
