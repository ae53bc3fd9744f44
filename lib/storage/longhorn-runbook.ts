import type { RunbookPart } from '../site/room';
import type { Site } from '../site/site';
import type { Filled } from './engine';
import { type LonghornOptions, longhornFolder, longhornNamespace } from './longhorn-options';
import { secondDisk } from './second-disk';

const multipath: RunbookPart = {
  chapter: 'install',
  text: `Where \`systemctl is-active multipathd\` says \`active\` (Ubuntu Server), it seizes Longhorn's devices and their volumes no longer mount. Tell it to leave them alone, on every node:

\`\`\`sh
printf 'blacklist {\\n    devnode "^sd[a-z0-9]+"\\n}\\n' | sudo tee /etc/multipath/conf.d/longhorn.conf
sudo systemctl restart multipathd
\`\`\``,
};

/** Sources: longhorn.io/docs 1.12, node failure, volume expansion, settings; longhorn.io/kb/troubleshooting-volume-with-multipath. */
export function longhornRunbook(
  { role, className, copies, lossesSurvived, options, networkFilesystem }: Filled<LonghornOptions>,
  site: Site,
): RunbookPart[] {
  const first = Object.values(site.storage).find((one) => one.engine === 'longhorn')?.role === role;
  return [
    ...(first && site.cluster.distribution.name !== 'talos' ? [multipath] : []),
    ...(first ? secondDisk(className, longhornFolder(options, site.cluster), site) : []),
    ...(first ? [check, nodeGone] : []),
    {
      chapter: 'grow',
      text: `Class \`${className}\` grows ${networkFilesystem ? 'and its NFS server sees the new size' : 'while it is mounted'}. Raise the size in the declaration, render, apply; a claim that a StatefulSet made is raised by hand as well:

\`\`\`sh
kubectl -n ${site.namespace} patch persistentvolumeclaim CLAIM --patch '{"spec":{"resources":{"requests":{"storage":"30Gi"}}}}'
\`\`\``,
    },
    {
      chapter: 'node-loss',
      text: `Volumes of class \`${className}\` (${copies === 1 ? 'one copy' : `${copies} copies`}) ${lossesSurvived === 0 ? 'are lost with their node' : `stay while ${lossesSurvived === 1 ? 'one node is' : `${lossesSurvived} nodes are`} lost`}.${lossesSurvived > 0 ? ' Longhorn deletes the pods on the lost node, and they start elsewhere once Kubernetes lets the volume go: about six minutes after the loss, or at once with the out-of-service taint on a machine that is off for certain.' : ''}${networkFilesystem ? ' Its NFS server moves as well; what had it mounted waits and goes on.' : ''}`,
    },
  ];
}

const check: RunbookPart = {
  chapter: 'check',
  text: `Every volume must be \`healthy\`; \`degraded\` means that a copy is missing:

\`\`\`sh
kubectl -n ${longhornNamespace} get volumes.longhorn.io --output custom-columns='VOLUME:.metadata.name,STATE:.status.state,COPIES:.status.robustness,CLAIM:.status.kubernetesStatus.pvcName'
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
