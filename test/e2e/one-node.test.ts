import type { Cluster } from '../cluster/cluster';
import { until } from '../cluster/command';
import { kept } from './support/database';
import { house } from './support/house';
import { startLoad } from './support/load';
import { allBack } from './support/loss';
import { measured, since } from './support/measured';

// One machine: while it is off the server is off, and then it comes back without hands.
jest.setTimeout(600_000);

let cluster: Cluster;

beforeAll(async () => {
  ({ cluster } = await house('one-node'));
});

test('the machine loses power and comes back', async () => {
  const writing = startLoad({ path: '/api/v1/statuses', post: true });
  await until('posts', 30, () => writing.asked.filter(({ result }) => result === 200).length > 50);
  const off = cluster.machines.map(({ name }) => name);
  await cluster.kill(...off);
  const acknowledged = (await writing.end()).filter(({ result }) => result === 200).map(({ text }) => text ?? '');
  await cluster.revive(...off);
  const on = Date.now();
  const again = startLoad({ path: '/api/v1/statuses', post: true });
  await until('a post to be taken', 240, () => again.asked.some(({ result }) => result === 200));
  measured('posts are taken again', `${since(on)} s after the machine was switched on`);
  await again.end();
  await cluster.apiAnswers();
  await allBack(cluster);
  const { lost, doubled } = await kept(cluster.kubectl, acknowledged);
  measured('acknowledged posts lost', `${lost.length} of ${acknowledged.length}`);
  expect({ lost, doubled }).toEqual({ lost: [], doubled: [] });
});
