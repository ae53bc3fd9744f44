import type { Kubectl } from '../../cluster/kubectl';
import { namespace } from './site';

/** Asks PostgreSQL in its pod; one value a line, columns parted by `|`. */
export async function query(kubectl: Kubectl, sql: string): Promise<string[]> {
  const inPod = ['exec', '--namespace', namespace, 'database-0', '--container=postgresql', '--'];
  const psql = ['psql', '--username=postgres', '--dbname=mastodon_production', '--no-align', '--tuples-only'];
  const output = await kubectl.must(...inPod, ...psql, `--command=${sql}`);
  return output.split('\n').filter(Boolean);
}

export interface Kept {
  /** Texts that the server had answered with 200 and that are not there. */
  readonly lost: readonly string[];
  /** Texts that are there more than once. */
  readonly doubled: readonly string[];
}

/** Holds what the server acknowledged against what the database has. */
export async function kept(kubectl: Kubectl, acknowledged: readonly string[]): Promise<Kept> {
  const rows = await query(kubectl, 'SELECT text, count(*) FROM statuses GROUP BY text');
  const counts = new Map(rows.map((row) => row.split('|') as [string, string]));
  return {
    lost: acknowledged.filter((text) => !counts.has(text)),
    doubled: [...counts].filter(([, count]) => Number(count) > 1).map(([text]) => text),
  };
}

/** Slots of the scheduler that more than one process enqueued; a job that was worked twice is none. */
export function doubledTicks(kubectl: Kubectl): Promise<string[]> {
  return query(kubectl, 'SELECT slot FROM scheduler_ticks GROUP BY slot HAVING count(DISTINCT process) > 1');
}
