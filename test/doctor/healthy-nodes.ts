import type { Any } from '../../lib/doctor/seen';
import type { Site } from '../../lib/site/site';

const gibi = 2 ** 30;

/** What K3s was started with, as its nodes note it. */
const notes = ({ distribution }: Site['cluster']): Record<string, string> =>
  distribution.hiddenPolicies === undefined
    ? {}
    : { [distribution.hiddenPolicies.annotation]: '["server","--cluster-init"]' };

export const nodes = ({ cluster }: Site) =>
  cluster.nodes.map(({ name, address, arch, memory, schedulable }) => ({
    metadata: {
      name,
      labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/arch': arch, disk: 'ssd' } as Record<string, string>,
      annotations: notes(cluster),
    },
    spec: {
      ...(!schedulable && { taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] }),
    } as { unschedulable?: boolean; taints?: object[] },
    status: {
      conditions: [
        { type: 'DiskPressure', status: 'False' },
        { type: 'Ready', status: 'True' },
      ],
      addresses: [{ type: 'InternalIP', address }],
      nodeInfo: { architecture: arch as string, kubeletVersion: `v${cluster.version}.3` },
      capacity: { memory: memory as string },
    },
  }));

/** Half of every disk is free, and a third of the media's volume is taken. */
export const kubelets = ({ cluster, namespace }: Site): Map<string, Any> =>
  new Map(
    cluster.nodes.map(({ name }) => [
      name,
      {
        summary: {
          node: {
            fs: { capacityBytes: 200 * gibi, availableBytes: 100 * gibi },
            runtime: { imageFs: { capacityBytes: 200 * gibi, availableBytes: 100 * gibi } },
          },
          pods: [
            { podRef: { name: 'coredns', namespace: 'kube-system' } },
            {
              podRef: { name: 'web', namespace },
              volume: [
                { name: 'tmp', usedBytes: 9, capacityBytes: 9 },
                {
                  name: 'media',
                  pvcRef: { name: 'media', namespace },
                  usedBytes: 30 * gibi,
                  capacityBytes: 90 * gibi,
                  inodesUsed: 1000,
                  inodes: 9000,
                },
              ],
            },
          ],
        },
        config: { evictionHard: { 'nodefs.available': '10%', 'imagefs.available': '15%' } },
      },
    ]),
  );
