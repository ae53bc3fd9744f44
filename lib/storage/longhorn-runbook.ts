import type { RunbookPart } from '../site/room';
import type { Site } from '../site/site';
import type { Filled } from './engine';
import { type LonghornOptions, longhornNamespace, longhornOf } from './longhorn-options';

/** Sources: longhorn.io/docs 1.12: node failure, volume expansion, settings. */
export function longhornRunbook(filled: Filled<LonghornOptions>, site: Site): RunbookPart[] {
  const all = longhornOf(site);
  return [
    ...(all[0]?.role === filled.role ? [check] : []),
    grow(filled, site),
    ...(all.at(-1)?.role === filled.role ? [copies] : []),
    nodeLoss(filled),
    ...(all.at(-1)?.role === filled.role ? [nodeGone] : []),
  ];
}

const check: RunbookPart = {
  chapter: 'check',
  text: `Every volume must be \`healthy\`; \`degraded\` means that a copy is missing:

\`\`\`sh
kubectl -n ${longhornNamespace} get volumes.longhorn.io --output custom-columns='VOLUME:.metadata.name,STATE:.status.state,COPIES:.status.robustness,CLAIM:.status.kubernetesStatus.pvcName'
\`\`\``,
};

function grow({ className, networkFilesystem }: Filled<LonghornOptions>, site: Site): RunbookPart {
  if (networkFilesystem) {
    return {
      chapter: 'grow',
      text: `Class \`${className}\` grows while pods have it mounted. Raise the size in the declaration, render, apply.`,
    };
  }
  return {
    chapter: 'grow',
    text: `Class \`${className}\` grows while it is mounted. Raise the size in the declaration, render, apply. A claim that a StatefulSet made is raised by hand as well:

\`\`\`sh
kubectl -n ${site.namespace} patch persistentvolumeclaim CLAIM --patch '{"spec":{"resources":{"requests":{"storage":"30Gi"}}}}'
\`\`\``,
  };
}

function nodeLoss({ className, copies, lossesSurvived, networkFilesystem }: Filled<LonghornOptions>): RunbookPart {
  const volumes = `Volumes of class \`${className}\` (${copies === 1 ? 'one copy' : `${copies} copies`})`;
  if (lossesSurvived === 0) return { chapter: 'node-loss', text: `${volumes} are lost with their node.` };
  const survive = `${volumes} outlive the loss of ${lossesSurvived === 1 ? 'one node' : `${lossesSurvived} nodes`}.`;
  const move =
    'Longhorn deletes the pods on the lost node; they start elsewhere once Kubernetes gives them up, after about six minutes, or at once with the out-of-service taint on a machine that is off for certain.';
  // longhorn-manager v1.12.1: ReconcileShareManagerState, handlePodDeletionIfVolumeRequestRemount; longhorn/longhorn#12986
  const server =
    ' The NFS server of a volume moves as well. Until it answers, what has it mounted waits; then Longhorn deletes every pod that has, all at once and with 30 s to end: uploads are cut, and the server is away until new pods are ready. A drain of the node that it runs on does the same.';
  return { chapter: 'node-loss', text: `${survive} ${move}${networkFilesystem ? server : ''}` };
}

/** Parameters of a class are fixed, and so is the class of a claim. */
const copies: RunbookPart = {
  chapter: 'grow',
  text: `More or fewer copies of volumes that exist are set on the volumes themselves; in the declaration leave \`copies\` as it is, since neither a class nor the class of a claim can change:

\`\`\`sh
kubectl -n ${longhornNamespace} patch volumes.longhorn.io VOLUME --type merge --patch '{"spec":{"numberOfReplicas":2}}'
\`\`\``,
};

const nodeGone: RunbookPart = {
  chapter: 'node-loss',
  text: `The machine never comes back: once it is gone from Kubernetes, Longhorn makes its copies anew where another node has room. Look until every volume is \`healthy\` again:

\`\`\`sh
kubectl delete node NODE
kubectl -n ${longhornNamespace} get volumes.longhorn.io --watch
\`\`\``,
};
