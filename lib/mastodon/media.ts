import { Component, type Folders } from '../kube/component';
import * as k8s from '../kube/k8s';
import { labels } from '../kube/labels';
import { pinnedTo, together } from '../kube/scheduling';
import { typedContainers, typedVolumes } from '../kube/typed';
import type { Site } from '../site/site';
import type { DataVolume } from '../storage/choose';
import { mountGuard } from '../storage/mount-guard';
import type { VolumeClass } from '../storage/storage';
import { mediaPlace } from './media-place';

/** Name of the claim that holds the media. */
export const mediaClaim = 'media';

/** Below it lie accounts/, media_attachments/, cache/ and so on. Never mount public/assets: the image has files there. */
export const mediaFolder = '/opt/mastodon/public/system';

/** Label of every pod that mounts a volume which one node at a time can mount; their affinity selects it. */
export const mediaLabel = { 'mounts-media': 'true' } as const;

/** Media volume of a site and its class; undefined for S3. */
export function mediaVolume(site: Site): { volume: DataVolume; volumeClass: VolumeClass | undefined } | undefined {
  const { media } = site.mastodon;
  return media.kind === 's3' ? undefined : { volume: media.volume, volumeClass: site.storage[media.volume.on] };
}

/** What a pod that mounts the media carries. Empty parts where media lie in a bucket. */
export interface MediaParts {
  readonly labels: Readonly<Record<string, string>>;
  readonly affinity: k8s.Affinity | undefined;
  /** The mount guard, where there is something to guard. An empty list would be a change at every apply. */
  readonly initContainers: k8s.Container[] | undefined;
  readonly mounts: k8s.VolumeMount[];
  readonly volumes: k8s.Volume[];
}

/**
 * @param image image of the pod; the mount guard runs in it
 * @param readOnly the pod only looks at the media
 */
export function mediaParts(site: Site, image: string, readOnly = false): MediaParts {
  const media = mediaVolume(site);
  if (media === undefined)
    return { labels: {}, affinity: undefined, initContainers: undefined, mounts: [], volumes: [] };
  const { volume, volumeClass } = media;
  const oneNode = mediaPlace(site.mastodon.media, site.storage) === 'one-node';
  const guard = volumeClass && mountGuard(volumeClass, { image, volume: mediaClaim, mountPath: mediaFolder });
  return {
    labels: oneNode ? mediaLabel : {},
    affinity: oneNode
      ? { ...together(mediaLabel), ...(volume.node !== undefined && pinnedTo(volume.node)) }
      : undefined,
    initContainers: guard && guard.initContainers.length > 0 ? typedContainers(guard.initContainers) : undefined,
    mounts: [{ name: mediaClaim, mountPath: mediaFolder, ...(readOnly && { readOnly }) }],
    volumes: [
      { name: mediaClaim, persistentVolumeClaim: { claimName: mediaClaim } },
      ...typedVolumes(guard?.volumes ?? []),
    ],
  };
}

/** The claim lies in platform/: deleting mastodon/ deletes no uploads. */
export function buildMediaClaim(folders: Folders, site: Site): void {
  buildClaimBesideMedia(folders, site, mediaClaim, mediaVolume(site)?.volume.size);
}

/** A claim of the media's class and access mode, so that both are mounted where one is. */
export function buildClaimBesideMedia(folders: Folders, site: Site, name: string, size: string | undefined): void {
  const media = mediaVolume(site);
  if (media === undefined || size === undefined) return;
  const place = mediaPlace(site.mastodon.media, site.storage);
  const claims =
    folders.platform.node.tryFindChild('claims') ?? new Component(folders.platform, 'claims', 'mastodon.media');
  new k8s.KubePersistentVolumeClaim(claims, name, {
    metadata: { name, namespace: site.namespace, labels: labels('mastodon', site.name, name) },
    spec: {
      accessModes: [place === 'any-node' ? 'ReadWriteMany' : 'ReadWriteOnce'],
      ...(media.volumeClass && { storageClassName: media.volumeClass.className }),
      resources: { requests: { storage: k8s.Quantity.fromString(size) } },
    },
  });
}
