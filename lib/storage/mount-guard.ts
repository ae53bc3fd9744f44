import { containerSecurity } from '../kube/security';
import type { VolumeClass } from './storage';

/** Volume that every guarded pod has: it lies on the disk of the node's kubelet, whatever the node calls it. */
const nodeDisk = 'node-disk';

/**
 * An init container that refuses to start the pod when the data volume lies on the node's own disk.
 *
 * A CSI driver that mounts into the wrong kubelet folder reports success, and the pod runs on an empty directory that
 * dies with it (openebs-archive/jiva#367). The filesystem type proves nothing there; the device number does.
 *
 * @param image the workload's own image: it must hold `sh` and `stat`
 * @returns nothing where the class keeps its data on the node's disk on purpose
 */
export function mountGuard(
  volumeClass: VolumeClass,
  mount: { readonly image: string; readonly volume: string; readonly mountPath: string },
): { readonly initContainers: object[]; readonly volumes: object[] } {
  if (!volumeClass.ownDevice) return { initContainers: [], volumes: [] };
  const { mountPath } = mount;
  return {
    initContainers: [
      {
        name: 'mount-guard',
        image: mount.image,
        command: [
          'sh',
          '-ec',
          [
            `data=$(stat -c %d ${mountPath})`,
            'disk=$(stat -c %d /node-disk)',
            'if [ "$data" = "$disk" ]; then',
            `  echo "${mountPath} is not mounted: it lies on the node's own disk and would be lost with this pod."`,
            `  echo "Look at the volume's driver on this node before you start anything."`,
            '  exit 1',
            'fi',
            '',
          ].join('\n'),
        ],
        resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '64Mi' } },
        securityContext: containerSecurity(),
        volumeMounts: [
          { name: mount.volume, mountPath },
          { name: nodeDisk, mountPath: '/node-disk' },
        ],
      },
    ],
    volumes: [{ name: nodeDisk, emptyDir: { sizeLimit: '1Mi' } }],
  };
}
