import { readFileSync } from 'node:fs';
import type { Cluster } from '../cluster/cluster';
import { until } from '../cluster/command';
import { query } from './support/database';
import { house } from './support/house';
import { seen, startLoad } from './support/load';
import { Loss, revived } from './support/loss';
import { measured, since } from './support/measured';
import type { Operator } from './support/operator';
import { blocks, commandsWith } from './support/runbook';
import { namespace } from './support/site';
import { upgraded } from './support/upgrade';
import { unfinished } from './support/workloads';

// Media on a volume that one node at a time mounts: whatever mounts it keeps together, and moves together.
jest.setTimeout(600_000);

let cluster: Cluster;
let operator: Operator;

beforeAll(async () => {
  ({ cluster, operator } = await house('co-located'));
});

/** Nodes of the pods that mount the media and have not ended. */
async function nodesOfMedia(): Promise<string[]> {
  const selector = '--selector=mounts-media=true';
  const { items } = await cluster.kubectl.json('get', 'pods', '--namespace', namespace, selector);
  const running = items.filter(({ status }: { status: { phase: string } }) => status.phase === 'Running');
  return [...new Set<string>(running.map(({ spec }: { spec: { nodeName: string } }) => spec.nodeName))];
}

test('everything that mounts the media runs on one node', async () => {
  const nodes = await nodesOfMedia();
  expect(nodes).toHaveLength(1);
  measured('the node of the media', nodes[0] ?? '');
});

test('drained, they go to another node together', async () => {
  const [node = ''] = await nodesOfMedia();
  const lines = commandsWith(operator.folder, 'kubectl drain').replaceAll('NODE', node).split('\n');
  const [drain = '', back = ''] = lines.filter((line) => !line.startsWith('#'));
  const reading = startLoad({ path: '/health' });
  const started = Date.now();
  await operator.typesWell(`timeout 300 ${drain}`);
  await until('every workload', 180, async () => (await mediaPods()).length === 0, 1000);
  measured('drained and ready on another node', `${since(started)} s`);
  const read = seen(await reading.end(), started);
  measured('reads meanwhile', `${read.failed} of ${read.requests} failed`);
  const nodes = await nodesOfMedia();
  expect(nodes).toHaveLength(1);
  expect(nodes).not.toEqual([node]);
  await operator.typesWell(back);
  await until('every workload', 180, async () => (await unfinished(cluster.kubectl)).length === 0, 1000);
});

test('their node dies: the runbook’s command moves them together', async () => {
  const [node = ''] = await nodesOfMedia();
  const loss = await Loss.of(cluster, node, { writeOn: false });
  await loss.noticed();
  const block = commandsWith(operator.folder, 'mounts-media=true -o wide --watch').replaceAll('<node>', node);
  const [taint = ''] = block.split('\n').filter((line) => line.endsWith(':NoExecute'));
  await operator.typesWell(taint);
  const seconds = await loss.postsAgain(180);
  measured('posts are taken again', `${seconds} s after the runbook’s command`);
  expect(seconds).toBeLessThanOrEqual(90);
  await loss.deploymentsBack();
  const { lost, doubled } = await loss.judged();
  expect(await nodesOfMedia()).toHaveLength(1);
  expect(await nodesOfMedia()).not.toEqual([node]);
  await cluster.revive(node);
  await operator.typesWell(
    block
      .split('\n')
      .filter((line) => line.endsWith('NoExecute-'))
      .join('\n'),
  );
  await revived(cluster, node);
  expect({ lost, doubled }).toEqual({ lost: [], doubled: [] });
});

test('an upgrade takes the server down for as long as it says, and loses nothing', async () => {
  const announced = blocks(operator.folder).filter(({ heading }) => heading === 'Upgrade');
  expect(announced.length).toBeGreaterThan(0);
  expect(readFileSync(`${operator.folder}/README.md`, 'utf8')).toContain(
    'the site is down from the apply until the new ones are ready',
  );
  const rows = await query(cluster.kubectl, 'SELECT count(*) FROM statuses');
  const next = await upgraded(cluster, 'co-located', 'v4.7.3');
  const reading = startLoad({ path: '/health' });
  await until('requests', 20, () => reading.asked.length > 20);
  const started = Date.now();
  await next.typesWell('kubectl apply -k mastodon');
  await until('the new version', 300, async () => (await unfinished(cluster.kubectl)).length === 0, 1000);
  const read = seen(await reading.end(), started);
  const failures = reading.asked.filter(({ result }) => result !== 200).map(({ at }) => at);
  const down = failures.length === 0 ? 0 : (Math.max(...failures) - Math.min(...failures)) / 1000;
  measured(
    'upgrade on a volume for one node: down',
    `${down.toFixed(1)} s, ${read.failed} of ${read.requests} requests`,
  );
  expect(await query(cluster.kubectl, 'SELECT count(*) FROM statuses')).toEqual(rows);
});

async function mediaPods(): Promise<string[]> {
  return (await unfinished(cluster.kubectl)).filter((name) => /deployment\/(web|sidekiq)/.test(name));
}
