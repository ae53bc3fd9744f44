import type { Site } from '../../site/site';
import type { Way } from '../names';
import { helmCommand, type MastodonChart } from './chart';
import { helmCharts } from './helm-charts';
import { mastodonChart } from './mastodon-chart';

/** Adding a chart is adding its file and one line here. */
const charts: Readonly<Record<Way, MastodonChart | undefined>> = {
  manifests: undefined,
  'mastodon/chart': mastodonChart,
  'mastodon/helm-charts': helmCharts,
};

/** The chart that brings web, streaming and Sidekiq; undefined where our own manifests do. */
export const chartOf = (site: Site): MastodonChart | undefined => charts[site.mastodon.by];

/** Applies the application, the chart's part of it included: numbers of pods are as declared again afterwards. */
export function applyMastodon(site: Site): string[] {
  const chart = chartOf(site);
  return ['kubectl apply -k mastodon', ...(chart ? [helmCommand(chart, site)] : [])];
}
