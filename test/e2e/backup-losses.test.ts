import { until } from '../cluster/command';
import { Backups, type Held } from './support/backups';
import { query } from './support/database';
import { endOf, reached } from './support/jobs';
import { allBack } from './support/loss';
import { measured, since } from './support/measured';
import { fillMedia } from './support/media';
import { namespace } from './support/site';
import { damaged, resultsOf, sets } from './support/target';
import { unfinished } from './support/workloads';

// The machine under a job dies in its middle, and the database's volume is lost: npm run test:e2e:long.
jest.setTimeout(900_000);

let site: Backups;
let held: Held;

beforeAll(async () => {
  site = await Backups.house();
  // So much that each step lasts for seconds.
  await fillMedia(site.operator, { files: 100, bytes: 4 * 2 ** 20 });
});

const kubectl = () => site.cluster.kubectl;

/** Database and Redis lie on alpha: on beta there is nothing but what can be started elsewhere. */
const node = 'beta';

/** Starts a job on the node that will die, and pulls its plug when the step is in that state. Gives the moment. */
async function dies(job: string, cronJob: string, step: string, state: 'running' | 'ended'): Promise<number> {
  await site.operator.typesWell(`kubectl cordon alpha
    kubectl -n ${namespace} create job ${job} --from=cronjob/${cronJob}`);
  const { pod } = await reached(kubectl(), job, step, [state]);
  const died = await site.cluster.kill(node);
  expect(pod.node).toBe(node);
  await site.operator.typesWell('kubectl uncordon alpha');
  return died;
}

async function declaredAgain(died: number): Promise<void> {
  const missing = async () => (await unfinished(kubectl())).filter((name) => name.startsWith('deployment/'));
  await until('the node to be called lost', 90, async () => {
    const { status } = await kubectl().json('get', 'node', node);
    return status.conditions.find(({ type }: { type: string }) => type === 'Ready').status !== 'True';
  });
  await until('declared replicas', 300, async () => (await missing()).length === 0, 1000);
  measured('declared replicas', `${since(died)} s after the loss`);
  expect(since(died)).toBeLessThanOrEqual(300);
}

async function nodeBack(job: string): Promise<void> {
  await site.cluster.revive(node);
  await allBack(site.cluster);
  await site.operator.typesWell(`kubectl -n ${namespace} delete job ${job} --ignore-not-found --cascade=foreground`);
}

const broken = () => sets().filter((set) => damaged(set).length > 0);

test('in the middle of a backup: no set is broken, and the next one is made', async () => {
  const died = await dies('backup-lost', 'backup', 'backup', 'running');
  expect(broken()).toEqual([]);
  await declaredAgain(died);
  const set = await site.backUp();
  measured('the next set', `${since(died)} s after the loss`);
  expect(resultsOf(set)).toContain('checked');
  expect(broken()).toEqual([]);
  await nodeBack('backup-lost');
});

test('in the middle of a rehearsal: the next one passes', async () => {
  const died = await dies('rehearsal-lost', 'rehearsal', 'rehearse', 'running');
  await declaredAgain(died);
  expect(await site.follows('Backups', 'create job rehearsal-now')).toMatch(/^Complete$/m);
  await nodeBack('rehearsal-lost');
});

test('in the middle of a restore, before the swap: the old server is back, and the Job restores', async () => {
  held = await site.disaster();
  await site.request(held.set);
  const died = await dies('restore', 'restore', 'stop', 'running');
  await declaredAgain(died);
  await nodeBack('none');
  expect(await endOf(kubectl(), 'restore')).toBe('Complete');
  await site.expectHeld(held);
  await site.dropBesides();
});

test('in the middle of a restore, after the swap: the set is live', async () => {
  held = await site.disaster();
  await site.request(held.set);
  const died = await dies('restore', 'restore', 'swap', 'ended');
  await declaredAgain(died);
  await nodeBack('none');
  expect(await endOf(kubectl(), 'restore')).toBe('Complete');
  await site.expectHeld(held);
  await site.dropBesides();
});

test('a lost volume of the database: nothing becomes a new server, and the set brings the old one back', async () => {
  held = await site.disaster();
  await site.follows('A volume is lost', 'delete pvc data-database-0');
  expect(await query(kubectl(), "SELECT to_regclass('schema_migrations')")).toEqual([]);
  await site.operator.typesWell(`kubectl -n ${namespace} delete job -l app.kubernetes.io/component=migrate-pre
    kubectl apply -k mastodon`);
  const selector = '--selector=app.kubernetes.io/component=migrate-pre';
  await until('the migration to refuse', 120, async () =>
    (await kubectl().run('logs', '--namespace', namespace, selector, '--tail=20')).stdout.includes(
      'A database that lost its volume must not become a new server',
    ),
  );
  await site.begin(held);
  expect(await endOf(kubectl(), 'restore')).toBe('Complete');
  await site.expectHeld(held);
});
