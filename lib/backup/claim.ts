import { Component, type Folders } from '../kube/component';
import * as k8s from '../kube/k8s';
import type { Site } from '../site/site';
import type { DataVolume } from '../storage/choose';
import { backupLabels, treeClaim } from './plan';

/** Claims of backups lie in platform/: deleting mastodon/ deletes no set. */
export function buildClaim(component: Component, site: Site, spec: k8s.PersistentVolumeClaimSpec): void {
  new k8s.KubePersistentVolumeClaim(component, 'claim', {
    metadata: { name: treeClaim, namespace: site.namespace, labels: backupLabels(site, treeClaim) },
    spec,
  });
}

/** A claim on one of the storage roles. */
export function buildRoleClaim(folders: Folders, from: string, site: Site, { on, size }: DataVolume): void {
  const volumeClass = site.storage[on];
  buildClaim(new Component(folders.platform, treeClaim, from), site, {
    accessModes: [volumeClass?.accessModes.includes('ReadWriteMany') ? 'ReadWriteMany' : 'ReadWriteOnce'],
    ...(volumeClass && { storageClassName: volumeClass.className }),
    resources: { requests: { storage: k8s.Quantity.fromString(size) } },
  });
}
