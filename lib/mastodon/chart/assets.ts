import { Component, type Folders } from '../../kube/component';
import * as k8s from '../../kube/k8s';
import { labels } from '../../kube/labels';
import type { Site } from '../../site/site';
import { mediaVolume } from '../media';
import { mediaPlace } from '../media-place';

/** Claim that the charts mount over the image's compiled files, and that nothing fills. They can't do without. */
export const assetsClaim = 'assets';

/** Of the media's class, so that both are mounted where one is. */
export function buildAssetsClaim(folders: Folders, site: Site): void {
  const media = mediaVolume(site);
  if (media === undefined) return;
  const place = mediaPlace(site.mastodon.media, site.storage);
  const claims =
    folders.platform.node.tryFindChild('claims') ?? new Component(folders.platform, 'claims', 'mastodon.media');
  new k8s.KubePersistentVolumeClaim(claims, assetsClaim, {
    metadata: { name: assetsClaim, namespace: site.namespace, labels: labels('mastodon', site.name, assetsClaim) },
    spec: {
      accessModes: [place === 'any-node' ? 'ReadWriteMany' : 'ReadWriteOnce'],
      ...(media.volumeClass && { storageClassName: media.volumeClass.className }),
      resources: { requests: { storage: k8s.Quantity.fromString('1Gi') } },
    },
  });
}
