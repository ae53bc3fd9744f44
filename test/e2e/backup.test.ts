import { until } from '../cluster/command';
import { Backups, type Held } from './support/backups';
import { ask } from './support/client';
import { kept } from './support/database';
import { endOf, podsOfJob, reached } from './support/jobs';
import { seen, startLoad } from './support/load';
import { measured, since } from './support/measured';
import { fillMedia, mediaHashes } from './support/media';
import { namespace } from './support/site';
import { damaged, manifestOf, newestSet, resultsOf, segmentBytes, sets } from './support/target';
import { Told } from './support/told';
import { podsOf, unfinished } from './support/workloads';

// Backup, rehearsal and restore as pods, by the runbook's commands: two machines, the media on one NAS, the sets on another.
jest.setTimeout(600_000);

let site: Backups;

beforeAll(async () => {
  site = await Backups.house();
});

const kubectl = () => site.cluster.kubectl;

test('everything is ready, and no container restarted', async () => {
  expect(await unfinished(kubectl())).toEqual([]);
  const restarted = (await podsOf(kubectl())).filter(({ restarts }) => restarts > 0);
  expect(restarted.map(({ name, restarts }) => `${name} ${restarts}`)).toEqual([]);
});

describe('backups', () => {
  test('the first one makes a set that equals its manifest', async () => {
    await fillMedia(site.operator, { files: 1500, bytes: 4096 });
    for (const bytes of [1_000, 200_000, 3_000_000])
      expect((await ask('upload', '/api/v2/media', String(bytes), '1')).status).toBe(200);
    for (const text of ['first', 'second', 'third'])
      expect((await ask('post', '/api/v1/statuses', text)).status).toBe(200);
    const started = Date.now();
    const set = await site.backUp();
    measured('first backup, from the command to its last word', `${since(started)} s`);
    expect(damaged(set)).toEqual([]);
    expect(resultsOf(set)).toEqual(['checked']);
    const versions = { mastodonVersion: 'v4.7.2', postgresVersion: expect.any(Number) };
    expect(manifestOf(set)).toMatchObject({ site: 'backup', domain: 'social.example.org', mediaGone: 0, ...versions });
    expect(manifestOf(set).mediaFiles).toBe(mediaHashes().size);
    expect(mediaHashes().size).toBeGreaterThan(1500);
  });

  test('the second of an unchanged tree writes next to nothing', async () => {
    const [first = ''] = sets();
    const started = Date.now();
    const set = await site.backUp();
    measured('second backup of an unchanged tree', `${since(started)} s`);
    const [wrote, before] = [segmentBytes(set), segmentBytes(first)];
    measured('media that it wrote', `${wrote} bytes, the first ${before}`);
    expect(wrote).toBeLessThanOrEqual(before / 100);
    expect(manifestOf(set).mediaFiles).toBe(manifestOf(first).mediaFiles);
  });

  test('one while people post 10 times a second fails no request', async () => {
    const writing = startLoad({ path: '/api/v1/statuses', post: true });
    await until('posts', 30, () => writing.asked.length > 30);
    const started = Date.now();
    await site.backUp().finally(writing.stop);
    const wrote = await writing.end();
    const { failed, requests, slowest } = seen(wrote, started);
    measured('posts during a backup', `${failed} of ${requests} failed, the slowest took ${slowest} ms`);
    expect(failed).toBe(0);
    const texts = wrote.map(({ text }) => text ?? '');
    expect(await kept(kubectl(), texts)).toEqual({ lost: [], doubled: [] });
  });

  test('the runbook lists them', async () => {
    const said = await site.follows('Backups', 'create job sets');
    for (const set of sets()) expect(said).toContain(set);
    expect(said).toContain('refused: no restore was asked for');
  });

  test('the key in the safe opens the secrets part', async () => {
    expect(await site.follows('Backups', '| tar --list')).toContain('mastodon-secrets/SECRET_KEY_BASE');
  });

  test('upkeep deletes none of the newest', async () => {
    const before = sets();
    expect(await site.follows('A volume is full', 'create job prune-now')).toMatch(/^Complete$/m);
    expect(sets()).toEqual(before);
  });
});

describe('a rehearsal', () => {
  let told: Told;
  beforeAll(async () => {
    told = await Told.listening();
  });
  afterAll(() => told.end());

  test('refuses where its pod reaches anything, and the one who is told hears of it', async () => {
    await site.operator.typesWell(`kubectl -n ${namespace} delete networkpolicy default-deny`);
    const said = await site.follows('Backups', 'create job rehearsal-now');
    await site.operator.typesWell('kubectl apply -k mastodon');
    expect(said).toMatch(/^Failed$/m);
    expect(said).toMatch(/refused: this pod reaches \S+: NetworkPolicies are not enforced here/);
    await notify();
    expect(told.calls.at(-1)).toEqual({ path: '/ping/fail', body: expect.stringContaining('this pod reaches') });
  });

  test('restores the newest set under the policies, and writes that into it', async () => {
    const started = Date.now();
    const said = await site.follows('Backups', 'create job rehearsal-now');
    measured('rehearsal, from the command to its last word', `${since(started)} s`);
    expect(said).toMatch(/^Complete$/m);
    expect(said).toContain('was restored for a trial and equals what was written down');
    expect(resultsOf(newestSet())).toEqual(['checked', 'rehearsed']);
    await notify();
    expect(told.calls.at(-1)).toEqual({ path: '/ping', body: expect.stringContaining('backup: done: set') });
  });

  async function notify(): Promise<void> {
    await site.operator.typesWell(`kubectl -n ${namespace} delete job notify-now --ignore-not-found
      kubectl -n ${namespace} create job notify-now --from=cronjob/backup-notify`);
    expect(await endOf(kubectl(), 'notify-now')).toBe('Complete');
  }
});

