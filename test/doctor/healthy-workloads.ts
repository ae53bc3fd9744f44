import type { Any } from '../../lib/doctor/seen';
import type { Wanted } from '../../lib/doctor/wanted';
import type { Site } from '../../lib/site/site';

const daemonSet = (namespace: string, name: string, container: object, { cluster }: Site, volumes: object[] = []) => ({
  metadata: { name, namespace, labels: {} as Record<string, string> },
  spec: { template: { spec: { containers: [container], volumes } as { containers: Any[]; volumes: Any[] } } },
  status: { desiredNumberScheduled: cluster.nodes.length, numberReady: cluster.nodes.length },
});

/** A storage driver, the load balancer, and the network plugin where the distribution brings one in pods. */
export const daemonSets = (site: Site) => [
  daemonSet('longhorn-system', 'longhorn-csi-plugin', { name: 'longhorn-csi-plugin', image: 'plugin:v1' }, site, [
    { name: 'config', configMap: { name: 'config' } },
    { name: 'pods', hostPath: { path: `${site.cluster.distribution.kubeletDir}/pods` } },
  ]),
  ...(site.network.loadBalancer.engine === 'servicelb'
    ? [daemonSet('kube-system', 'svclb-traefik-4f2', { name: 'lb-tcp-80', image: 'klipper-lb:v1' }, site)]
    : [
        daemonSet(
          'metallb-system',
          'speaker',
          { name: 'speaker', image: 'quay.io/metallb/speaker:v0.16.1', args: ['--port=7472'] },
          site,
        ),
      ]),
  ...(site.cluster.distribution.hiddenPolicies
    ? []
    : [daemonSet('kube-system', 'calico-node', { name: 'calico-node', image: 'calico/node:v3' }, site)]),
];

/** The site's own, and one for each chart that it needs, as helm labels it. */
export const deployments = ({ objects, requirements }: Wanted): Any[] => [
  ...objects.flatMap(({ json }) => (json.kind === 'Deployment' ? [running(json)] : [])),
  ...requirements.flatMap(({ chart, version }) =>
    chart
      ? [
          running({
            metadata: {
              name: chart.release,
              namespace: chart.namespace,
              labels: { 'helm.sh/chart': `${chart.chart}-${version}` },
            },
            spec: { replicas: 1 },
          }),
        ]
      : [],
  ),
];

const running = ({ metadata, spec }: Any): Any => ({
  metadata: structuredClone(metadata),
  spec: { replicas: spec.replicas },
  status: { readyReplicas: spec.replicas },
});
