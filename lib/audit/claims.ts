import type { Law } from './law';
import { type PodTemplate, podTemplates, selects } from './pods';

const claimNames = (pod: PodTemplate): string[] =>
  (pod.spec.volumes ?? []).flatMap((volume: { persistentVolumeClaim?: { claimName: string } }) =>
    volume.persistentVolumeClaim ? [volume.persistentVolumeClaim.claimName] : [],
  );

export const claims: Law = {
  name: 'audit/claims',
  why: 'a ReadWriteOnce claim is mounted only by pods that share a node and never by an old and a new pod at once; a second node waits for ever',
  *check({ objects }) {
    const pods = podTemplates(objects);
    const once = objects.filter(
      (one) => one.json.kind === 'PersistentVolumeClaim' && !one.json.spec.accessModes.includes('ReadWriteMany'),
    );
    for (const claim of once) {
      const users = pods.filter(
        (pod) => pod.namespace === claim.json.metadata.namespace && claimNames(pod).includes(claim.json.metadata.name),
      );
      const several = users.length > 1 || users.some((pod) => (pod.owner.json.spec.replicas ?? 1) > 1);
      for (const pod of users) {
        if (pod.owner.json.kind === 'Deployment' && pod.owner.json.spec.strategy?.type !== 'Recreate') {
          yield {
            object: pod.owner,
            message: `mounts ${claim.json.metadata.name} (ReadWriteOnce) and rolls over; allowed: strategy Recreate`,
          };
        }
        if (several && !togetherOrPinned(pod, users)) {
          yield {
            object: pod.owner,
            message: `mounts ${claim.json.metadata.name} (ReadWriteOnce) but may land on another node than its other users`,
          };
        }
      }
    }
  },
};

/** Required affinity to a label that every user carries, or all pinned to a node. */
function togetherOrPinned(pod: PodTemplate, users: readonly PodTemplate[]): boolean {
  const terms = pod.spec.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const together = terms.some(
    (term: { topologyKey: string; labelSelector?: { matchLabels?: Record<string, string> } }) =>
      term.topologyKey === 'kubernetes.io/hostname' &&
      users.every((user) => selects(term.labelSelector?.matchLabels, user.labels)),
  );
  return together || pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution !== undefined;
}
