import { Component } from '../kube/component';
import { type Connection, type Peer, tcp } from '../kube/connection';
import { metricsPort } from '../mastodon/metrics';
import { groupLabels } from '../mastodon/sidekiq';
import { streamingLabels, streamingPort } from '../mastodon/streaming';
import { webLabels } from '../mastodon/web';
import type { Requirement, Room } from '../site/room';
import type { Site } from '../site/site';
import { buildAlerts } from './alerts';
import { buildMonitors } from './monitors';

export const monitoringRoom: Room = {
  name: 'monitoring',
  rules: [],
  requires: (site) => (site.monitoring.enabled ? [operator(site)] : []),
  secrets: () => [],
  footprints: () => [],
  connections: (site) => (site.monitoring.enabled ? scrapes(site) : []),
  build(folders, site) {
    if (!site.monitoring.enabled) return;
    const component = new Component(folders.mastodon, 'monitoring', 'monitoring');
    buildMonitors(component, site);
    if (site.monitoring.alerts) buildAlerts(component, site);
  },
  runbook: (site) =>
    site.monitoring.enabled
      ? [
          {
            chapter: 'check',
            text: `**Prometheus** finds web, streaming and Sidekiq among its targets. If it doesn't, its \`podMonitorNamespaceSelector\` or \`podMonitorSelector\` leaves them out.

\`\`\`sh
kubectl -n ${site.namespace} get podmonitors,prometheusrules
kubectl get prometheus -A -o custom-columns='NAME:.metadata.name,NAMESPACES:.spec.podMonitorNamespaceSelector,MONITORS:.spec.podMonitorSelector,RULES:.spec.ruleSelector'
\`\`\``,
          },
        ]
      : [],
};

function operator({ monitoring }: Site): Requirement {
  return {
    name: 'prometheus-operator',
    kind: 'existing',
    why: 'reads the PodMonitors and alerts that are rendered; it must look at all of them, e.g. with podMonitorSelectorNilUsesHelmValues and ruleSelectorNilUsesHelmValues: false in kube-prometheus-stack',
    commands: ['kubectl get crd podmonitors.monitoring.coreos.com prometheusrules.monitoring.coreos.com'],
    provides: {
      namespaces: [monitoring.namespace],
      crds: ['podmonitors.monitoring.coreos.com', 'prometheusrules.monitoring.coreos.com'],
    },
  };
}

function scrapes(site: Site): Connection[] {
  const prometheus: Peer = { kind: 'pods', namespace: site.monitoring.namespace, labels: {} };
  const targets = [
    { name: 'web', labels: webLabels(site), port: metricsPort },
    { name: 'streaming', labels: streamingLabels(site), port: streamingPort },
    ...site.mastodon.sidekiq.map((group) => ({
      name: group.name,
      labels: groupLabels(site, group),
      port: metricsPort,
    })),
  ];
  return targets.map(({ name, labels, port }) => ({
    why: `Prometheus scrapes ${name}`,
    from: prometheus,
    to: { kind: 'pods', namespace: site.namespace, labels },
    ports: tcp(port),
  }));
}
