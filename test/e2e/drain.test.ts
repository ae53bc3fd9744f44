import type { Cluster } from '../cluster/cluster';
import { until } from '../cluster/command';
import { house } from './support/house';
import { seen, startLoad } from './support/load';
import { measured, since } from './support/measured';
import type { Operator } from './support/operator';
import { commandsWith } from './support/runbook';
import { podsOf, unfinished } from './support/workloads';

// The runbook's way to take one machine out for maintenance, on each machine in turn, while people read. A drain may take
// as long as an upload: Debian's Puma 6.6.0 was once seen to hang at its end until it was killed after that time.
jest.setTimeout(1_200_000);

let cluster: Cluster;
let operator: Operator;

beforeAll(async () => {
  ({ cluster, operator } = await house('three-nodes'));
});

test.each(['alpha', 'beta', 'gamma'])('%s is drained, and comes back', async (node) => {
  const lines = commandsWith(operator.folder, 'kubectl drain').replaceAll('NODE', node).split('\n');
  const [drain = '', back = ''] = lines.filter((line) => !line.startsWith('#'));
  const reading = startLoad({ path: '/health' });
  await until('requests', 10, () => reading.asked.length > 20);
  const started = Date.now();
  await operator.typesWell(`timeout 700 ${drain}`);
  measured(`drain of ${node}`, `${since(started)} s`);
  const left = (await podsOf(cluster.kubectl)).filter((pod) => pod.node === node && !pod.ended);
  expect(left.map(({ name }) => name)).toEqual([]);
  await operator.typesWell(back);
  await until('every workload', 180, async () => (await unfinished(cluster.kubectl)).length === 0, 1000);
  measured(`everything back`, `${since(started)} s after the drain of ${node} began`);
  const read = seen(await reading.end(), started);
  measured(`reads meanwhile`, `${read.failed} of ${read.requests} failed ${JSON.stringify(read.reasons)}`);
  expect(read.failed).toBe(0);
});
