import { backupTurn, noticeTurn, rehearsalTurn, type Turn } from '../backup/turns';
import type { Site } from '../site/site';
import { type Check, fail, named, warn } from './check';
import type { Any } from './seen';

const chapter = 'chapter "Backups" of the runbook';

export const backupChecks: readonly Check[] = [
  turnCheck('backups', backupTurn, 'the last set that was made and read back is younger than two days'),
  turnCheck('rehearsal', rehearsalTurn, 'the last rehearsal that ended well is no older than its schedule has it'),
  turnCheck('notice', noticeTurn, 'somebody outside is told how backups end'),
];

function turnCheck(name: string, turnOf: (site: Site) => Turn | undefined, passed: string): Check {
  return {
    name,
    needs: ['cronJobs'],
    idle: ({ site }) => (turnOf(site) === undefined ? 'the site declares none' : undefined),
    passed,
    *find({ site }, { cronJobs }, now) {
      const turn = turnOf(site);
      if (turn !== undefined) yield* missedBy(turn, named(cronJobs, turn.cronJob), now, site);
    },
  };
}

function* missedBy({ cronJob, what, late, overdue, begins = false }: Turn, job: Any, now: number, { namespace }: Site) {
  if (job === undefined) return void (yield fail(`there is no CronJob ${cronJob}`, 'kubectl apply -k mastodon'));
  if (job.spec?.suspend)
    yield fail(
      `${what}s are suspended`,
      `kubectl -n ${namespace} patch cronjob ${cronJob} --patch '{"spec":{"suspend":false}}'`,
    );
  const last = job.status?.lastSuccessfulTime;
  const hours = (now - Date.parse(last ?? job.metadata.creationTimestamp ?? '')) / 3_600_000;
  const severe = hours > overdue || (last === undefined && !begins);
  if (!severe && last !== undefined && !(hours > (late ?? overdue))) return;
  yield (severe ? fail : warn)(
    last === undefined ? `no ${what} has ever ended well` : `the last ${what} that ended well is ${age(hours)} old`,
    last === undefined ? `${chapter}: make one now` : `${chapter}: see what the last one said`,
  );
}

const age = (hours: number) => (hours < 48 ? `${Math.floor(hours)} hours` : `${Math.floor(hours / 24)} days`);
