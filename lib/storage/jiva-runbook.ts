import type { RunbookPart } from '../site/room';
import type { Site } from '../site/site';
import type { Filled } from './engine';
import type { JivaOptions } from './jiva-options';
import { openebsNamespace } from './openebs';

/** Sources: openebs-archive/jiva-operator pkg/controllers/jivavolume_controller.go, pkg/driver/node.go, v3.6.0. */
export function jivaRunbook(
  { className, copies, lossesSurvived, options }: Filled<JivaOptions>,
  site: Site,
): RunbookPart[] {
  const inNamespace = `kubectl -n ${openebsNamespace}`;
  return [
    {
      chapter: 'check',
      text: `Every volume of class \`${className}\` must be \`RW\` with ${copies === 1 ? 'its one replica' : `${copies} replicas in mode \`RW\``}; \`RO\` means that too few replicas are there and nothing can be written:

\`\`\`sh
${inNamespace} get jivavolumes --output custom-columns='VOLUME:.metadata.name,STATUS:.status.status,REPLICAS:.status.replicaStatus[*].mode,NODE:.metadata.labels.nodeID'
${inNamespace} exec daemonset/openebs-jiva-csi-node --container jiva-csi-plugin -- grep ${site.cluster.distribution.kubeletDir} /proc/mounts
\`\`\`

The second command must print a line: a driver that does not see the kubelet's folder reports success and mounts nothing.`,
    },
    {
      chapter: 'grow',
      text: `Class \`${className}\` grows while it is mounted, in whole GiB, and only while every replica is \`RW\`. Raise the size in the declaration, render, apply. A claim that a StatefulSet made is raised by hand as well:

\`\`\`sh
kubectl -n ${site.namespace} patch persistentvolumeclaim CLAIM --patch '{"spec":{"resources":{"requests":{"storage":"30Gi"}}}}'
\`\`\``,
    },
    {
      chapter: 'node-loss',
      text: `Volumes of class \`${className}\` ${lossesSurvived > 0 ? `stay writable while ${lossesSurvived === 1 ? 'one node is' : `${lossesSurvived} nodes are`} lost` : 'stop with the node that holds their only replica'}. They have no fencing: take a volume to another node only after the lost machine is switched off for certain.

- A pod waits with "already mounted at more than one place": the volume still names the lost node. With that machine off, make it forget:

\`\`\`sh
${inNamespace} patch jivavolume VOLUME --type merge --patch '{"spec":{"mountInfo":null}}'
${inNamespace} label jivavolume VOLUME nodeID-
\`\`\`

- The machine never comes back: its replicas stay Pending until the node is gone from Kubernetes; then the operator makes new ones elsewhere, where another node is free.

\`\`\`sh
kubectl delete node NODE
\`\`\`${options.install === 'addon' ? `\n\n${webhook}` : ''}`,
    },
  ];
}

/** The addon switches cStor on, which this site does not use. */
const webhook = `- No claim can be written any more, and the message names \`openebs-cstor-validation-webhook\`: its pod was on the lost node. It serves cStor alone, which nothing here uses:

\`\`\`sh
kubectl delete validatingwebhookconfiguration openebs-cstor-validation-webhook
\`\`\``;
