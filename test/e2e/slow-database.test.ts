import type { Cluster } from '../cluster/cluster';
import { until } from '../cluster/command';
import { query } from './support/database';
import { house } from './support/house';
import { measured, since } from './support/measured';
import type { Operator } from './support/operator';
import { namespace } from './support/site';
import { podsOf, unfinished } from './support/workloads';

// PostgreSQL that takes 200 s to come back, as on a disk that limps after a power cut: a real archive recovery, whose
// restore_command is slow. Until it has ended the server refuses every connection.
jest.setTimeout(600_000);

const recoverySeconds = 200;

let cluster: Cluster;
let operator: Operator;

beforeAll(async () => {
  ({ cluster, operator } = await house('three-nodes'));
});

/** Once for each start of the server, told apart by postmaster.pid's third line; never when the file `quick` lies in PGDATA. */
const slowly = `test -e quick || sed -n 3p postmaster.pid | cmp -s - /tmp/slept || { sed -n 3p postmaster.pid >/tmp/slept; sleep ${recoverySeconds}; }; false`;

async function inDatabase(...command: string[]): Promise<string> {
  const where = ['exec', '--namespace', namespace, 'database-0', '--container=postgresql', '--'];
  return cluster.kubectl.must(...where, ...command);
}

async function recoverSlowlyAtNextStart(): Promise<void> {
  await query(cluster.kubectl, `ALTER SYSTEM SET restore_command = '${slowly}'`);
  // Else it would answer readers as soon as its pages are consistent, which here is at once.
  await query(cluster.kubectl, 'ALTER SYSTEM SET hot_standby = off');
  await inDatabase('sh', '-c', 'touch "$PGDATA/recovery.signal"');
}

const database = async () => (await podsOf(cluster.kubectl)).find(({ name }) => name === 'database-0');

test(`with the declared probes it is waited for, and nothing restarts`, async () => {
  const rows = await query(cluster.kubectl, 'SELECT count(*) FROM statuses');
  const before = await restarts();
  await recoverSlowlyAtNextStart();
  const started = Date.now();
  await operator.typesWell(`kubectl -n ${namespace} delete pod database-0`);
  await until('PostgreSQL to be ready', 280, async () => (await database())?.ready, 1000);
  const seconds = since(started);
  measured(`a recovery of ${recoverySeconds} s: PostgreSQL ready`, `${seconds} s after it was stopped`);
  expect(seconds).toBeGreaterThan(recoverySeconds);
  expect((await database())?.restarts).toBe(0);
  await until('every workload', 60, async () => (await unfinished(cluster.kubectl)).length === 0, 1000);
  expect(await restarts()).toEqual(before);
  expect(await query(cluster.kubectl, 'SELECT count(*) FROM statuses')).toEqual(rows);
});

test('with Kubernetes’ own defaults it is killed in the middle: the reason for ours', async () => {
  await recoverSlowlyAtNextStart();
  const { spec } = await cluster.kubectl.json('get', 'statefulset', 'database', '--namespace', namespace);
  const [{ livenessProbe }] = spec.template.spec.containers;
  // A liveness probe that says only how to ask: every 10 s, and three times are enough.
  const impatient = { exec: livenessProbe.exec };
  const change = [
    { op: 'remove', path: '/spec/template/spec/containers/0/startupProbe' },
    { op: 'replace', path: '/spec/template/spec/containers/0/livenessProbe', value: impatient },
  ];
  await cluster.kubectl.must(
    'patch',
    'statefulset/database',
    '--namespace',
    namespace,
    '--type=json',
    `--patch=${JSON.stringify(change)}`,
  );
  const started = Date.now();
  await until('the container to be killed', 180, async () => ((await database())?.restarts ?? 0) > 0, 500);
  measured('the same with Kubernetes’ default probes: killed', `${since(started)} s after the change`);

  await until('a container to mend', 60, async () => {
    const { code } = await cluster.kubectl.run(
      ...['exec', '--namespace', namespace, 'database-0', '--container=postgresql', '--'],
      ...['sh', '-c', 'touch "$PGDATA/quick"'],
    );
    return code === 0;
  });
  await operator.typesWell('kubectl apply -k mastodon');
  // A pod that never became ready is not replaced by itself.
  await operator.typesWell(`kubectl -n ${namespace} delete pod database-0`);
  await until('PostgreSQL to be ready', 120, async () => (await database())?.ready, 1000);
  await query(cluster.kubectl, 'ALTER SYSTEM RESET ALL');
  await inDatabase('sh', '-c', 'rm "$PGDATA/quick"');
  await until('every workload', 120, async () => (await unfinished(cluster.kubectl)).length === 0, 1000);
});

async function restarts(): Promise<string[]> {
  const pods = await podsOf(cluster.kubectl);
  return pods.filter((pod) => pod.restarts > 0).map((pod) => `${pod.name} ${pod.restarts}`);
}
