import { Component, type Folders } from '../kube/component';
import * as k8s from '../kube/k8s';
import { labels } from '../kube/labels';
import { probeFields } from '../kube/probes';
import { containerSecurity } from '../kube/security';
import { typedResources } from '../kube/typed';
import type { Site } from '../site/site';
import { budgetWithMedia } from './disruption';
import type { SidekiqGroup } from './mastodon';
import { metricsPorts } from './metrics';
import { environment, railsDeployment, settingsMap } from './rails';

/** Sidekiq gives its jobs 25 s to end and puts the others back. */
const graceSeconds = 45;

/**
 * Sidekiq touches the file when it begins to work and removes it when it stops, but a file outlives a crash. The
 * process gives itself its title at the same time, and that doesn't. Sources: mastodon config/initializers/sidekiq.rb,
 * docker-compose.yml.
 */
const working = {
  exec: { command: ['sh', '-c', 'test -e "tmp/$MASTODON_SIDEKIQ_READY_FILENAME" && pgrep -f "^sidekiq " >/dev/null'] },
};

export const groupLabels = (site: Site, group: SidekiqGroup) => labels('mastodon', site.name, group.name);

const works = (name: string) => (group: SidekiqGroup) => group.queues.some(({ queue }) => queue === name);

export const worksScheduler = works('scheduler');
export const worksMail = works('mailers');

/** One Deployment for each group of queues; all read one ConfigMap. */
export function buildSidekiq(folders: Folders, site: Site): void {
  const shared = new Component(folders.mastodon, 'sidekiq', 'mastodon.sidekiq');
  settingsMap(shared, site, 'sidekiq', labels('mastodon', site.name, 'sidekiq'));
  for (const group of site.mastodon.sidekiq) {
    const component = group.name === 'sidekiq' ? shared : new Component(folders.mastodon, group.name, group.from);
    new k8s.KubeDeployment(component, 'deployment', groupDeployment(site, group));
    budgetWithMedia(component, site, group.name, groupLabels(site, group), group);
  }
}

function groupDeployment(site: Site, group: SidekiqGroup): k8s.KubeDeploymentProps {
  const queues = group.queues.map(({ queue, weight }) => (weight === undefined ? queue : `${queue},${weight}`));
  return railsDeployment(site, {
    name: group.name,
    labels: groupLabels(site, group),
    reader: 'sidekiq',
    process: group,
    // Two schedulers would do everything twice, also for the moments of a rollout.
    once: worksScheduler(group),
    filesAtOnce: group.concurrency,
    graceSeconds,
    scripts: [],
    containers: [
      {
        name: 'sidekiq',
        image: group.image,
        imagePullPolicy: 'IfNotPresent',
        args: [
          'bundle',
          'exec',
          'sidekiq',
          '-c',
          String(group.concurrency),
          ...queues.flatMap((queue) => ['-q', queue]),
        ],
        ...environment(site, 'sidekiq'),
        ...(site.monitoring.enabled && { ports: metricsPorts }),
        ...probeFields(group.probes, { startup: working }),
        resources: typedResources(group.resources),
        securityContext: containerSecurity(),
      },
    ],
  });
}
