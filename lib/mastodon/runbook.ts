import type { RunbookPart } from '../site/room';
import type { Site } from '../site/site';
import { beforeHelm, helmCommand, type MastodonChart, versionOf } from './chart/chart';
import { applyMastodon, chartOf } from './chart/charts';
import { mediaVolume } from './media';
import { mediaPlace } from './media-place';
import { jobNames } from './migrations';
import { components, deploymentNames, objectName } from './names';
import { worksScheduler } from './sidekiq';
import { endTools, queueLengths, tools, withTools } from './tool-commands';
import { upgradeByChart, upgradeText } from './upgrade-text';

export function mastodonRunbook(site: Site): RunbookPart[] {
  return [
    { chapter: 'mastodon', text: firstStart(site) },
    { chapter: 'owner', text: owner(site) },
    { chapter: 'check', text: check(site) },
    { chapter: 'shutdown', text: shutdown(site) },
    { chapter: 'start', text: start(site) },
    // With one machine there is nothing to say: everything waits for it.
    ...(site.cluster.nodes.length > 1 ? [{ chapter: 'node-loss' as const, text: nodeLoss(site) }] : []),
    ...(mediaVolume(site) ? [{ chapter: 'grow' as const, text: grow(site) }] : []),
    ...(chartOf(site) && !site.database.isBundled ? [{ chapter: 'from-chart' as const, text: leaveChart(site) }] : []),
    { chapter: 'upgrade', text: chartOf(site) ? upgradeByChart(site) : upgradeText(site) },
  ];
}

const fence = (...lines: string[]) => ['```sh', ...lines, '```'].join('\n');

function firstStart(site: Site): string {
  const { namespace } = site;
  const { pre, post } = jobNames(site);
  const chart = chartOf(site);
  if (chart) return firstStartByChart(site, chart);
  return `**Mastodon** starts by itself once the database answers: \`${pre}\` prepares the database, web and Sidekiq wait for it in \`wait-for-migrations\`, \`${post}\` ends the work when all of them run.

${fence(
  `kubectl -n ${namespace} wait --for=condition=complete job/${pre} --timeout=30m`,
  `kubectl -n ${namespace} logs job/${pre}`,
  ...deploymentNames(site).map((name) => `kubectl -n ${namespace} rollout status deployment/${name} --timeout=30m`),
  `kubectl -n ${namespace} wait --for=condition=complete job/${post} --timeout=30m`,
)}

Where the first of them waits for long, \`kubectl -n ${namespace} describe pods -l app.kubernetes.io/component=migrate-pre\` in another terminal says for what: an image that is still fetched, or a volume.`;
}

/** The chart's pods wait for nothing: where the database is there before them, so are its tables. */
function firstStartByChart(site: Site, chart: MastodonChart): string {
  const { namespace } = site;
  const { pre, post } = jobNames(site);
  const prepared = [
    `kubectl -n ${namespace} wait --for=condition=complete job/${pre} --timeout=30m`,
    `kubectl -n ${namespace} logs job/${pre}`,
  ];
  const installed = [...beforeHelm(chart, site), helmCommand(chart, site)];
  const bundled = site.database.isBundled;
  return `**Mastodon** comes by ${chart.title} ${versionOf(chart, site)}. ${
    bundled
      ? `Its PostgreSQL comes with it; \`${pre}\` prepares that, and until then web and Sidekiq may restart.`
      : `\`${pre}\` prepares the database first; the chart's own hooks are off.`
  } \`${post}\` ends the work when all of them run.

${fence(
  ...(bundled ? [...installed, ...prepared] : [...prepared, ...installed]),
  ...deploymentNames(site).map((name) => `kubectl -n ${namespace} rollout status deployment/${name} --timeout=30m`),
  `kubectl -n ${namespace} wait --for=condition=complete job/${post} --timeout=30m`,
)}`;
}

/** Claims, Secrets, entry and servers are ours already: only the three programs change hands. */
function leaveChart(site: Site): string {
  const { namespace, name } = site;
  return `**To Mammut's own manifests.** Database, Redis, claims, Secrets and the entry are no part of the release \`${name}\`, and stay. Declare \`mastodon.by: manifests\`, render, and in the new folder:

${fence(
  endTools(site),
  `helm -n ${namespace} uninstall ${name} --wait`,
  `kubectl -n ${namespace} wait --for=delete pod -l 'app.kubernetes.io/name=mastodon,app.kubernetes.io/component in (${components(site).join(', ')})' --timeout=5m`,
  'kubectl apply -k platform',
  'kubectl apply -k mastodon',
  `kubectl -n ${namespace} rollout status deployment -l app.kubernetes.io/name=mastodon --timeout=30m`,
)}

The site is down from the second command until the last one ends: two schedulers may not run at once. ${
    site.mastodon.by === 'mastodon/chart'
      ? 'The same way leads to `mastodon.by: mastodon/helm-charts`: there the chart is installed, as its chapter "Mastodon" says, in place of the last command. '
      : ''
  }With our own manifests nobody needs the claim \`assets\` any more: \`kubectl -n ${namespace} delete pvc assets\`.`;
}

