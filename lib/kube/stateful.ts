import type { DataVolume } from '../storage/choose';
import type { VolumeClass } from '../storage/storage';
import * as k8s from './k8s';
import { leaveLostNode, pinnedTo } from './scheduling';

/** Pieces of StatefulSets with one volume `data` per pod. */

/** Seconds that a pod whose volume can move stays on a lost node: long enough not to flap. */
const movableSeconds = 60;

/**
 * A pod whose data lies on its node waits for the node: started elsewhere it would find nothing, and deleted it would
 * only come back later. Where the volume can move, the pod is given up after a minute.
 */
export function statefulTolerations(volumeClass: VolumeClass | undefined): k8s.Toleration[] {
  if (!volumeClass?.nodeBound) return leaveLostNode(movableSeconds);
  return leaveLostNode().map(({ key, operator, effect }) => ({ key, operator, effect }));
}

/** Affinity of a part that runs once: its node, where one is named. */
export function pin(volume: DataVolume | undefined): { affinity?: k8s.Affinity } {
  return volume?.node === undefined ? {} : { affinity: pinnedTo(volume.node) };
}

/** The claim that each pod gets. It survives the StatefulSet: nothing that is deleted here deletes data. */
export function dataClaims(volumeClass: VolumeClass | undefined, size: string) {
  return {
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    volumeClaimTemplates: [
      {
        metadata: { name: 'data' },
        spec: {
          accessModes: [
            volumeClass?.accessModes.includes('ReadWriteOnce') === false ? 'ReadWriteMany' : 'ReadWriteOnce',
          ],
          storageClassName: volumeClass?.className,
          resources: { requests: { storage: k8s.Quantity.fromString(size) } },
        },
      },
    ],
  };
}
