import type { Cluster } from '../cluster/cluster';
import { until } from '../cluster/command';
import { ask, keepListening, type Listener } from './support/client';
import { kept, query } from './support/database';
import { house } from './support/house';
import { seen, startLoad } from './support/load';
import { measured, since } from './support/measured';
import { namespace } from './support/site';
import { upgraded } from './support/upgrade';
import { unfinished } from './support/workloads';

// A new version is a new line in the declaration, rendered and applied, while people read and write.
jest.setTimeout(600_000);

let cluster: Cluster;

beforeAll(async () => {
  ({ cluster } = await house('three-nodes'));
});

test('an upgrade with migrations before and after it fails no request', async () => {
  const operator = await upgraded(cluster, 'three-nodes', 'v4.7.3');
  const reading = startLoad({ path: '/health' });
  const writing = startLoad({ path: '/api/v1/statuses', post: true });
  await until('requests', 20, () => reading.asked.length > 20 && writing.asked.length > 20);
  const listener = keepListening();
  const started = Date.now();
  await operator.typesWell('kubectl apply -k mastodon');
  await until(
    'the post-deployment migration',
    300,
    async () => (await jobOf('migrate-post', 'v4.7.3')) === 'Complete',
    1000,
  );
  measured('upgrade, from apply to the last migration', `${since(started)} s`);
  const [reads, writes] = [await reading.end(), await writing.end()];
  const [read, wrote] = [seen(reads, started), seen(writes, started)];
  measured(
    'requests during the upgrade',
    `${read.failed + wrote.failed} of ${read.requests + wrote.requests} failed ${JSON.stringify({ ...read.reasons, ...wrote.reasons })}`,
  );
  expect({ reads: read.failed, writes: wrote.failed }).toEqual({ reads: 0, writes: 0 });
  const acknowledged = writes.filter(({ result }) => result === 200).map(({ text }) => text ?? '');
  expect(await kept(cluster.kubectl, acknowledged)).toEqual({ lost: [], doubled: [] });
  await expectPushes(listener);
  await operator.typesWell(
    `kubectl -n ${namespace} exec deploy/web -- bundle exec rails db:abort_if_pending_migrations`,
  );
  expect(await unfinished(cluster.kubectl)).toEqual([]);
});

test('a migration that fails leaves the old version serving, and goes on when its cause is mended', async () => {
  const operator = await upgraded(cluster, 'three-nodes', 'v4.7.4');
  const reading = startLoad({ path: '/health' });
  await operator.typesWell('kubectl apply -k mastodon');
  await until('the migration to fail', 120, async () => (await failuresOf('migrate-pre', 'v4.7.4')) > 0, 1000);
  const read = seen(await reading.end(), Date.now());
  measured('requests while a migration fails', `${read.failed} of ${read.requests} failed`);
  expect(read.failed).toBe(0);
  expect(await servedBy()).toEqual(['v4.7.3']);
  await query(cluster.kubectl, 'CREATE TABLE mended ()');
  await until('the Job to try again', 200, async () => (await jobOf('migrate-pre', 'v4.7.4')) === 'Complete', 1000);
  await until('the new version', 300, async () => (await jobOf('migrate-post', 'v4.7.4')) === 'Complete', 1000);
  expect(await servedBy()).toEqual(['v4.7.4']);
});

// biome-ignore lint/suspicious/noExplicitAny: any Job
async function job(component: string, version: string): Promise<any> {
  const selector = `app.kubernetes.io/component=${component}`;
  const { items } = await cluster.kubectl.json('get', 'jobs', '--namespace', namespace, `--selector=${selector}`);
  // biome-ignore lint/suspicious/noExplicitAny: any Job
  return items.find(({ spec }: any) => spec.template.spec.containers[0].image.endsWith(`:${version}`));
}

async function jobOf(component: string, version: string): Promise<string | undefined> {
  const conditions = (await job(component, version))?.status.conditions ?? [];
  return conditions.find(
    ({ status, type }: { status: string; type: string }) => status === 'True' && /^(Complete|Failed)$/.test(type),
  )?.type;
}

async function failuresOf(component: string, version: string): Promise<number> {
  return (await job(component, version))?.status.failed ?? 0;
}

/** Versions of the web pods that are in the Service. */
async function servedBy(): Promise<string[]> {
  const { items } = await cluster.kubectl.json(
    'get',
    'pods',
    '--namespace',
    namespace,
    '--selector=app.kubernetes.io/component=web',
  );
  const ready = items.filter(({ status }: { status: { conditions: { type: string; status: string }[] } }) =>
    status.conditions.some((one) => one.type === 'Ready' && one.status === 'True'),
  );
  return [
    ...new Set<string>(
      ready.map(
        ({ spec }: { spec: { containers: { image: string }[] } }) => spec.containers[0]?.image.split(':').pop() ?? '',
      ),
    ),
  ];
}

/** A WebSocket that was cut and came back is no failure: in the end it hears what is posted. */
async function expectPushes(listener: Listener): Promise<void> {
  const cut = listener.heard.filter(({ event }) => event === 'closed').length;
  measured('a WebSocket during the upgrade', `was cut ${cut} times and came back`);
  expect((await ask('post', '/api/v1/statuses', 'after the upgrade')).status).toBe(200);
  await until('the push', 30, () => listener.heard.some(({ text }) => text.includes('after the upgrade')));
  listener.end();
}
