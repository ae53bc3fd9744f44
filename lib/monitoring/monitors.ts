import type { Construct } from 'constructs';
import { PodMonitor } from '../../imports/monitoring.coreos.com';
import { labels } from '../kube/labels';
import { streamingLabels } from '../mastodon/streaming';
import { webLabels } from '../mastodon/web';
import type { Site } from '../site/site';

/** What Prometheus asks, by the names of the containers' ports. */
export function buildMonitors(scope: Construct, site: Site): void {
  const groups = site.mastodon.sidekiq.map(({ name }) => name);
  const web = { matchLabels: webLabels(site) };
  const streaming = { matchLabels: streamingLabels(site) };
  const { 'app.kubernetes.io/component': _component, ...ours } = labels('mastodon', site.name, '');
  const sidekiq = {
    matchLabels: ours,
    matchExpressions: [{ key: 'app.kubernetes.io/component', operator: 'In', values: groups }],
  };
  for (const [name, selector, port] of [
    ['web', web, 'metrics'],
    ['streaming', streaming, 'http'],
    ['sidekiq', sidekiq, 'metrics'],
  ] as const) {
    new PodMonitor(scope, name, {
      metadata: { name, labels: labels('mastodon', site.name, name) },
      spec: { selector, podMetricsEndpoints: [{ port, path: '/metrics' }] },
    });
  }
}
