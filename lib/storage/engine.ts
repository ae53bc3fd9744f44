import type { Construct } from 'constructs';
import type * as v from 'valibot';
import type { Node } from '../cluster/cluster';
import type { KubeStorageClassProps } from '../kube/k8s';
import type { Footprint, Requirement, RunbookPart } from '../site/room';
import type { Rule } from '../site/rule';
import type { Site } from '../site/site';
import type { StorageFacts, VolumeClass } from './storage';

/**
 * Roles that engines fill. `perNode`: a disk of the node, for what replicates itself.
 * `replicated`: a volume that outlives its node. `shared`: a volume that several nodes mount at once.
 */
export const roles = ['perNode', 'replicated', 'shared'] as const;
export type RoleName = (typeof roles)[number];

/** A class of volumes together with what was declared for it. */
export type Filled<D = { engine: string }> = VolumeClass & { readonly options: D };

/**
 * Whose volumes a StorageClass makes. `data`: kept when the claim goes.
 * `canary`: the same volumes, but made when a pod comes and deleted with the claim.
 */
export type Purpose = 'data' | 'canary';

/** All that a StorageClass says but for its name and what its purpose decides. */
export type ClassFields = Pick<
  KubeStorageClassProps,
  'provisioner' | 'parameters' | 'mountOptions' | 'volumeBindingMode'
> & { readonly annotations?: Readonly<Record<string, string>> };

/** A StorageClass that a cluster has already. */
export interface FoundClass {
  readonly name: string;
  readonly provisioner: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly isDefault: boolean;
  readonly retains: boolean;
  readonly expandable: boolean;
  /** Its volumes are made before a pod comes. */
  readonly immediate: boolean;
}

/** All that the project knows about one way of keeping volumes. One engine, one file. */
export interface StorageEngine<D extends { engine: string } = { engine: string }> {
  readonly name: D['engine'];
  /** What it is, in one sentence, for the reference page. */
  readonly summary: string;
  /** Roles that it suits; a rule refuses the others, with the reason. */
  readonly fills: readonly RoleName[];
  readonly schema: v.GenericSchema<unknown, D>;
  /** What is declared beside its name where this class shows that it runs already; undefined where the class is another's. */
  whereFound?(found: FoundClass, role: RoleName): object | undefined;
  /** The CSI driver that mounts its volumes, which each node's kubelet must know. `@default -` Kubernetes mounts them itself */
  readonly csiDriver?: string;
  /** Custom resources of its own, one for each node by its name, that say what the engine found there. */
  readonly ofNodes?: {
    /** Full name. Shape: `nodes.longhorn.io`. */
    readonly kind: string;
    /** Of a requirement of nodes, by its name; undefined where the engine says nothing of it. */
    // biome-ignore lint/suspicious/noExplicitAny: a custom resource of a running cluster
    says(resource: any, need: string, node: Node): FoundOnNode | undefined;
  };
  /** From the declaration to what others may rely on. */
  resolve(declared: D, facts: StorageFacts): Omit<VolumeClass, 'role' | 'engine' | 'options' | 'isOurs'>;
  readonly rules: readonly Rule[];
  requires(filled: Filled<D>, site: Site): Requirement[];
  /** Pods that the engine runs for the site's volumes, as far as we set what they are promised. */
  footprints?(filled: Filled<D>, site: Site): Footprint[];
  /** The class that we render; undefined where the class is somebody else's. */
  storageClass(filled: Filled<D>, site: Site, purpose: Purpose): ClassFields | undefined;
  /** What the class refers to, e.g. a policy, into the folder of the role. */
  buildPolicy?(scope: Construct, filled: Filled<D>, site: Site): void;
  /** What the engine needs once, however many roles it fills, into a folder of its own. */
  buildOnce?(scope: Construct, site: Site): void;
  runbook(filled: Filled<D>, site: Site): RunbookPart[];
}

export interface FoundOnNode {
  readonly there: boolean;
  /** In the engine's own words. */
  readonly said: string;
}

/** Keeps an engine's own option type inside its file; the room's list holds engines of all kinds. */
export function storageEngine<D extends { engine: string }>(engine: StorageEngine<D>): StorageEngine {
  return engine as unknown as StorageEngine;
}
