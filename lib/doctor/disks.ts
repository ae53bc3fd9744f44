import { bytes } from '../kube/quantity';
import type { Any, Kubelet } from './seen';

/** A filesystem as a kubelet measures it. Unit: bytes. */
export interface Filesystem {
  readonly capacity: number;
  readonly available: number;
  /** Free space below which the kubelet ends pods. */
  readonly evictsBelow: number;
}

/** Kubernetes' own thresholds. Source: kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction. */
const presets = { 'nodefs.available': '10%', 'imagefs.available': '15%' };

/** A node's own disk and the one for images; where one is both, as equal size tells, with the stricter threshold. */
export function filesystemsOf({ summary, config }: Kubelet): Filesystem[] {
  const evictions: Any = config?.evictionHard ?? presets;
  const found = [
    filesystem(summary.node?.fs, evictions['nodefs.available']),
    filesystem(summary.node?.runtime?.imageFs, evictions['imagefs.available']),
  ].filter((one) => one !== undefined);
  const disks = new Map<number, Filesystem>();
  for (const one of found) {
    const same = disks.get(one.capacity) ?? one;
    disks.set(one.capacity, {
      capacity: one.capacity,
      available: Math.min(one.available, same.available),
      evictsBelow: Math.max(one.evictsBelow, same.evictsBelow),
    });
  }
  return [...disks.values()];
}

function filesystem(stats: Any, threshold: string | undefined): Filesystem | undefined {
  const { capacityBytes: capacity, availableBytes: available } = stats ?? {};
  if (!(capacity > 0) || available === undefined) return undefined;
  return { capacity, available, evictsBelow: amount(threshold, capacity) };
}

/** Shapes: `10%`, `1Gi`. */
function amount(threshold: string | undefined, capacity: number): number {
  const percent = /^([\d.]+)%$/.exec(threshold ?? '')?.[1];
  if (percent !== undefined) return (capacity * Number(percent)) / 100;
  return /^[\d.]+([KMGT]i|[kMGT])?$/.test(threshold ?? '') ? bytes(threshold ?? '') : 0;
}

/** Parts of each claim's volume that are taken, the greater of space and inodes; a volume in several pods counts once. */
export function fillingOf(kubelets: Iterable<Kubelet>, namespace: string): ReadonlyMap<string, number> {
  const filling = new Map<string, number>();
  for (const { summary } of kubelets)
    for (const volume of (summary.pods ?? []).flatMap((pod: Any) => pod.volume ?? [])) {
      const { pvcRef: claim, usedBytes, capacityBytes, inodesUsed, inodes } = volume;
      if (claim?.namespace !== namespace) continue;
      const taken = Math.max(part(usedBytes, capacityBytes), part(inodesUsed, inodes), filling.get(claim.name) ?? 0);
      filling.set(claim.name, taken);
    }
  return filling;
}

const part = (used = 0, whole = 0) => (whole > 0 ? used / whole : 0);
