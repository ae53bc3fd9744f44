import type { RunbookPart } from '../site/room';
import type { Site } from '../site/site';
import type { VolumeClass } from '../storage/storage';

/** What the runbook says about any part that runs once on one volume. */
export interface SinglePart {
  /** `PostgreSQL`, as the text says it. */
  readonly title: string;
  /** Name of its StatefulSet. */
  readonly name: string;
  readonly volumeClass: VolumeClass | undefined;
  readonly size: string;
  /** Its claim. `@default -` as a StatefulSet with the template `data` calls it */
  readonly claim?: string;
  /** Line that brings the declared size. `@default "kubectl apply -k mastodon"` */
  readonly applied?: string;
  readonly node: string | undefined;
}

export function singleRunbook(site: Site, part: SinglePart): RunbookPart[] {
  const { namespace } = site;
  const { title, name } = part;
  const stop = `kubectl -n ${namespace} scale statefulset/${name} --replicas=0
kubectl -n ${namespace} wait pod/${name}-0 --for=delete --timeout=10m`;
  const start = `kubectl -n ${namespace} scale statefulset/${name} --replicas=1
kubectl -n ${namespace} rollout status statefulset/${name} --timeout=30m`;
  return [
    {
      chapter: 'shutdown',
      text: `**${title}**, after Mastodon:

\`\`\`sh
${stop}
\`\`\``,
    },
    {
      chapter: 'start',
      text: `**${title}**:

\`\`\`sh
${start}
\`\`\``,
    },
    { chapter: 'node-loss', text: nodeLoss(site, part) },
    { chapter: 'grow', text: grow(site, part, start) },
  ];
}

function nodeLoss({ namespace, cluster }: Site, { title, name, volumeClass, node }: SinglePart): string {
  if (cluster.nodes.length === 1)
    return `**${title}** stays down until the node is back; if its disk is lost, restore the last backup.`;
  if (volumeClass?.nodeBound !== false) {
    const where = node ?? `the node of \`${name}-0\``;
    return `**${title}** lies on ${where}'s own disk: it stays down until that machine is back, and nothing moves it. If the disk is lost, restore the last backup on another node.

\`\`\`sh
kubectl -n ${namespace} get pod ${name}-0 -o wide
\`\`\``;
  }
  return `**${title}** runs once on a volume that can move, but Kubernetes moves it only when it knows that the lost machine is off. First prove that: pull its plug, or see it off with your own eyes. Two machines that write to one volume destroy it.

\`\`\`sh
kubectl -n ${namespace} get pod ${name}-0 -o wide   # Terminating, on the lost node
kubectl taint nodes NODE node.kubernetes.io/out-of-service=nodeshutdown:NoExecute
kubectl -n ${namespace} rollout status statefulset/${name} --timeout=30m
# when the machine is back and Ready
kubectl taint nodes NODE node.kubernetes.io/out-of-service=nodeshutdown:NoExecute-
\`\`\``;
}

function grow({ namespace }: Site, part: SinglePart, start: string): string {
  const { title, name, volumeClass, claim = `data-${name}-0`, applied = 'kubectl apply -k mastodon' } = part;
  if (!volumeClass?.expandable) {
    return `**${title}**: volumes of class \`${volumeClass?.className ?? ''}\` keep their size. Back up, declare the new size, stop ${title}, delete its claim, apply, restore. The old volume is kept.`;
  }
  return `**${title}**: a StatefulSet's claims can't be changed in place. Grow the claim, then let the StatefulSet be made anew around the running pod with the size that the declaration now has.

\`\`\`sh
kubectl -n ${namespace} patch pvc ${claim} --type=merge --patch '{"spec":{"resources":{"requests":{"storage":"NEW_SIZE"}}}}'
kubectl -n ${namespace} delete statefulset/${name} --cascade=orphan
${applied}
${start}
\`\`\``;
}
