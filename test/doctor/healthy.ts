import { requirementsOf, secretsOf } from '../../lib/output/objects';
import type { Site } from '../../lib/site/site';

export const now = Date.parse('2026-03-01T12:00:00Z');

/** What a healthy cluster of this site says, as far as the doctor asks; plain data, for tests to break. */
export function healthy(site: Site) {
  const { cluster, namespace, network, storage } = site;
  return {
    version: `v${cluster.version}.3`,
    nodes: cluster.nodes.map(({ name, address, arch, memory }) => ({
      metadata: { name },
      spec: {} as { unschedulable?: boolean },
      status: {
        conditions: [
          { type: 'DiskPressure', status: 'False' },
          { type: 'Ready', status: 'True' },
        ],
        addresses: [{ type: 'InternalIP', address }],
        nodeInfo: { architecture: arch as string },
        capacity: { memory: memory as string },
      },
    })),
    leases: cluster.nodes.map(({ name }) => ({
      metadata: { name },
      spec: { renewTime: new Date(now - 7000).toISOString() },
    })),
    nobodyMayCreatePods: false,
    classes: Object.values(storage).map(({ className }) => ({
      metadata: { name: className, annotations: {} as Record<string, string> },
      reclaimPolicy: 'Retain',
    })),
    kinds: requirementsOf(site).flatMap(({ provides }) => provides?.crds ?? []),
    daemonSets: [
      {
        metadata: { name: 'longhorn-csi-plugin', namespace: 'longhorn-system' },
        spec: {
          template: {
            spec: {
              volumes: [
                { name: 'config', configMap: { name: 'config' } },
                { name: 'pods', hostPath: { path: `${cluster.distribution.kubeletDir}/pods` } },
              ],
            },
          },
        },
      },
    ],
    ingressClasses: [network.ingress.className],
    services: [
      {
        metadata: { name: 'traefik', namespace: 'traefik' },
        status: {
          loadBalancer: {
            ingress: network.loadBalancer.assignsDeclaredAddress ? [{ ip: network.loadBalancer.address }] : [],
          },
        },
      },
      { metadata: { name: 'web', namespace }, status: { loadBalancer: {} } },
    ],
    secrets: new Map(
      secretsOf(site)
        .filter((one) => one.namespace === namespace)
        .map(({ name, keys }) => [name, keys.map(({ key }) => key)]),
    ),
    namespace: {
      metadata: { name: namespace, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
    },
    cronJobs: [
      {
        metadata: { name: 'backup', namespace },
        spec: { suspend: false },
        status: { lastSuccessfulTime: new Date(now - 9 * 3_600_000).toISOString() } as { lastSuccessfulTime?: string },
      },
    ],
  };
}
