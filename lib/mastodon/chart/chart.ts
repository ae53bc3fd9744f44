import { Component, type Folders } from '../../kube/component';
import { labels } from '../../kube/labels';
import type { Requirement } from '../../site/room';
import type { Site } from '../../site/site';
import type { VersionName } from '../../site/versions';
import { budgetWithMedia, disruptionBudget } from '../disruption';
import { objectName } from '../names';
import { settingsMap } from '../rails';
import { groupLabels } from '../sidekiq';
import { streamingLabels, streamingPort } from '../streaming';
import { webLabels, webPort } from '../web';

/** One Helm chart that brings web, streaming and Sidekiq, beside our own database, claims, policies, migrations and backup. */
export interface MastodonChart {
  readonly title: string;
  readonly version: VersionName;
  /** Versions whose keys were looked at; of a chart that is kept in git alone, each with its commit. */
  readonly known: Readonly<Record<string, string>>;
  /** A repository of charts, or one of git that holds a single one. */
  readonly repository: string;
  readonly git: boolean;
  /** Values, and why each is set. */
  values(site: Site): { readonly values: object; readonly reasons: Readonly<Record<string, string>> };
  /** What whoever chooses it has to live with. */
  readonly limits: readonly string[];
}

type ChartRequirement = Requirement & { readonly chart: NonNullable<Requirement['chart']> };

/** The chart in requires.yaml and charts/; it is installed after our own objects. */
export function release(chart: MastodonChart, site: Site): ChartRequirement {
  const { web, streaming, sidekiq } = site.mastodon;
  const version = versionOf(chart, site);
  return {
    name: chart.title,
    kind: 'chart',
    version,
    why: 'web, streaming and Sidekiq',
    after: 'mastodon',
    commands: chart.git ? fetchCommands(chart, version) : [],
    chart: {
      repository: chart.repository,
      chart: 'mastodon',
      release: site.name,
      namespace: site.namespace,
      ...chart.values(site),
    },
    provides: {
      images: [...new Set([web, streaming, ...sidekiq].map(({ image }) => image))],
      services: [
        { name: objectName(site, 'web'), ports: [webPort] },
        { name: objectName(site, 'streaming'), ports: [streamingPort] },
      ],
      pods: [
        { labels: webLabels(site), instances: web.instances },
        { labels: streamingLabels(site), instances: streaming.instances },
        ...sidekiq.map((group) => ({ labels: groupLabels(site, group), instances: group.instances })),
      ],
    },
  };
}

export const versionOf = (chart: MastodonChart, site: Site): string =>
  site.mastodon.chartVersion ?? site.versions[chart.version];

/** Where the commands put a chart that lies in git. */
const gitFolder = 'mastodon-chart';

function fetchCommands({ repository, known }: MastodonChart, version: string): string[] {
  return [
    `git clone ${repository} ${gitFolder}`,
    `git -C ${gitFolder} checkout ${known[version] ?? ''}`,
    `helm dependency build ${gitFolder}`,
  ];
}

/** Installs it, and changes it later. */
export function helmCommand(chart: MastodonChart, site: Site): string {
  const source = chart.git
    ? `./${gitFolder}`
    : `mastodon --repo ${chart.repository} --version ${versionOf(chart, site)}`;
  return `helm upgrade --install ${site.name} ${source} \\\n  --namespace ${site.namespace} --values charts/mastodon.values.yaml`;
}

/** What is done before the first of those commands. */
export const beforeHelm = (chart: MastodonChart, site: Site): string[] =>
  chart.git ? fetchCommands(chart, versionOf(chart, site)) : [];

/**
 * What is ours of the programs that a chart brings: the settings that the tools and a restore read, and the budgets, since the
 * charts' own are off, count otherwise, or have no template.
 */
export function buildBeside({ mastodon }: Folders, site: Site): void {
  const { web, streaming, sidekiq } = site.mastodon;
  const component = (name: string, from = `mastodon.${name}`) => new Component(mastodon, name, from);
  const ofWeb = component('web');
  settingsMap(ofWeb, site, 'web', webLabels(site));
  settingsMap(component('sidekiq'), site, 'sidekiq', labels('mastodon', site.name, 'sidekiq'));
  budgetWithMedia(ofWeb, site, 'web', webLabels(site), web);
  for (const group of sidekiq)
    budgetWithMedia(component(group.name, group.from), site, group.name, groupLabels(site, group), group);
  disruptionBudget(component('streaming'), 'streaming', streamingLabels(site), streaming);
}
