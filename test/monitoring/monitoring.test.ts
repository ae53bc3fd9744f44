import { objectsOf } from '../../lib/output/objects';
import { auditOf } from '../support/audit';
import { find, shipped } from '../support/site';

const monitored = shipped('home', 'monitoring: {enabled: true}');
const objects = objectsOf(monitored);

test('nothing is rendered where nobody has Prometheus', () => {
  expect(objectsOf(shipped('home')).filter(({ file }) => file.includes('monitoring'))).toEqual([]);
});

test('every monitor names a port that its pods have, and the policies let Prometheus in', () => {
  expect(auditOf(monitored)).toEqual([]);
  for (const [name, port] of [
    ['web', 'metrics'],
    ['streaming', 'http'],
  ] as const) {
    const monitor = find(objects, 'PodMonitor', name);
    const deployment = find(objects, 'Deployment', name);
    expect(monitor.spec.selector.matchLabels).toEqual(deployment.spec.selector.matchLabels);
    expect(monitor.spec.podMetricsEndpoints).toEqual([{ port, path: '/metrics' }]);
    const ports = deployment.spec.template.spec.containers.flatMap(
      (one: { ports?: object[]; name: string; alert: string }) => one.ports ?? [],
    );
    expect(ports.map((one: { ports?: object[]; name: string; alert: string }) => one.name)).toContain(port);
  }
});

test("all of Sidekiq's groups are asked by one monitor", () => {
  const monitor = find(objects, 'PodMonitor', 'sidekiq');
  expect(monitor.spec.selector.matchExpressions[0].values).toEqual(['sidekiq', 'sidekiq-scheduler']);
  const { containers } = find(objects, 'Deployment', 'sidekiq-scheduler').spec.template.spec;
  expect(containers[0].ports).toEqual([{ name: 'metrics', containerPort: 9394 }]);
});

test('web reports to a collector beside it, Sidekiq answers itself', () => {
  const settings = (name: string) => find(objects, 'ConfigMap', name).data;
  expect(settings('web').MASTODON_PROMETHEUS_EXPORTER_LOCAL).toBeUndefined();
  expect(settings('sidekiq').MASTODON_PROMETHEUS_EXPORTER_LOCAL).toBe('true');
  const { containers } = find(objects, 'Deployment', 'web').spec.template.spec;
  expect(containers[1].args).toEqual(['./bin/prometheus_exporter', '--bind', '0.0.0.0', '--port', '9394']);
});

test('alerts are silent about what was stopped on purpose, and can be left out', () => {
  const rule = find(objects, 'PrometheusRule', 'mastodon');
  const down = rule.spec.groups[0].rules.find(
    (one: { ports?: object[]; name: string; alert: string }) => one.alert === 'MastodonDown',
  );
  expect(down.expr).toContain(
    'kube_deployment_spec_replicas{namespace="mastodon", deployment=~"web|streaming|sidekiq|sidekiq-scheduler"} > 0',
  );
  const without = objectsOf(shipped('home', 'monitoring: {enabled: true, alerts: false}'));
  expect(without.some(({ json }) => json.kind === 'PrometheusRule')).toBe(false);
});
