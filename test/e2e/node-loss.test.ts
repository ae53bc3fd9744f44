import { type Cluster, current } from '../cluster/cluster';
import { until } from '../cluster/command';
import { inRun } from '../cluster/layout';
import { doubledTicks, kept } from './support/database';
import { seen, startLoad } from './support/load';
import { measured, since } from './support/measured';
import { Operator } from './support/operator';
import { commandsWith } from './support/runbook';
import { podsOf, unfinished } from './support/workloads';

// A node's plug is pulled while people read and write; see docs/recovery.md for the figures.
jest.setTimeout(600_000);

/** By the place that a node has at the moment; MAMMUT_E2E_LOSSES names others, or `every`. */
const places = (process.env.MAMMUT_E2E_LOSSES ?? 'announcing').split(',');

/** By then the cable is out. Unit: ms. */
const unplugged = 100;

let cluster: Cluster;
let operator: Operator;

beforeAll(async () => {
  cluster = await current();
  operator = new Operator(cluster.kubernetes, inRun('dist/three-nodes'));
});

test.each(places)('the node that is %s dies', async (place) => {
  const { kubectl } = cluster;
  await allBack(60);
  const node = await nodeAt(place);
  const pods = await podsOf(kubectl);
  const held = pods.filter((pod) => pod.node === node && !pod.ended).map(({ component }) => component);
  const hasDatabase = held.includes('database');
  measured('lost node', `${node} with ${held.sort().join(', ')}`);

  // Requests that wait for a lost database take all of Puma's threads, and then /health waits too: where the only
  // PostgreSQL is lost nobody posts until it may come back.
  const post = () => startLoad({ path: '/api/v1/statuses', post: true });
  const reading = startLoad({ path: '/health' });
  let writing = hasDatabase ? undefined : post();
  await until('requests', 10, () => reading.asked.length > 20 && (writing?.asked.length ?? 21) > 20);
  const died = Date.now();
  await cluster.kill(node);

  if (hasDatabase) {
    await until('the node to be called lost', 90, async () => (await nodeStatus(node)) !== 'True');
    measured('node called NotReady', `${since(died)} s after its loss`);
    const commanded = Date.now();
    const taint = 'out-of-service=nodeshutdown:NoExecute\nkubectl -n mastodon rollout status statefulset/database';
    const lines = commandsWith(operator.folder, taint).replaceAll('NODE', node).split('\n');
    await operator.typesWell(lines.filter((line) => /taint .*NoExecute$|rollout status/.test(line)).join('\n'));
    writing = post();
    const { asked } = writing;
    await until('a post to be taken', 120, () => asked.some(({ result }) => result === 200));
    const first = Math.min(...asked.filter(({ result }) => result === 200).map(({ at, ms }) => at + ms));
    measured('posts are taken again', `${((first - commanded) / 1000).toFixed(1)} s after the runbook’s command`);
    expect(first - commanded).toBeLessThanOrEqual(90_000);
  }
  const deployments = async () => (await unfinished(kubectl)).filter((name) => name.startsWith('deployment/'));
  await until('Deployments back to their declared count', 180, async () => (await deployments()).length === 0, 1000);
  const back = since(died);
  measured('Deployments back to their declared count', `${back} s after the loss`);
  // A minute more, so that whatever still fails is seen.
  await until('70 s after the loss', 70, () => since(died) > 70, 1000);

  const [reads, writes] = [await reading.end(), (await writing?.end()) ?? []];
  const [read, wrote] = [seen(reads, died), seen(writes, died)];
  // A connection through the node at the moment of its loss can't be saved by anybody: told, not judged.
  const begunAfter = seen(
    reads.filter(({ at }) => at >= died + unplugged),
    died,
  );
  measured('reads under way when the plug was pulled that failed', read.failed - begunAfter.failed);
  measured(
    'reads',
    `${read.failed} of ${read.requests} failed, the slowest ${read.slowest} ms ${JSON.stringify(read.reasons)}`,
  );
  measured(
    'posts',
    `${wrote.failed} of ${wrote.requests} failed, the slowest ${wrote.slowest} ms, last failure begun ${wrote.lastFailureAfter ?? '–'} s after the loss ${JSON.stringify(wrote.reasons)}`,
  );
  const acknowledged = writes.filter(({ result }) => result === 200).map(({ text }) => text ?? '');
  const { lost, doubled } = await kept(kubectl, acknowledged);
  measured('acknowledged posts lost', `${lost.length} of ${acknowledged.length}`);

  await cluster.revive(node);
  if (hasDatabase) await operator.typesWell(`kubectl taint nodes ${node} node.kubernetes.io/out-of-service-`);
  const revived = Date.now();
  await allBack(240);
  measured('everything back', `${since(revived)} s after the node was switched on again`);

  expect({ failed: begunAfter.failed, lost, doubled }).toEqual({ failed: 0, lost: [], doubled: [] });
  expect(back).toBeLessThanOrEqual(120);
  expect(await doubledTicks(kubectl)).toEqual([]);
});

async function allBack(seconds: number): Promise<void> {
  await cluster.nodesReady(seconds);
  await until('every workload', seconds, async () => (await unfinished(cluster.kubectl)).length === 0, 1000);
}

async function nodeStatus(name: string): Promise<string> {
  const node = await cluster.kubectl.json('get', 'node', name);
  return node.status.conditions.find(({ type }: { type: string }) => type === 'Ready').status;
}

/** `announcing`: answers for the entry's address; `database`, `redis-master`, `idle`: has that pod or none of them. */
async function nodeAt(place: string): Promise<string> {
  const { kubectl } = cluster;
  const pods = await podsOf(kubectl);
  const of = (name: string) => pods.find((pod) => pod.name === name)?.node ?? '';
  const events = await kubectl.json('get', 'servicel2statuses.metallb.io', '--all-namespaces');
  const announcing: string = events.items[0]?.status?.node ?? '';
  switch (place) {
    case 'announcing':
      return announcing;
    case 'database':
      return of('database-0');
    default: {
      const named = cluster.nodes.find(({ name }) => name === place);
      if (named === undefined) throw new Error(`no node ${place}: say announcing, database, or a node’s name`);
      return named.name;
    }
  }
}
