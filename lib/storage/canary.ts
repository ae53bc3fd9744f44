import { schedulableNodes } from '../cluster/cluster';
import { Component, type Folders } from '../kube/component';
import { neverByItself } from '../kube/inert';
import * as k8s from '../kube/k8s';
import { labels } from '../kube/labels';
import { bytes } from '../kube/quantity';
import { containerSecurity, podDefaults, podSecurity } from '../kube/security';
import { typedContainers, typedVolumes } from '../kube/typed';
import type { RunbookPart } from '../site/room';
import type { Site } from '../site/site';
import { canaryName } from './canary-name';
import read from './canary-read.sh';
import size from './canary-size.sh';
import write from './canary-write.sh';
import { mountGuardScript, nodeDisk } from './mount-guard';
import type { VolumeClass } from './storage';

/**
 * A trial of one role: a claim of a class like the role's own, a Job that writes to it on one node and a Job that
 * reads on another. Nothing exists until somebody starts it: the class binds when the first pod comes, and deletes with the claim.
 */
const claimSize = '1Gi';

/** Room for drivers that round up, far below any disk. Unit: KiB. */
const sizeLimit = (2 * bytes(claimSize)) / 1024;

/** Mastodon's own user: what it can write, the server can. */
const mastodonUser = 991;

const mountPath = '/data';

export const canaryScripts = {
  write: (volumeClass: VolumeClass) => [...proof(volumeClass), write].join('\n'),
  read: (volumeClass: VolumeClass) => [...proof(volumeClass), read].join('\n'),
};

function proof({ ownDevice, sized }: VolumeClass): string[] {
  return [...(ownDevice ? [mountGuardScript] : []), ...(sized ? [size] : [])];
}

export function buildCanary(folders: Folders, volumeClass: VolumeClass, site: Site): void {
  const name = canaryName(volumeClass.role);
  const component = new Component(folders.operations, name, `storage.${volumeClass.role}`);
  new k8s.KubePersistentVolumeClaim(component, 'claim', {
    metadata: { name },
    spec: {
      accessModes: [volumeClass.accessModes.includes('ReadWriteMany') ? 'ReadWriteMany' : 'ReadWriteOnce'],
      storageClassName: name,
      resources: { requests: { storage: k8s.Quantity.fromString(claimSize) } },
    },
  });
  for (const step of ['write', 'read'] as const) cronJob(component, step, volumeClass, site);
}

/** The writer keeps to the first node; the reader to any other, where the volume can follow and there is one. */
function cronJob(component: Component, step: 'write' | 'read', volumeClass: VolumeClass, site: Site): void {
  const claim = canaryName(volumeClass.role);
  const name = `${claim}-${step}`;
  const podLabels = labels('canary', site.name, name);
  new k8s.KubeCronJob(component, step, {
    metadata: { name, labels: podLabels },
    spec: {
      ...neverByItself,
      concurrencyPolicy: 'Forbid',
      jobTemplate: {
        spec: {
          backoffLimit: 0,
          activeDeadlineSeconds: 600,
          template: {
            metadata: { labels: podLabels },
            spec: {
              ...podDefaults,
              restartPolicy: 'Never',
              securityContext: podSecurity(mastodonUser),
              affinity: { nodeAffinity: nodes(step, volumeClass, site) },
              containers: typedContainers([
                {
                  name: step,
                  image: site.mastodon.images.rails,
                  imagePullPolicy: 'IfNotPresent',
                  command: [
                    'sh',
                    '-ec',
                    canaryScripts[step](volumeClass),
                    name,
                    mountPath,
                    nodeDisk.mount.mountPath,
                    String(sizeLimit),
                  ],
                  env: [{ name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
                  resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '256Mi' } },
                  securityContext: containerSecurity(),
                  volumeMounts: [{ name: 'data', mountPath }, nodeDisk.mount],
                },
              ]),
              volumes: [
                { name: 'data', persistentVolumeClaim: { claimName: claim } },
                ...typedVolumes([nodeDisk.volume]),
              ],
            },
          },
        },
      },
    },
  });
}

function nodes(step: 'write' | 'read', { nodeBound }: VolumeClass, site: Site): k8s.NodeAffinity {
  const [first, ...others] = schedulableNodes(site.cluster);
  const operator = step === 'read' && !nodeBound && others.length > 0 ? 'NotIn' : 'In';
  return {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [
        { matchExpressions: [{ key: 'kubernetes.io/hostname', operator, values: first ? [first.name] : [] }] },
      ],
    },
  };
}

/** @param tried the classes that have a canary */
export function canaryRunbook(tried: readonly VolumeClass[], site: Site): RunbookPart[] {
  if (tried.length === 0) return [];
  const { namespace } = site;
  const steps = tried.flatMap(({ role }) => ['write', 'read'].map((step) => `${canaryName(role)}-${step}`));
  const moves = tried.some((one) => !one.nodeBound);
  return [
    {
      chapter: 'platform',
      text: `Prove the storage before anything is written to it: on a small volume of each class one pod writes, another pod${moves ? ', on another node where the volume can follow,' : ''} reads, and where the class says so the volume must be a device of its own and no larger than its claim.

\`\`\`sh
kubectl apply -k operations
for job in ${steps.join(' ')}; do
  kubectl -n ${namespace} create job $job --from=cronjob/$job
  kubectl -n ${namespace} wait job/$job --for=condition=Complete --timeout=10m
  kubectl -n ${namespace} logs job/$job
done
\`\`\`

Each log of a reader must end with "the same bytes". A Job that fails says what it found: mend that before you go on. Clean up and put the claims back for the next time, since it is worth repeating after every change of nodes, drivers or Kubernetes:

\`\`\`sh
kubectl -n ${namespace} delete job ${steps.join(' ')}
kubectl -n ${namespace} delete persistentvolumeclaim ${tried.map(({ role }) => canaryName(role)).join(' ')}
kubectl apply -k operations
\`\`\``,
    },
    {
      chapter: 'check',
      text: 'The trials of the storage (see the chapter on the platform) can be repeated at any time.',
    },
  ];
}
