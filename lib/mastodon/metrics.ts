import { everyAddress } from '../cluster/cluster';
import * as k8s from '../kube/k8s';
import { containerSecurity } from '../kube/security';
import type { Site } from '../site/site';

/** Port that web's collector and Sidekiq answer scrapes on. Source: mastodon config/initializers/prometheus_exporter.rb. */
export const metricsPort = 9394;

export const metricsPorts: k8s.ContainerPort[] = [{ name: 'metrics', containerPort: metricsPort }];

/** Web is several processes; each reports to this one, which Prometheus asks. */
export function metricsSidecar(site: Site, image: string): k8s.Container[] {
  if (!site.monitoring.enabled) return [];
  return [
    {
      name: 'metrics',
      image,
      imagePullPolicy: 'IfNotPresent',
      args: ['./bin/prometheus_exporter', '--bind', everyAddress(site.cluster), '--port', String(metricsPort)],
      ports: metricsPorts,
      resources: {
        requests: { cpu: k8s.Quantity.fromString('10m'), memory: k8s.Quantity.fromString('64Mi') },
        limits: { memory: k8s.Quantity.fromString('256Mi') },
      },
      securityContext: containerSecurity(),
    },
  ];
}
