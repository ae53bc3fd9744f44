import { bytes } from '../kube/quantity';
import { versionGone } from './definitions';
import type { FieldChange } from './fields';

/** What becomes of an object when a change of it is applied, from the mildest to the worst. */
export const effects = ['in place', 'restarts pods', 'delete and create', 'refused'] as const;

export type Effect = (typeof effects)[number];

export interface Judged {
  readonly effect: Effect;
  /** Where Kubernetes does not take the change as it is. */
  readonly why?: string;
}

type Rule = (change: FieldChange) => Judged | undefined;

const starts = (path: readonly string[], ...prefix: readonly string[]) =>
  prefix.every((key, index) => path[index] === key);

const fixed =
  (why: string, ...prefix: readonly string[]): Rule =>
  ({ path }) =>
    starts(path, ...prefix) ? { effect: 'delete and create', why } : undefined;

const restarts =
  (...prefix: readonly string[]): Rule =>
  ({ path }) =>
    starts(path, ...prefix) ? { effect: 'restarts pods' } : undefined;

const selector = fixed('a selector can never change', 'spec', 'selector');
const template = restarts('spec', 'template');

/** Fields of a StatefulSet that may change. Source: kubernetes, pkg/apis/apps/validation, ValidateStatefulSetUpdate. */
const ofStatefulSet = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];

/** Fields of a Job that may change while it is not suspended. Source: kubernetes, pkg/apis/batch/validation, ValidateJobSpecUpdate. */
const ofJob = ['parallelism', 'activeDeadlineSeconds', 'backoffLimit', 'ttlSecondsAfterFinished', 'suspend'];

/** By kind; the first rule that knows a field decides. Kinds without one take every change in place. */
const rules: Readonly<Record<string, readonly Rule[]>> = {
  Deployment: [selector, template],
  DaemonSet: [selector, template],
  StatefulSet: [
    ({ path }) =>
      path[0] === 'spec' && !ofStatefulSet.includes(path[1] ?? '')
        ? { effect: 'delete and create', why: `${path[1]} of a StatefulSet can never change` }
        : undefined,
    template,
  ],
  Job: [
    ({ path }) =>
      path[0] === 'spec' && !ofJob.includes(path[1] ?? '')
        ? { effect: 'delete and create', why: `${path[1]} of a Job can never change` }
        : undefined,
  ],
  StorageClass: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'].map((key) =>
    fixed(`${key} of a class can never change`, key),
  ),
  PersistentVolumeClaim: [grownOnly, fixed('a claim keeps its class, mode and volume for ever', 'spec')],
  PersistentVolume: [
    ({ path }) =>
      ['nfs', 'csi', 'local', 'hostPath', 'nodeAffinity', 'volumeMode'].includes(path[1] ?? '')
        ? { effect: 'delete and create', why: 'where a volume lies can never change' }
        : undefined,
  ],
  Service: [addressKept, fixed("a Service's address can never change", 'spec', 'clusterIP')],
  RoleBinding: [fixed('the role of a binding can never change', 'roleRef')],
  ClusterRoleBinding: [fixed('the role of a binding can never change', 'roleRef')],
  Secret: [fixed('the type of a Secret can never change', 'type')],
  IngressClass: [fixed('the controller of a class can never change', 'spec', 'controller')],
  CustomResourceDefinition: [
    fixed('the scope of a kind can never change', 'spec', 'scope'),
    fixed('the name of a kind can never change', 'spec', 'names', 'kind'),
    versionGone,
  ],
  // CloudNativePG's operator restarts instances for these, one after the other.
  Cluster: [restarts('spec', 'imageName'), restarts('spec', 'resources'), restarts('spec', 'postgresql', 'parameters')],
};

/** Where no address is asked for, a Service keeps the one that it has, or has not. Source: kubernetes, pkg/registry/core/service/storage, patchAllocatedValues. */
function addressKept({ path, after }: FieldChange): Judged | undefined {
  return starts(path, 'spec', 'clusterIP') && after === undefined ? { effect: 'in place' } : undefined;
}

/** Volumes grow, where their class lets them, and never shrink. */
function grownOnly({ path, before, after }: FieldChange): Judged | undefined {
  if (!starts(path, 'spec', 'resources', 'requests', 'storage')) return undefined;
  if (typeof before !== 'string' || typeof after !== 'string')
    return { effect: 'refused', why: 'a claim needs a size' };
  return bytes(after) >= bytes(before) ? { effect: 'in place' } : { effect: 'refused', why: 'a volume never shrinks' };
}

/** The worst of what its changes do to an object. */
export function judge(kind: string, changes: readonly FieldChange[]): Judged {
  const judged = changes.map(
    (change) =>
      rules[kind]?.map((rule) => rule(change)).find((found) => found !== undefined) ?? { effect: 'in place' as const },
  );
  return judged.reduce<Judged>(
    (worst, one) => (effects.indexOf(one.effect) > effects.indexOf(worst.effect) ? one : worst),
    { effect: 'in place' },
  );
}