function owner(site: Site): string {
  const { mastodon } = site;
  return `**The owner.** The command prints a password; log in at https://${mastodon.webDomain}, change it and switch two-factor authentication on. The role's name is \`Owner\`, with a capital.

${fence(...withTools(site, 'bin/tootctl accounts create <name> --email <address> --confirmed --approve --role Owner'))}

An account that exists already:

${fence(...tools(site, 'bin/tootctl accounts modify <name> --role Owner --confirm --approve'))}

New servers are found by spammers within days: choose who may register before you open the port.

${fence(...tools(site, 'bin/tootctl settings registrations approved --require-reason'))}

**A mail**, with the settings that all mails have from here on. The answer is empty, or says what the mail server refused.

${fence(
  ...tools(
    site,
    `bundle exec rails runner \\
  'ActionMailer::Base.mail(to: ARGV.fetch(0), subject: "Test", body: "It works.").deliver_now' <address>`,
  ),
)}`;
}

function check(site: Site): string {
  const { namespace, mastodon } = site;
  return `**Mastodon**: every Deployment complete, both migration Jobs complete, \`OK\` from the server, a subject from the handle, and queues that shrink.

${fence(
  `kubectl -n ${namespace} get deployments,jobs,cronjobs,pods -l app.kubernetes.io/name=mastodon -o wide`,
  `curl -fsS https://${mastodon.webDomain}/health`,
  `curl -fsS https://${mastodon.webDomain}/api/v1/streaming/health`,
  `curl -fsSL 'https://${mastodon.handleDomain}/.well-known/webfinger?resource=acct:<name>@${mastodon.handleDomain}'`,
  ...queueLengths(site),
)}

\`tootctl\` and \`rails\` have a pod of their own, which ends after eight hours or with \`${endTools(site)}\`. Never in a pod of web or Sidekiq: another Rails breaks its memory's limit, and Kubernetes kills what it served.

${fence(...withTools(site, 'bin/tootctl help'))}`;
}

function shutdown(site: Site): string {
  const { namespace, mastodon } = site;
  return `**Mastodon** first. Uploads that have begun are taken to their end, ${Math.ceil(mastodon.uploadSeconds / 60)} minutes at most; jobs wait in Redis.

${fence(
  endTools(site),
  `kubectl -n ${namespace} scale deployment ${deploymentNames(site).join(' ')} --replicas=0`,
  `kubectl -n ${namespace} wait --for=delete pod -l 'app.kubernetes.io/name=mastodon,app.kubernetes.io/component in (${components(site).join(', ')})' --timeout=${mastodon.uploadSeconds + 60}s`,
)}`;
}

function start(site: Site): string {
  return `**Mastodon**, last: applying brings back the declared numbers of pods.

${fence(
  ...applyMastodon(site),
  ...deploymentNames(site).map(
    (name) => `kubectl -n ${site.namespace} rollout status deployment/${name} --timeout=30m`,
  ),
)}`;
}

function nodeLoss(site: Site): string {
  const { namespace, mastodon } = site;
  const trial =
    "On Mammut's test bed (Kubernetes 1.34.4, two and three nodes, killed without warning; docs/recovery.md) the node was called NotReady after 42 to 52 s, and all such pods were back 42 to 109 s after the loss.";
  const scheduler = objectName(site, mastodon.sidekiq.find(worksScheduler)?.name ?? 'sidekiq-scheduler');
  const cutOff = `A machine that only lost its network still runs what it ran, \`${scheduler}\` included: switch it off.`;
  const media = mediaVolume(site);
  if (media === undefined || mediaPlace(mastodon.media, site.storage) !== 'one-node') {
    return `**Web, streaming and Sidekiq** start elsewhere by themselves. ${trial} ${cutOff}${spreadAgain(site, ['web', 'streaming'])}`;
  }
  const streaming = `**Streaming** starts elsewhere by itself. ${trial}${spreadAgain(site, ['streaming'])}`;
  const together = '**Web and Sidekiq** run where the media volume is mounted, all on one node.';
  if (media.volumeClass?.nodeBound) {
    return `${streaming}

${together} Their media lie on its disk: they come back with the node, or from the backup on another one.`;
  }
  return `${streaming}

${together} The volume moves when Kubernetes is told that the machine is off. **Make sure that it is off** (pull the plug), then:

${fence(
  'kubectl taint nodes <node> node.kubernetes.io/out-of-service=nodeshutdown:NoExecute',
  `kubectl -n ${namespace} get pods -l mounts-media=true -o wide --watch`,
  '# when the machine is back and Ready',
  'kubectl taint nodes <node> node.kubernetes.io/out-of-service=nodeshutdown:NoExecute-',
)}`;
}

/** Kubernetes moves no pod that runs: after a loss or a drain two may share a machine, whose loss nobody answers then. */
function spreadAgain(site: Site, movable: readonly string[]): string {
  const names = movable.map((name) => `deployment/${objectName(site, name)}`).join(' ');
  return `

They stay where they went, perhaps two on one machine. When the lost one is back, and after a drain, they part again, one at a time:

${fence(`kubectl -n ${site.namespace} rollout restart ${names}`)}`;
}

function grow(site: Site): string {
  const media = mediaVolume(site);
  const text = media?.volumeClass?.expandable
    ? 'raise `mastodon.media.volume.size`, render, and apply `platform`. The volume grows under the running pods, and never shrinks.'
    : "this class can't grow a claim. Make room first:";
  return `**Media**: ${text}

${fence(
  `kubectl -n ${site.namespace} exec deploy/${objectName(site, 'web')} -- df -h /opt/mastodon/public/system`,
  ...withTools(site, 'bin/tootctl media usage', 'bin/tootctl media remove --days 3'),
)}`;
}
