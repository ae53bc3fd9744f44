import type { Construct } from 'constructs';
import * as k8s from '../kube/k8s';
import type { Labels } from '../kube/labels';
import type { Site } from '../site/site';
import type { Process } from './mastodon';
import { mediaPlace } from './media-place';

/** Nodes are drained one pod at a time; a pod that is broken anyway never stands in the way. None for a single pod. */
export function disruptionBudget(scope: Construct, name: string, selector: Labels, process: Process): void {
  if (process.instances < 2) return;
  new k8s.KubePodDisruptionBudget(scope, 'pod-disruption-budget', {
    metadata: { name, labels: selector },
    spec: {
      maxUnavailable: k8s.IntOrString.fromNumber(1),
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: selector },
    },
  });
}

/** The same for what mounts the media: pods that must share a node would stand in each other's way. */
export function budgetWithMedia(scope: Construct, site: Site, name: string, selector: Labels, process: Process): void {
  if (mediaPlace(site.mastodon.media, site.storage) !== 'one-node') disruptionBudget(scope, name, selector, process);
}
