import { type Cluster, firstSchedulable, schedulableNodes } from '../cluster/cluster';
import type { RoleName } from './engine';
import type { Storage } from './storage';

/** A volume of a stateful part: its role, size and, where it can't move, its node. */
export interface DataVolume {
  readonly on: RoleName;
  readonly size: string;
  /** Node that the pod is pinned to; undefined where the scheduler chooses. */
  readonly node: string | undefined;
}

/**
 * The volume of a part that runs once.
 * @param prefer roles in the order that suits this part; the first that the site fills is taken
 */
export function chooseVolume(
  declared: { readonly on?: RoleName | undefined; readonly size: string; readonly node?: string | undefined },
  prefer: readonly RoleName[],
  storage: Storage,
  cluster: Cluster,
): DataVolume {
  const on = chooseRole(declared.on, prefer, storage);
  // With two nodes nothing else decides where data lies, and a person must be able to say which machine holds it.
  const pin = schedulableNodes(cluster).length === 2 && (storage[on]?.nodeBound ?? true);
  return { on, size: declared.size, node: declared.node ?? (pin ? firstSchedulable(cluster).name : undefined) };
}

export function chooseRole(declared: RoleName | undefined, prefer: readonly RoleName[], storage: Storage): RoleName {
  return declared ?? prefer.find((role) => storage[role] !== undefined) ?? 'perNode';
}
