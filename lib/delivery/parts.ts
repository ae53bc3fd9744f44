import type { Chart } from 'cdk8s';
import type { Requirement } from '../site/room';
import type { Site } from '../site/site';
import type { Delivery } from './delivery';

/** Where a git controller's objects go. */
export interface DeliveryFolders {
  /** Applied once by a person. */
  readonly gitops: Chart;
  /** What the controller applies first of all: the charts. */
  readonly releases: Chart;
}

export type ByGit = Exclude<Delivery, { by: 'none' }>;

/** A chart that somebody installs, with its version. */
export type ChartNeed = Requirement & { readonly chart: NonNullable<Requirement['chart']> };

/** One controller that applies what is in git. */
export interface GitController {
  requires(own: ByGit): Requirement;
  build(folders: DeliveryFolders, own: ByGit, charts: readonly ChartNeed[], site: Site): void;
  /** Commands, as a person types them, that show how far it is; and how its undoing of what operations change is put off. */
  readonly progress: (own: ByGit, site: Site) => string;
  readonly pause: ((own: ByGit, site: Site) => string) | undefined;
}

/** The folders of a site in the order in which they are applied, each once the one before is healthy. */
export const stages = ['platform', 'mastodon', 'operations'] as const;

export const stageName = (site: Site, stage: string) => `${site.name}-${stage}`;

export function chartNeeds(requirements: readonly Requirement[]): ChartNeed[] {
  return requirements.filter((one): one is ChartNeed => one.chart !== undefined);
}

export const privilegedLabels = {
  'pod-security.kubernetes.io/audit': 'privileged',
  'pod-security.kubernetes.io/enforce': 'privileged',
  'pod-security.kubernetes.io/warn': 'privileged',
};
