import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cluster, current } from '../cluster/cluster';
import { until } from '../cluster/command';
import { inRun } from '../cluster/layout';
import { kept, query } from './support/database';
import { seen, startLoad } from './support/load';
import { measured, since } from './support/measured';
import { Operator } from './support/operator';
import { namespace, render } from './support/site';
import { unfinished } from './support/workloads';

// A new version is a new line in the declaration, rendered and applied, while people read and write.
jest.setTimeout(600_000);

let cluster: Cluster;

beforeAll(async () => {
  cluster = await current();
});

test('an upgrade with migrations before and after it fails no request', async () => {
  const operator = await siteAt('v4.7.3');
  const reading = startLoad({ path: '/health' });
  const writing = startLoad({ path: '/api/v1/statuses', post: true });
  await until('requests', 20, () => reading.asked.length > 20 && writing.asked.length > 20);
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
  await operator.typesWell(
    `kubectl -n ${namespace} exec deploy/web -- bundle exec rails db:abort_if_pending_migrations`,
  );
  expect(await unfinished(cluster.kubectl)).toEqual([]);
});

test('a migration that fails leaves the old version serving, and goes on when its cause is mended', async () => {
  const operator = await siteAt('v4.7.4');
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

/** The site of the test bed at another version of Mastodon, in the folder that the runbook's reader works in. */
async function siteAt(version: string): Promise<Operator> {
  const folder = inRun('declared');
  mkdirSync(folder, { recursive: true });
  const declaration = join(folder, 'three-nodes.yaml');
  const text = readFileSync('test/e2e/sites/three-nodes.yaml', 'utf8');
  writeFileSync(declaration, text.replace(/^( +version: )v4\.7\.2$/m, `$1${version}`));
  copyFileSync('test/e2e/sites/three-nodes.lock', join(folder, 'three-nodes.lock'));
  return new Operator(cluster.kubernetes, await render(declaration, inRun('dist')));
}

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
