import { schedulableNodes } from '../cluster/cluster';
import { isOperated } from '../database/operated';
import { databaseRemoval, psql } from '../database/psql';
import { components, deploymentNames, objectName, sidekiqNames } from '../mastodon/names';
import { endTools, queueLengths } from '../mastodon/tool-commands';
import type { RunbookPart } from '../site/room';
import type { Site } from '../site/site';
import type { BackupPlan } from './backup';
import { names } from './jobs';
import { fromChart } from './runbook-from-chart';
import { bringUp, putSecretsBack } from './runbook-losses';
import { fence, runNow } from './runbook-words';

export function changeChapters(site: Site, plan: BackupPlan): RunbookPart[] {
  const nodes = schedulableNodes(site.cluster).length;
  return [
    ...(site.mastodon.from === undefined ? [] : [{ chapter: 'from-chart' as const, text: fromChart(site, plan) }]),
    { chapter: 'laptop', text: laptop(site, plan) },
    { chapter: 'move', text: move(site) },
    ...(nodes < 3 ? [{ chapter: 'more-nodes' as const, text: moreNodes(site) }] : []),
    { chapter: 'engine-change', text: engineChange(site) },
    ...(site.database.volume === undefined ? [] : [{ chapter: 'postgres-major' as const, text: postgresMajor(site) }]),
  ];
}

/** Nobody writes any more, jobs are worked off, and the last set has everything. */
function lastSet(site: Site): string[] {
  const { namespace, mastodon } = site;
  return [
    `kubectl -n ${namespace} scale deployment ${objectName(site, 'web')} ${objectName(site, 'streaming')} --replicas=0`,
    '# wait until the queues are empty: what waits in Redis is in no set',
    ...queueLengths(site),
    endTools(site),
    `kubectl -n ${namespace} scale deployment ${sidekiqNames(site).join(' ')} --replicas=0`,
    `kubectl -n ${namespace} wait --for=delete pod -l 'app.kubernetes.io/name=mastodon,app.kubernetes.io/component in (${components(site).join(', ')})' --timeout=${mastodon.uploadSeconds + 60}s`,
    '# must end as Complete',
    ...runNow(site, 'last-backup', names.backup),
  ];
}

function laptop(site: Site, plan: BackupPlan): string {
  const domain = site.mastodon.webDomain;
  const major = site.versions.postgresql.split('.')[0];
  const tree =
    plan.tree.kind === 'nfs'
      ? `\`${plan.tree.share}/${domain}\` of ${plan.tree.server}`
      : 'the folder of the domain in the target ("The cluster is lost" says how to read it)';
  return `To look something up, without any cluster: PostgreSQL ${major} or newer, zstd and tar, in a copy of ${tree}. The dump holds private keys, addresses and messages of everybody: an encrypted disk, and deleted afterwards. **Never start Sidekiq or web on it while the machine is online**: it would speak to other servers in your server's name.

${fence(
  `cd ${domain} && set=<set>`,
  'sha256sum sets/$set/dump && grep file:dump sets/$set/manifest.json   # must be equal',
  'createdb mastodon_copy && pg_restore --no-owner --no-privileges --jobs=2 --dbname=mastodon_copy sets/$set/dump',
  "psql mastodon_copy --command='SELECT count(*) FROM statuses WHERE local'",
  '# media: path, size, time, hash and segment of every file',
  'zstd -dc sets/$set/media.zst | grep <part of the path>',
  'mkdir -p media && cut -f 1 sets/$set/segments | while read -r segment; do zstd -dc "segments/$segment" | tar --extract --directory=media; done',
)}`;
}

