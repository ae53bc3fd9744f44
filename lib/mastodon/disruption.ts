import type { Construct } from 'constructs';
import * as k8s from '../kube/k8s';
import type { Labels } from '../kube/labels';
import type { Process } from './mastodon';

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
