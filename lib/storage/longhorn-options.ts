import * as v from 'valibot';
import type { Cluster } from '../cluster/cluster';
import { about, fields } from '../site/describe';
import { absoluteFolder } from '../site/names';
import type { Site } from '../site/site';
import { cron, dnsName, whole } from '../site/values';
import { type Filled, type RoleName, roles } from './engine';

export const longhornNamespace = 'longhorn-system';

export const longhornSchema = fields({
  engine: v.literal('longhorn'),
  install: about(
    v.optional(v.picklist(['chart', 'existing'], 'allowed: chart or existing'), 'chart'),
    'who installs it: its Helm chart, or somebody already has',
  ),
  copies: about(
    v.optional(whole(1, 9)),
    'copies of each volume, one a node; default: one a node, three at most; perNode: 1',
  ),
  className: about(
    v.optional(dnsName()),
    'name of the class that is rendered; default: longhorn-rCOPIES, longhorn-rwx-rCOPIES for shared, longhorn-local for perNode',
  ),
  dataLocality: about(
    v.optional(
      v.picklist(['best-effort', 'disabled', 'strict-local'], 'allowed: best-effort, disabled or strict-local'),
    ),
    'whether one copy stays beside the pod; default: best-effort, perNode: strict-local',
  ),
  folder: about(
    v.optional(absoluteFolder()),
    "folder of the copies on every node; default: Longhorn's, /var/lib/longhorn, on Talos /var/mnt/longhorn",
  ),
  upkeep: about(
    v.optional(cron(), '17 2 * * 0'),
    'when space that nobody uses any more is given back to the disks, UTC',
  ),
});

export type LonghornOptions = v.InferOutput<typeof longhornSchema>;

export function locality({ dataLocality }: Pick<LonghornOptions, 'dataLocality'>, role: RoleName): string {
  return dataLocality ?? (role === 'perNode' ? 'strict-local' : 'best-effort');
}

export function longhornFolder({ folder }: Pick<LonghornOptions, 'folder'>, cluster: Cluster): string {
  return folder ?? (cluster.distribution.name === 'talos' ? '/var/mnt/longhorn' : '/var/lib/longhorn');
}

export function longhornOf(site: Site): Filled<LonghornOptions>[] {
  return roles.flatMap((role) => {
    const filled = site.storage[role];
    return filled?.engine === 'longhorn' ? [filled as Filled<LonghornOptions>] : [];
  });
}
