import { schedulableNodes } from '../cluster/cluster';
import { bytes, bytesText } from '../kube/quantity';
import type { Footprint } from '../site/room';
import type { Rule, Violation } from '../site/rule';
import type { Site } from '../site/site';
import { type RoleName, roles } from './engine';
import { nodeDisks } from './storage';

/** Part of a disk that volumes may fill: filesystems and rebuilds need the rest. */
const fillable = 0.85;

/** What the system, images and logs take of a disk that holds volumes as well. Unit: bytes. */
const systemShare = 30 * 1024 ** 3;

/**
 * Sums what all volumes ask of each node's disk, copies included, and compares it with the disk.
 * @param footprints of every room; a volume that several pods share stands in one of them alone
 */
export function volumesExceedDisk(site: Site, footprints: readonly Footprint[]): Violation[] {
  const nodes = schedulableNodes(site.cluster);
  const asked = new Map<string, number>(nodes.map((node) => [node.name, 0]));
  const ask = (node: string, size: number) => asked.set(node, (asked.get(node) ?? 0) + size);
  for (const { role, size, instances, node } of volumes(footprints)) {
    const volumeClass = site.storage[role];
    if (volumeClass?.failureDomain !== nodeDisks) continue;
    if (volumeClass.nodeBound && node !== undefined) ask(node, size * instances);
    // Where the scheduler chooses, every node must have room for its share of copies, and for one whole copy at least.
    else
      for (const { name } of nodes)
        ask(name, size * Math.max(1, Math.ceil((instances * volumeClass.copies) / nodes.length)));
  }
  return site.cluster.nodes.flatMap((node, index) => {
    const needed = asked.get(node.name) ?? 0;
    const available = Math.max(0, bytes(node.dataDisk ?? node.disk) * fillable - (node.dataDisk ? 0 : systemShare));
    if (needed <= available) return [];
    return [
      {
        path: ['cluster', 'nodes', index, node.dataDisk ? 'dataDisk' : 'disk'],
        message: `volumes may ask for ${bytesText(needed)} on ${node.name}, copies included; allowed: ${bytesText(available)} of its ${node.dataDisk ?? node.disk}`,
      },
    ];
  });
}

interface Volume {
  readonly role: RoleName;
  readonly size: number;
  readonly instances: number;
  readonly node: string | undefined;
}

function volumes(footprints: readonly Footprint[]): Volume[] {
  return footprints.flatMap(({ instances, node, volumes: own = [] }) =>
    own.flatMap(({ role, size }) => (isRole(role) ? [{ role, size: bytes(size), instances, node }] : [])),
  );
}

function isRole(name: string): name is RoleName {
  return (roles as readonly string[]).includes(name);
}

/** @param footprintsOf of every room: this room knows none of the others */
export function volumesExceedDiskRule(footprintsOf: (site: Site) => readonly Footprint[]): Rule {
  return {
    name: 'storage/volumes-exceed-disk',
    severity: 'error',
    why: 'volumes are promises: most engines take more of them than the disk holds, and when it is full every database on that node stops at once',
    source: 'longhorn.io/docs: over-provisioning; openebs.io: LocalPV hostpath enforces no size',
    fix: 'declare smaller volumes, fewer copies or larger disks, or put the media into an S3 bucket',
    examples: {
      over: 'one-node',
      wrong: 'mastodon: {media: {volume: {size: 400Gi}}}',
      right: 'mastodon: {media: {volume: {size: 50Gi}}}',
    },
    check: (site) => volumesExceedDisk(site, footprintsOf(site)),
  };
}
