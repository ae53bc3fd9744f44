import type { Site } from '../site/site';

/** Who brings web, streaming and Sidekiq: our own manifests, or a Helm chart of the Mastodon project's. */
export const ways = ['manifests', 'mastodon/chart', 'mastodon/helm-charts'] as const;

export type Way = (typeof ways)[number];

/** Both charts are called so, and what they make begins with it. */
export const chartName = 'mastodon';

/** Put before the names of Deployments and Services. */
export const namePrefix = ({ mastodon }: Site): string => (mastodon.by === 'manifests' ? '' : `${chartName}-`);

/** Components of all that runs for ever; each has a Deployment. */
export const components = ({ mastodon }: Site): string[] => [
  'web',
  'streaming',
  ...mastodon.sidekiq.map(({ name }) => name),
];

/** Name of a program's Deployment and, where it has one, of its Service. */
export const objectName = (site: Site, program: string): string => `${namePrefix(site)}${program}`;

/** Names of Sidekiq's Deployments. */
export const sidekiqNames = (site: Site): string[] => site.mastodon.sidekiq.map(({ name }) => objectName(site, name));

export const deploymentNames = (site: Site): string[] => components(site).map((one) => objectName(site, one));
