import type { Any } from '../../lib/doctor/seen';
import { broken, type Fault } from './fault';

const at = ({ objects }: Any, place: string): Any[] => objects.get(place);
const named = (objects: Any[], name: string): Any => objects.find(({ metadata }) => metadata.name === name);
const note = 'kubectl.kubernetes.io/last-applied-configuration';

const job = ({ cronJobs }: Any, name: string): Any => named(cronJobs, name);
const ended = (name: string, when: string) =>
  broken((cluster) => (job(cluster, name).status.lastSuccessfulTime = when));

/** Operators, Secrets, backups, and what is applied. */
export const faultsOfApplication: readonly Fault[] = [
  [
    'an operator that was never installed',
    ({ kinds }) => ({ kinds: kinds.filter((kind: string) => !kind.startsWith('clusters.')) }),
    'fail kinds: cloudnative-pg: clusters.postgresql.cnpg.io not there',
  ],
  [
    'a Secret that nobody made',
    broken(({ secrets }) => secrets.delete('mastodon-secrets')),
    'fail secrets: Secret mastodon-secrets is not there: pods that read it never start',
  ],
  [
    'a Secret without one of its keys',
    broken(({ secrets }) => secrets.get('mastodon-secrets')?.splice(0, 1)),
    'fail secrets: Secret mastodon-secrets lacks SECRET_KEY_BASE',
  ],
  [
    'a namespace that lets everything in',
    broken(({ namespace }) => (namespace.metadata.labels['pod-security.kubernetes.io/enforce'] = 'privileged')),
    'warn Pod Security: namespace mastodon does not enforce restricted',
  ],
  ['no backups at all', broken(({ cronJobs }) => cronJobs.shift()), 'fail backups: there is no CronJob backup'],
  [
    'backups that someone suspended',
    broken(({ cronJobs }) => (cronJobs[0].spec.suspend = true)),
    'fail backups: backups are suspended',
  ],
  [
    'backups that have failed for days',
    broken(({ cronJobs }) => (cronJobs[0].status.lastSuccessfulTime = '2026-02-20T03:17:00Z')),
    'fail backups: the last backup that ended well is 9 days old',
  ],
  [
    'backups of which none ever ended well',
    broken(({ cronJobs }) => (cronJobs[0].status = {})),
    'fail backups: no backup has ever ended well',
  ],
  [
    'a kind in another version than the rendered one',
    ({ kinds }) => ({
      kinds: kinds.map((kind: string) =>
        kind.replace('longhorn.io/v1beta2/RecurringJob', 'longhorn.io/v1/RecurringJob'),
      ),
    }),
    'fail kinds: longhorn.io/v1beta2/RecurringJob rendered, and served in other versions only',
  ],
  [
    'an operator that does not start',
    broken(({ deployments }) => (named(deployments, 'cnpg').status = {})),
    'fail pods: cnpg-system/cnpg has 0 of 1 pods ready',
  ],
  [
    'a pod too few',
    broken(({ deployments }) => (named(deployments, 'web').status.readyReplicas = 1)),
    'warn pods: mastodon/web has 1 of 2 pods ready',
  ],
  [
    'a load balancer that is missing on one node',
    broken(({ daemonSets }) => (named(daemonSets, 'speaker').status.numberReady = 2)),
    'warn pods: metallb-system/speaker has 2 of 3 pods ready',
  ],
  [
    'another version of a chart than the one in the lock',
    broken(({ deployments }) => (named(deployments, 'traefik').metadata.labels['helm.sh/chart'] = 'traefik-37.0.0')),
    'warn charts: chart traefik is installed as 37.0.0, wanted is 39.0.8',
  ],
  [
    'a chart that says nothing of its version',
    broken(({ deployments }) => delete named(deployments, 'longhorn').metadata.labels['helm.sh/chart']),
    "can't tell charts: nothing in longhorn-system says which version of chart longhorn it is of, wanted is 1.12.1",
  ],
  [
    'a chart that was never installed',
    ({ deployments }) => ({ deployments: deployments.filter(({ metadata }: Any) => metadata.namespace !== 'openebs') }),
    'fail charts: nothing runs in openebs, where chart openebs belongs',
  ],
  [
    'a rehearsal that missed its turn',
    ended('rehearsal', '2026-02-20T07:17:00Z'),
    'warn rehearsal: the last rehearsal that ended well is 9 days old',
  ],
  [
    'a rehearsal that missed two',
    ended('rehearsal', '2026-02-10T07:17:00Z'),
    'fail rehearsal: the last rehearsal that ended well is 19 days old',
  ],
  [
    'a new server, whose first rehearsal is to come',
    broken((cluster) => {
      job(cluster, 'rehearsal').status = {};
      job(cluster, 'rehearsal').metadata.creationTimestamp = '2026-02-28T12:00:00Z';
    }),
    'warn rehearsal: no rehearsal has ever ended well',
  ],
  [
    'rehearsals of which none ever ended well',
    broken((cluster) => (job(cluster, 'rehearsal').status = {})),
    'fail rehearsal: no rehearsal has ever ended well',
  ],
  [
    'nobody who hears of failures',
    ended('backup-notify', '2026-03-01T03:00:00Z'),
    'warn notice: the last notice that ended well is 9 hours old',
  ],
  [
    'a folder that was not applied',
    broken((cluster) => {
      at(cluster, 'deployment.apps in mastodon').length = 0;
    }),
    'fail objects: 4 objects of mastodon/ not in the cluster: Deployment mastodon/web, Deployment mastodon/streaming, Deployment mastodon/sidekiq and 1 more',
  ],
  [
    'a claim that was deleted',
    broken((cluster) => {
      const claims = at(cluster, 'persistentvolumeclaim in mastodon');
      claims.splice(claims.indexOf(named(claims, 'media')), 1);
    }),
    'fail objects: one object of platform/ not in the cluster: PersistentVolumeClaim mastodon/media',
  ],
  [
    'objects that may not be looked at',
    broken(({ objects }) => objects.delete('ingress.networking.k8s.io in mastodon')),
    "can't tell objects: kubectl did not show ingress.networking.k8s.io in mastodon",
  ],
  [
    'a change that was rendered and not applied',
    broken((cluster) => {
      const { annotations } = named(at(cluster, 'deployment.apps in mastodon'), 'web').metadata;
      annotations[note] = annotations[note].replace('"replicas":2', '"replicas":1');
    }),
    'warn applied: Deployment mastodon/web not applied as rendered now',
  ],
  [
    'a note that somebody garbled',
    broken((cluster) => (named(at(cluster, 'service in mastodon'), 'web').metadata.annotations[note] = '{"kind":')),
    'warn applied: Service mastodon/web not applied as rendered now',
  ],
  [
    'a cluster in which nothing was noted',
    broken(({ objects }) => {
      for (const { metadata } of [...objects.values()].flat()) delete metadata.annotations;
    }),
    "can't tell applied: nothing in the cluster notes what was applied last",
  ],
  [
    'what another engine left behind',
    broken((cluster) => {
      const left = structuredClone(named(at(cluster, 'deployment.apps in mastodon'), 'web'));
      left.metadata.name = 'search';
      at(cluster, 'deployment.apps in mastodon').push(left);
    }),
    'warn left over: Deployment mastodon/search is no longer rendered',
  ],
  [
    'a migration of an older version that failed',
    broken((cluster) => (named(at(cluster, 'job.batch in mastodon'), 'migrate-pre-0ld').status = { failed: 7 })),
    'warn left over: Job mastodon/migrate-pre-0ld is no longer rendered',
  ],
];
