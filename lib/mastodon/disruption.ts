import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Labels } from '../kube/labels';
import type { Process } from './mastodon';

/** Nodes are drained one pod at a time; a pod that is broken anyway never stands in the way. None for a single pod. */
export function disruptionBudget(scope: Construct, name: string, selector: Labels, process: Process): void {
  if (process.instances < 2) return;
  new ApiObject(scope, 'pod-disruption-budget', {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, labels: selector },
    spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels: selector } },
  });
}
