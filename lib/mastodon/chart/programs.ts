import type * as k8s from '../../kube/k8s';
import { resourceFields } from '../../kube/resources';
import { leaveLostNode, together as onOneNode, pinnedTo } from '../../kube/scheduling';
import { containerSecurity, podSecurity } from '../../kube/security';
import type { Site } from '../../site/site';
import type { Process } from '../mastodon';
import { mediaLabel, mediaVolume } from '../media';
import { mediaPlace } from '../media-place';
import { mastodonUser } from '../rails';
import { groupLabels } from '../sidekiq';
import { streamingLabels } from '../streaming';
import { webLabels } from '../web';
import type { Tree } from './tree';

// What both charts call the same: images, pods, places.

/** Both charts fix them: 15 + 30 × 5 s, and 5 + 15 × 5 s. */
export const slowStarts =
  'web is killed 165 s into a slow start and streaming after 80 s, which replicated volumes may need after a node loss';

/** `registry.example.org:5000/mastodon:v4.7.2@sha256:…` → what stands before and after the first colon of its last part. */
export function imageValues(image: string): { repository: string; tag: string } {
  const colon = image.indexOf(':', image.lastIndexOf('/') + 1);
  return { repository: image.slice(0, colon), tag: image.slice(colon + 1) };
}

export function programValues(tree: Tree, site: Site): void {
  const { mastodon } = site;
  const { web, streaming, sidekiq, images } = mastodon;
  const beside = together(site);
  const stay = 'the media volume is for one node: all that mount it stay together, by this label';
  tree.set('fullnameOverride', 'mastodon', 'names that say what they are, whatever the release is called');
  tree.set(
    'image.tag',
    imageValues(images.rails).tag,
    'the version that is declared, not the one that came with the chart',
  );
  tree.set('revisionPodAnnotation', false, 'a pod restarts when what it reads has changed, and only then');
  tree.set('podSecurityContext', podSecurity(mastodonUser), 'what Pod Security "restricted" asks for');
  const { readOnlyRootFilesystem: _, ...security } = containerSecurity();
  tree.set('securityContext', security, 'what Pod Security "restricted" asks for');
  tree.set('tolerations', leaveLostNode(), 'pods leave a lost node after 10 s; by default they wait five minutes');
  tree.set(
    'mastodon.hooks.dbPrepare.enabled',
    false,
    'mastodon/migrations/ does it, and never starts an empty database beside media that are there',
  );
  tree.set('mastodon.hooks.dbMigrate.enabled', false, 'mastodon/migrations/ does it, also without helm');
  one(tree, 'mastodon.web', web, images.rails);
  one(tree, 'mastodon.streaming', streaming, images.streaming);
  tree.set(
    'mastodon.sidekiq.readinessProbe.enabled',
    true,
    'a pod counts as available when it works, not when it was begun',
  );
  tree.set(
    'mastodon.sidekiq.workers',
    sidekiq.map((group) => ({
      name: group.name.replace(/^sidekiq-/, ''),
      queues: group.queues.map(({ queue, weight }) => (weight === undefined ? queue : `${queue},${weight}`)),
      concurrency: group.concurrency,
      replicas: group.instances,
      resources: resourceFields(group.resources),
      ...(group.image !== images.rails && { image: imageValues(group.image) }),
      ...(beside ?? (group.instances > 1 && { affinity: apart(groupLabels(site, group)) })),
    })),
    'every queue is worked, and the scheduler’s exactly once',
  );
  const spread = 'on different nodes, where that is possible';
  if (web.instances > 1 || beside)
    tree.set('mastodon.web.affinity', beside?.affinity ?? apart(webLabels(site)), beside ? stay : spread);
  if (streaming.instances > 1) tree.set('mastodon.streaming.affinity', apart(streamingLabels(site)), spread);
  if (beside) {
    tree.set('mastodon.web.podLabels', mediaLabel, stay);
    tree.set('mastodon.sidekiq.podLabels', mediaLabel, stay);
  }
}

function one(tree: Tree, at: string, process: Process, usual: string): void {
  tree.set(`${at}.replicas`, process.instances, 'as declared');
  tree.set(`${at}.resources`, resourceFields(process.resources), 'what each pod is promised, and where it is stopped');
  if (process.image === usual) return;
  const { repository, tag } = imageValues(process.image);
  tree.set(`${at}.image.repository`, repository, 'an image of its own');
  tree.set(`${at}.image.tag`, tag, 'an image of its own');
}

/** Affinity of whatever mounts a volume that is for one node. */
function together(site: Site): { affinity: object } | undefined {
  if (mediaPlace(site.mastodon.media, site.storage) !== 'one-node') return undefined;
  const node = mediaVolume(site)?.volume.node;
  return { affinity: { ...onOneNode(mediaLabel), ...(node !== undefined && pinnedTo(node)) } };
}

/**
 * A wish, never a condition: a lost node does not block a replacement. Among pods of one template: those that a rollout is
 * about to end count for nothing. Source: kubernetes.io, "Assigning Pods to Nodes", matchLabelKeys (on since 1.31).
 */
function apart(matchLabels: k8s.LabelSelector['matchLabels']): object {
  const podAffinityTerm = {
    topologyKey: 'kubernetes.io/hostname',
    labelSelector: { matchLabels },
    matchLabelKeys: ['pod-template-hash'],
  };
  return { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm }] } };
}
