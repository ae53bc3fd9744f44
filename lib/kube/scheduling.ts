import type { Labels } from './labels';

/** Seconds that stateless pods stay on a node that is not ready or unreachable, after Kubernetes says so. */
export const lostNodeSeconds = 10;

/** Tolerations of pods that may start elsewhere at once. Kubernetes' own default is 300 s. */
export function leaveLostNode(seconds = lostNodeSeconds) {
  return ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'].map((key) => ({
    key,
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds: seconds,
  }));
}

/** One pod a node where possible; a lost node does not block its replacement. */
export function spread(selector: Labels) {
  return [
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'ScheduleAnyway',
      nodeTaintsPolicy: 'Honor',
      labelSelector: { matchLabels: selector },
    },
  ];
}

/**
 * The same for a Deployment: pods that a rollout is about to end do not count, else two new ones may end up on the one
 * node that those leave. Source: kubernetes.io, "Pod Topology Spread Constraints", matchLabelKeys (on since 1.27).
 */
export function spreadDeployment(selector: Labels) {
  return spread(selector).map((constraint) => ({ ...constraint, matchLabelKeys: ['pod-template-hash'] }));
}

/** Never two on one node: only where instances ≤ nodes and each has a volume of its own there. */
export function apart(selector: Labels) {
  return {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: selector } },
      ],
    },
  };
}

/** A label that no node has. */
export const noSuchTopology = 'mounts-media/no-such-topology';

/**
 * All on the node where the others are: pods that share a ReadWriteOnce volume.
 *
 * When their node is drained or lost, new pods come while the old ones still count, and find no node. Since Kubernetes
 * 1.32 the scheduler looks at them again only after events that its hints name, else after five minutes, and the end of a
 * pod is such an event for anti-affinity alone. So they also keep apart in a topology that no node has, which is never
 * in the way. Source: kubernetes v1.34.4, interpodaffinity/plugin.go, isSchedulableAfterPodChange; seen on the test bed.
 */
export function together(sharedLabel: Readonly<Record<string, string>>) {
  return {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: noSuchTopology, labelSelector: { matchLabels: sharedLabel } },
      ],
    },
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: sharedLabel } },
      ],
    },
  };
}

/** On one named node. */
export function pinnedTo(node: string) {
  return {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }] }],
      },
    },
  };
}