function move(site: Site): string {
  const { name } = site;
  return `Domains, site name and namespace stay; the target is the same. The old cluster is not deleted before the new one serves.

1. On the old cluster, the last set. From here on the site is down.

${fence(...lastSet(site), ...[names.backup, names.upkeep].map((one) => `kubectl -n ${site.namespace} patch cronjob ${one} --patch '{"spec":{"suspend":true}}'`))}

2. Declare the new machines and addresses in \`${name}.yaml\`, render, and do chapters 1 and 2 of the new README there. Bring the Secrets from the set ("The cluster is lost", step 1), then, in the new \`dist/${name}\`:

${fence('kubectl apply -f platform/namespace/namespace.yaml', ...putSecretsBack(site), ...bringUp(site))}

3. Router and DNS to the new address, then "Is it sound?". Back on the old one: \`kubectl -n ${site.namespace} scale deployment ${deploymentNames(site).join(' ')} --replicas=<as declared>\`, as long as the new one has not been in the internet.`;
}

function moreNodes(site: Site): string {
  return `Two machines more make the server outlive one of them, once its data is replicated. Join them (chapter 1 says how many vote), declare all three nodes, and leave \`storage\`, \`database\` and \`redis\` out for their defaults, or choose. The old volumes are kept throughout.

1. The last set; the site is down from here on.

${fence(...lastSet(site))}

2. What can't be changed in place goes; its volumes stay, \`Released\`:

${fence(...removal(site))}

3. Render the new declaration, install what its README's chapter 2 names, make the Secrets that are new in its chapter 3, and then, in the new folder, do step 4 of its chapter "The cluster is lost": everything but Mastodon, then the set, then Mastodon.

4. When all is sound: \`kubectl get pv | grep Released\` lists the old volumes. Delete them by name, one by one, when you no longer want them.`;
}

/** Everything that holds data by another class or kind afterwards; classes retain, so no data goes. */
function removal(site: Site): string[] {
  const { namespace, mastodon, redis } = site;
  return [
    ...databaseRemoval(site),
    ...(redis.volume === undefined
      ? []
      : [
          `kubectl -n ${namespace} delete statefulset redis --wait`,
          `kubectl -n ${namespace} delete pvc ${Array.from({ length: redis.instances }, (_, index) => `data-redis-${index}`).join(' ')}`,
        ]),
    ...(mastodon.media.kind === 'volume'
      ? [
          `kubectl -n ${namespace} delete deployment ${objectName(site, 'web')} ${sidekiqNames(site).join(' ')}`,
          `kubectl -n ${namespace} delete pvc media`,
        ]
      : []),
    'kubectl get pv | grep Released   # the old volumes',
  ];
}

function engineChange(site: Site): string {
  return `Classes can't be changed, and a claim keeps its class. So the data moves by way of a set, and the old volumes stay until you delete them.

1. The last set; the site is down from here on.

${fence(...lastSet(site))}

2. Declare the other engine under \`storage\` with a \`className\` of its own, render, install what chapter 2 of the README names, and run the storage trials (chapter Platform).

3. Take away what lies on the old class (leave out what stays where it is):

${fence(...removal(site))}

4. In the new folder:

${fence(...bringUp(site))}

5. **The way back**: the old declaration, and the old volume bound to a new claim by name (\`spec.volumeName\`), after its \`claimRef\` was removed: \`kubectl patch pv <volume> --type=json --patch '[{"op":"remove","path":"/spec/claimRef"}]'\`.`;
}

function postgresMajor(site: Site): string {
  const { namespace } = site;
  return `By way of a set, which works from any version to any newer one${isOperated(site) ? '; the operator can also do it in place (chapter Upgrade), with this as the way back' : ''}.

1. The last set; the site is down from here on.

${fence(...lastSet(site))}

2. The old server goes, its volume stays:

${fence(...databaseRemoval(site))}

3. A tag of the new major in the lock beside the declaration (\`postgresql\`${isOperated(site) ? ', and `cloudnativePgPostgresql`' : ''}), render; then, in the new folder:

${fence(...bringUp(site))}

4. The statistics that the planner needs are there already. Afterwards:

${fence(`${psql(site)} --command='SELECT version()'`, `kubectl -n ${namespace} delete job last-backup restore`)}`;
}
