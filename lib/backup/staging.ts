import { bytes } from '../kube/quantity';
import type { Site } from '../site/site';
import { planOf } from './plan';

/** PostgreSQL's own default. */
const walDefault = 1024 ** 3;

/** Assumed where an external server's disk was not declared. */
const assumed = '20Gi';

/** Disk that the database may fill. Shape: `20Gi`. */
export function databaseSize(site: Site): string {
  return planOf(site)?.databaseSize ?? assumed;
}

/**
 * Bytes that a database may have so that a restore finds room for two more of its size: the living one, the copy that
 * is compared, and what building its indices takes. A fifth of the volume and the write-ahead log are left alone.
 */
export function stagingRoom(site: Site): number | undefined {
  const size = planOf(site)?.databaseSize;
  if (size === undefined) return undefined;
  const wal = walBytes(site.database.parameters.max_wal_size) ?? walDefault;
  return Math.floor((bytes(size) * 0.8 - wal) / 3);
}

/** Bytes of PostgreSQL's notation, where a bare number counts megabytes. Shape: `2GB`. */
function walBytes(value: string | undefined): number | undefined {
  const [, digits, unit = 'MB'] = /^(\d+) ?(kB|MB|GB|TB)?$/.exec(value ?? '') ?? [];
  const factors: Readonly<Record<string, number>> = { kB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 };
  return digits === undefined ? undefined : Number(digits) * (factors[unit] ?? 1);
}
