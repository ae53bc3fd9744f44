import * as v from 'valibot';
import { type Cluster, resolveCluster, schedulableNodes, voters } from '../../lib/cluster/cluster';
import { clusterSchema } from '../../lib/cluster/schema';
import type { Way } from '../../lib/mastodon/names';
import { resolveStorage, storageSchema } from '../../lib/storage';
import type { RoleName } from '../../lib/storage/engine';
import { isMovable, type Storage } from '../../lib/storage/storage';
import type { Chance } from './chance';

/** A declaration in the making: what is declared so far, in the schema's order. */
export interface Making {
  readonly chance: Chance;
  /** Who is to bring Mastodon's programs: decided first, since nearly everything else depends on it. */
  readonly by: Way;
  // biome-ignore lint/suspicious/noExplicitAny: not yet a declaration
  site: Record<string, any>;
}

/** Facts that later choices depend on are asked of the resolved parts, as the rules do. */
export function clusterOf({ site }: Making): Cluster {
  return resolveCluster(v.parse(clusterSchema, site.cluster), 'site');
}

export function storageOf(making: Making): Storage {
  return resolveStorage(v.parse(storageSchema, making.site.storage), clusterOf(making));
}

export function workers(making: Making): string[] {
  return schedulableNodes(clusterOf(making)).map((node) => node.name);
}

/** First three numbers of the home network's addresses. */
export function lanOf({ site }: Making): string {
  return String(site.cluster.nodes[0].address).replace(/\.\d+$/, '');
}

/** Whether pods may move their volumes around: the control plane outlives a node. */
export function mayMove(making: Making): boolean {
  const cluster = clusterOf(making);
  return voters(cluster).length >= 3 || schedulableNodes(cluster).length < 2;
}

/** Roles that may hold a database. */
export function rolesForData(making: Making): RoleName[] {
  return Object.values(storageOf(making))
    .filter((one) => !one.networkFilesystem && one.retains && (!isMovable(one) || mayMove(making)))
    .map((one) => one.role);
}

export const isByChart = ({ by }: Making): boolean => by !== 'manifests';

/** Of a making, by the path of the key that is made. */
export type Table<T> = Readonly<Record<string, (making: Making, path: string) => T>>;

/** `storage.shared.className` → `shared`. */
export const roleIn = (path: string) => path.split('.')[1] as 'perNode' | 'replicated' | 'shared';

/** The value beside this one in the same map. */
export function beside({ site }: Making, path: string, key: string) {
  const map = path
    .split('.')
    .slice(0, -1)
    .reduce((value, step) => value?.[step], site);
  return map?.[key];
}

export const distributionOf = (making: Making) => clusterOf(making).distribution;
