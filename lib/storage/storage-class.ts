import type { Construct } from 'constructs';
import * as k8s from '../kube/k8s';
import { canaryName } from './canary-name';
import type { ClassFields, Purpose } from './engine';
import type { VolumeClass } from './storage';

/**
 * The class of one role. Data is kept when its claim goes. A trial's class makes the same volumes, but only when a pod
 * comes, and leaves nothing behind.
 */
export function buildStorageClass(
  scope: Construct,
  purpose: Purpose,
  volumeClass: VolumeClass,
  made: ClassFields,
): void {
  const { annotations, provisioner, parameters, mountOptions, volumeBindingMode } = made;
  const data = purpose === 'data';
  new k8s.KubeStorageClass(scope, data ? 'class' : 'canary-class', {
    metadata: { name: data ? volumeClass.className : canaryName(volumeClass.role), annotations },
    provisioner,
    parameters,
    mountOptions,
    reclaimPolicy: data ? 'Retain' : 'Delete',
    volumeBindingMode: data ? volumeBindingMode : 'WaitForFirstConsumer',
    ...(data && volumeClass.expandable && { allowVolumeExpansion: true }),
  });
}
