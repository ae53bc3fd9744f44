import type * as k8s from '../kube/k8s';
import type { Site } from '../site/site';
import { planOf, treeClaim } from './plan';

interface Seen {
  readonly env: k8s.EnvVar[];
  readonly mounts: k8s.VolumeMount[];
  readonly volumes: k8s.Volume[];
}

/**
 * Where a pod of another room sees whether sets of the domain are there. Nothing where one node at a time mounts them,
 * since a pod of Mastodon may not wait for a backup; nor where they lie in a bucket alone.
 */
export function setsSeen(site: Site): Seen {
  const tree = planOf(site)?.tree;
  const everywhere =
    tree !== undefined &&
    (tree.kind === 'nfs' || site.storage[tree.volume.on]?.accessModes.includes('ReadWriteMany') === true);
  if (!everywhere) return { env: [], mounts: [], volumes: [] };
  const mountPath = '/backup';
  return {
    env: [{ name: 'BACKUP_SETS', value: `${mountPath}/${site.mastodon.webDomain}/sets` }],
    mounts: [{ name: treeClaim, mountPath, readOnly: true }],
    volumes: [{ name: treeClaim, persistentVolumeClaim: { claimName: treeClaim } }],
  };
}