describe('a restore', () => {
  /** Exit code of a step that finds another one at work. */
  const busy = 75;
  /** Of one that changed nothing and would not next time either; its Job tries again in vain. */
  const refused = 2;
  let held: Held;

  test('brings back the set, stops the site for less than 30 s, and no second one meanwhile', async () => {
    held = await site.disaster();
    await site.request(held.set);
    const reading = startLoad({ path: '/api/v1/timelines/public' });
    const started = Date.now();
    const restoring = site.follows('Restore', 'create job restore --from').finally(reading.stop);
    const [said, second] = await Promise.all([restoring, anotherOne()]);
    expect(second).toBe(busy);
    measured('restore, from the command to its last word', `${since(started)} s`);
    expect(said).toMatch(/^Complete$/m);
    const steps = (await podsOfJob(kubectl(), 'restore')).at(-1)?.steps ?? [];
    const [stop, swap] = ['stop', 'swap'].map((name) => steps.find((one) => one.name === name));
    const stopped = ((swap?.finished ?? Number.NaN) - (stop?.started ?? 0)) / 1000;
    measured('from the first pod told to stop to the swap', `${stopped} s`);
    const failures = (await reading.end()).filter(({ result }) => result !== 200).map(({ at }) => at);
    measured('no timeline for anybody', `${(Math.max(...failures) - Math.min(...failures)) / 1000} s at least`);
    expect(stopped).toBeLessThanOrEqual(30);
    await site.expectHeld(held);
    expect(await site.besides()).toEqual([expect.stringMatching(/^mammut_old_/)]);
  });

  /** How a second Job begins while the first is at work. */
  async function anotherOne(): Promise<number | undefined> {
    await reached(kubectl(), 'restore', 'prepare', ['running', 'ended']);
    await site.operator.typesWell(`kubectl -n ${namespace} create job restore-too --from=cronjob/restore`);
    const { step } = await reached(kubectl(), 'restore-too', 'claim', ['ended']);
    await site.operator.typesWell(`kubectl -n ${namespace} delete job restore-too --cascade=foreground`);
    return step.code;
  }

  test('of the same request again is refused', async () => {
    await site.begin(held);
    const { pod, step } = await reached(kubectl(), 'restore', 'prepare', ['ended']);
    expect(step.code).toBe(refused);
    expect(await site.lastWords(pod, 'prepare')).toContain('refused: this request was carried out already');
    expect(await unfinished(kubectl())).toEqual([]);
    await site.dropBesides();
    expect(await site.besides()).toEqual([]);
  });

  test('whose pod is killed after the swap goes on by itself', async () => {
    held = await site.disaster();
    await site.begin(held);
    const { pod } = await reached(kubectl(), 'restore', 'swap', ['ended']);
    const killed = Date.now();
    await site.operator.typesWell(`kubectl -n ${namespace} delete pod ${pod.name} --grace-period=0 --force`);
    expect(pod.steps.at(-1)?.state).not.toBe('ended');
    expect(await endOf(kubectl(), 'restore')).toBe('Complete');
    await site.whole();
    measured('killed after the swap: declared pods back', `${since(killed)} s`);
    await site.expectHeld(held);
    await site.dropBesides();
  });

  test('that dies before the swap and is not tried again: the caretaker brings the old server back', async () => {
    held = await site.disaster();
    const before = await site.posts();
    await site.begin(held);
    await reached(kubectl(), 'restore', 'stop', ['running']);
    await until('web to be stopped', 30, async () => (await site.replicas('web')) === 0, 50);
    const killed = Date.now();
    await site.operator.typesWell(
      `kubectl -n ${namespace} delete job restore --cascade=foreground --grace-period=0 --force`,
    );
    expect(await site.replicas('web')).toBe(0);
    await until('the caretaker', 300, async () => (await site.replicas('web')) > 0, 1000);
    await site.whole();
    measured('died before the swap: declared pods back, by the caretaker', `${since(killed)} s`);
    expect(await site.posts()).toEqual(before);
  });

  test('under the keys of another cluster is refused, and nothing stops', async () => {
    const secret = ['secret', 'mastodon-secrets', '--namespace', namespace];
    const { data } = await kubectl().json('get', ...secret);
    const set = (SECRET_KEY_BASE: string) =>
      kubectl().must('patch', ...secret, '--patch', JSON.stringify({ data: { SECRET_KEY_BASE } }));
    const reading = startLoad({ path: '/health' });
    const newer = { ...held, set: await site.backUp() };
    await set(Buffer.from('of another cluster').toString('base64'));
    await site.begin(newer);
    const { pod, step } = await reached(kubectl(), 'restore', 'prepare', ['ended']).finally(reading.stop);
    expect(step.code).toBe(refused);
    const words = `the keys in this cluster are not those of set ${newer.set}`;
    expect(await site.lastWords(pod, 'prepare')).toContain(words);
    await site.operator.typesWell(`kubectl -n ${namespace} delete job restore --cascade=foreground`);
    await set(data.SECRET_KEY_BASE);
    expect(seen(await reading.end(), 0).failed).toBe(0);
    expect(await unfinished(kubectl())).toEqual([]);
  });
});
