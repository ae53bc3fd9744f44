import { requirementsOf, secretsOf } from '../output/objects';
import { type Check, fail, named } from './check';

export const applicationChecks: readonly Check[] = [
  {
    name: 'kinds',
    needs: ['kinds'],
    passed: 'every operator and controller that the site needs has brought its kinds',
    *find(site, { kinds }) {
      for (const { name, provides } of requirementsOf(site)) {
        const missing = (provides?.crds ?? []).filter((kind) => !kinds.includes(kind));
        if (missing.length > 0)
          yield fail(`${name}: ${missing.join(', ')} not there`, 'install it: chapter 2 of the runbook');
      }
    },
  },
  {
    name: 'secrets',
    needs: ['secrets'],
    passed: 'every Secret is there, with its keys',
    *find(site, { secrets }) {
      for (const { name, namespace, keys, madeBy } of secretsOf(site)) {
        if (namespace !== site.namespace) continue;
        const held = secrets.get(name);
        const fix =
          madeBy === 'you' ? 'npx mammut secrets <declaration>' : `${madeBy} makes it: look at what that says`;
        if (held === undefined) yield fail(`Secret ${name} is not there: pods that read it never start`, fix);
        else {
          const missing = keys.filter(({ key }) => !held.includes(key)).map(({ key }) => key);
          if (missing.length > 0) yield fail(`Secret ${name} lacks ${missing.join(', ')}`, fix);
        }
      }
    },
  },
  {
    name: 'backups',
    needs: ['cronJobs'],
    passed: 'the last backup is younger than two days',
    *find({ backup }, { cronJobs }, now) {
      if (backup.kind !== 'plan') return;
      const job = named(cronJobs, 'backup');
      if (job === undefined) return void (yield fail('there is no CronJob backup', 'kubectl apply -k mastodon'));
      const last = job.status?.lastSuccessfulTime;
      const hours = last === undefined ? undefined : (now - Date.parse(last)) / 3_600_000;
      if (job.spec?.suspend)
        yield fail('backups are suspended', `kubectl patch cronjob backup --patch '{"spec":{"suspend":false}}'`);
      if (hours === undefined)
        yield fail('no backup has ever ended well', 'chapter "Backups" of the runbook: take one now');
      else if (hours > 48)
        yield fail(
          `the last backup that ended well is ${Math.floor(hours / 24)} days old`,
          'chapter "Backups" of the runbook: see what the last one said',
        );
    },
  },
];
