import { schedulableNodes } from '../../lib/cluster/cluster';
import type { Any } from '../../lib/doctor/seen';
import type { Wanted } from '../../lib/doctor/wanted';
import { csiDrivers } from '../../lib/storage';
import { kubelets, nodes } from './healthy-nodes';
import { applied, customs, served } from './healthy-objects';
import { daemonSets, deployments } from './healthy-workloads';

export const now = Date.parse('2026-03-01T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now - hours * 3_600_000).toISOString();

/** What a healthy cluster of this site says, as far as the doctor asks; plain data, for tests to break. */
export function healthy(wanted: Wanted) {
  const { site, requirements } = wanted;
  const { cluster, namespace, network, storage } = site;
  const drivers = [...new Set(csiDrivers(site).flatMap(({ driver }) => driver ?? []))];
  return {
    version: `v${cluster.version}.3`,
    nodes: nodes(site),
    leases: cluster.nodes.map(({ name }) => ({
      metadata: { name },
      spec: { renewTime: new Date(now - 7000).toISOString() },
    })),
    nobodyMayCreatePods: false,
    classes: Object.values(storage).map(({ className }) => ({
      metadata: { name: className, annotations: {} as Record<string, string> },
      provisioner: csiDrivers(site).find((one) => one.className === className)?.driver ?? 'example.org/folder',
      reclaimPolicy: 'Retain',
    })),
    csiNodes: cluster.nodes.map(({ name }) => ({
      metadata: { name },
      spec: { drivers: drivers.map((driver) => ({ name: driver })) },
    })),
    csiDrivers: drivers.map((name) => ({ metadata: { name } })),
    kinds: [...requirements.flatMap(({ provides }) => provides?.crds ?? []), ...served(wanted)],
    daemonSets: daemonSets(site),
    deployments: deployments(wanted),
    statefulSets: [] as Any[],
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
    nameServers: schedulableNodes(cluster).map(({ name }) => name),
    secrets: secretsOf(wanted),
    namespace: {
      metadata: { name: namespace, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
    },
    cronJobs: ['backup', 'rehearsal', 'backup-notify'].map((name, index) => ({
      metadata: { name, namespace, creationTimestamp: hoursAgo(2000) },
      spec: { suspend: false },
      status: { lastSuccessfulTime: hoursAgo([9, 11, 0.1][index] ?? 0) } as { lastSuccessfulTime?: string },
    })),
    customs: customs(wanted),
    kubelets: kubelets(site),
    objects: applied(wanted),
  };
}

/** Two programs may read one Secret, each its own keys. */
function secretsOf({ site, secrets }: Wanted): Map<string, string[]> {
  const held = new Map<string, string[]>();
  for (const { name, keys } of secrets.filter(({ namespace }) => namespace === site.namespace))
    held.set(name, [...(held.get(name) ?? []), ...keys.map(({ key }) => key)]);
  return held;
}
