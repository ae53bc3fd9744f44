import { containerSecurity } from '../kube/security';
import script from './mount-guard.sh';
import type { VolumeClass } from './storage';

/** Volume that every guarded pod has: it lies on the disk of the node's kubelet, whatever the node calls it. */
export const nodeDisk = {
  volume: { name: 'node-disk', emptyDir: { sizeLimit: '1Mi' } },
  mount: { name: 'node-disk', mountPath: '/node-disk' },
} as const;

/** `$1`: where the volume is mounted. `$2`: a folder on the node's own disk. */
export const mountGuardScript = script;

/**
 * An init container that refuses to start the pod when the data volume lies on the node's own disk.
 *
 * A CSI driver that mounts into the wrong kubelet folder reports success, and the pod runs on an empty directory that
 * dies with it (openebs-archive/jiva#367). The filesystem type proves nothing there; the device number does.
 *
 * @param mount.image the workload's own image: it must hold `sh` and `stat`
 * @returns nothing where the class keeps its data on the node's disk on purpose
 */
export function mountGuard(
  volumeClass: VolumeClass,
  mount: { readonly image: string; readonly volume: string; readonly mountPath: string },
): { readonly initContainers: object[]; readonly volumes: object[] } {
  if (!volumeClass.ownDevice) return { initContainers: [], volumes: [] };
  return {
    initContainers: [
      {
        name: 'mount-guard',
        image: mount.image,
        imagePullPolicy: 'IfNotPresent',
        command: ['sh', '-ec', script, 'mount-guard', mount.mountPath, nodeDisk.mount.mountPath],
        resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '64Mi' } },
        securityContext: containerSecurity(),
        volumeMounts: [{ name: mount.volume, mountPath: mount.mountPath }, nodeDisk.mount],
      },
    ],
    volumes: [nodeDisk.volume],
  };
}
