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
  /** What people call it. */
  readonly title: string;
  /** Command that shows how far it is. */
  progress(own: ByGit): string;
  /**
   * Commands that keep it from undoing what operations scale or suspend, and that let it go on.
   * `@default -` it leaves such things alone until the next commit
   */
  pause?(own: ByGit, site: Site): { readonly before: string; readonly after: string };
}

/** The folders of a site in the order in which they are applied, each once the one before is healthy. */
export const stages = ['platform', 'mastodon', 'operations'] as const;

export const stageName = (site: Site, stage: string) => `${site.name}-${stage}`;

export function chartNeeds(requirements: readonly Requirement[]): ChartNeed[] {
  return requirements.filter((one): one is ChartNeed => one.chart !== undefined && one.after === undefined);
}
