import type { Cluster } from '../cluster/cluster';
import type { RoleName } from './engine';

/** Storage of a site: for each role the class that fills it. */
export type Storage = Readonly<Partial<Record<RoleName, VolumeClass>>>;

/**
 * What a claim can ask for. Other rooms choose by these capabilities and never by an engine's name.
 */
export interface VolumeClass {
  readonly role: RoleName;
  /** Name of the engine that fills the role, for messages. */
  readonly engine: string;
  /** The engine's part of the declaration, read by that engine alone. */
  readonly options: object;
  readonly className: string;
  /** Its class is rendered here; of another's nothing is known but what is declared. */
  readonly isOurs: boolean;
  readonly accessModes: readonly AccessMode[];
  /** The data lies on one node's disk and stays there. */
  readonly nodeBound: boolean;
  /** Copies of the data, each on another node (or 1). */
  readonly copies: number;
  /** Nodes that may be lost while the volume stays readable and writable, or comes back so by itself. */
  readonly lossesSurvived: number;
  /** So long after the loss of a node its driver has what mounted the volume there start elsewhere. `@default -` a person must say that the machine is off */
  readonly movesAfter?: string;
  /** The volume is mounted as a device of its own: a mount on the node's own disk proves that the volume is missing. */
  readonly ownDevice: boolean;
  /** The mounted filesystem is as large as the claim: one as large as a disk proves that it is another one. */
  readonly sized: boolean;
  /** Mounted by NFS, whatever lies beneath. */
  readonly networkFilesystem: boolean;
  /** The class whose volumes hold this one's data, where a server stands between. */
  readonly beneath?: string;
  /** Data is kept when the claim is deleted. */
  readonly retains: boolean;
  readonly expandable: boolean;
  /** Where the data physically is, for failure domains: two classes with one domain fall together. */
  readonly failureDomain: string;
}

export type AccessMode = 'ReadWriteOnce' | 'ReadWriteMany';

/** Failure domain of everything that lies on disks of the cluster's nodes. */
export const nodeDisks = 'node disks';

/** A volume that one node at a time mounts and that can follow its pod to another node. */
export function isMovable(volumeClass: VolumeClass): boolean {
  return !volumeClass.nodeBound && volumeClass.accessModes.includes('ReadWriteOnce');
}

/** What an engine may look at when it resolves its declaration. */
export interface StorageFacts {
  readonly cluster: Cluster;
  readonly role: RoleName;
  /** Roles that are resolved already: perNode before replicated before shared. */
  readonly below: Storage;
}

/** What classes on a folder of the node's own disk have in common. */
export const onNodeDisk = {
  accessModes: ['ReadWriteOnce'],
  nodeBound: true,
  copies: 1,
  lossesSurvived: 0,
  ownDevice: false,
  sized: false,
  networkFilesystem: false,
  retains: true,
  expandable: false,
  failureDomain: nodeDisks,
} as const satisfies Partial<VolumeClass>;
