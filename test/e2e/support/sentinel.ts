import { until } from '../../cluster/command';
import type { Operator } from './operator';
import { namespace } from './site';

/** What Sentinels say of Redis. */
async function sentinel(operator: Operator, command: string): Promise<string> {
  const cli = `redis-cli -p 26379 SENTINEL ${command}`;
  const output = await operator.typesWell(`kubectl -n ${namespace} exec redis-0 -c sentinel -- ${cli}`);
  return output.trim();
}

/** The master's stable address, as `redis-1.redis.mastodon.svc.cluster.local`. */
export async function master(operator: Operator): Promise<string> {
  return (await sentinel(operator, 'GET-MASTER-ADDR-BY-NAME mastodon')).split('\n')[0] ?? '';
}

/** Sentinel names the new master before the others follow it; until they do it takes no further order. */
async function settled(operator: Operator): Promise<void> {
  await until(
    'the failover before to end',
    60,
    async () => !(await sentinel(operator, 'MASTER mastodon')).includes('failover_in_progress'),
    500,
  );
}

/** Hands the lead to a replica. */
export async function failover(operator: Operator): Promise<string> {
  await settled(operator);
  const before = await master(operator);
  const answer = await sentinel(operator, 'FAILOVER mastodon');
  if (answer !== 'OK') throw new Error(`Sentinel refused a failover: ${answer}`);
  await until('another master', 60, async () => (await master(operator)) !== before, 500);
  return master(operator);
}
