import { labels } from '../kube/labels';
import type { Site } from '../site/site';
import type { BackupPlan } from './backup';

/** The plan of a site that backs up. */
export function planOf({ backup }: Site): BackupPlan | undefined {
  return backup.kind === 'plan' ? backup : undefined;
}

/** Pods of this room by what they do: `backup`, `rehearsal`, `restore`, … */
export function backupLabels(site: Site, component: string) {
  return labels('backup', site.name, component);
}

/** Claim of the tree, whatever it is. */
export const treeClaim = 'backup';
