import { until } from '../../cluster/command';
import type { Kubectl } from '../../cluster/kubectl';
import { namespace } from './site';

/** Asks PostgreSQL in its pod; one value a line, columns parted by `|`. */
export async function query(kubectl: Kubectl, sql: string): Promise<string[]> {
  const inPod = ['exec', '--namespace', namespace, 'database-0', '--container=postgresql', '--'];
  const psql = ['psql', '--username=postgres', '--dbname=mastodon_production', '--no-align', '--tuples-only'];
  const output = await kubectl.must(...inPod, ...psql, `--command=${sql}`);
  return output.split('\n').filter(Boolean);
}

/** A program of that pod begins a transaction, holds the row that every post refers to, and says nothing more. */
export async function holdTheAccount(kubectl: Kubectl, pod: string): Promise<void> {
  const hold = 'session = StandInDatabase.connect; session.exec("BEGIN; SELECT FROM accounts FOR UPDATE"); sleep';
  const program = `ruby -r /opt/mastodon/lib/database -e '${hold}' >/dev/null 2>&1 &`;
  await kubectl.must('exec', '--namespace', namespace, pod, '--container=web', '--', 'sh', '-c', program);
  const holding = "SELECT pid FROM pg_stat_activity WHERE state = 'idle in transaction' AND query LIKE '%FOR UPDATE'";
  await until('the transaction', 10, async () => (await query(kubectl, holding)).length > 0);
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
