import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ended, Started } from './support/container';
import { FakeApiServer } from './support/fake-api-server';
import { domain, House } from './support/house';
import { ask, restore, restoreSteps } from './support/jobs';
import { allFaults, faultsOf } from './support/whole';

/** How many deaths of each kind. */
const count = Number(process.env.FAULTS ?? 4);
jest.setTimeout(120_000 + count * 30_000);

let house: House;
let api: FakeApiServer;
let faults = 0;
beforeAll(async () => {
  house = await House.build(17);
  await house.fill({ accounts: 10, statuses: 100, media: 20 });
  house.write('kill-at.sh', readFileSync(join(__dirname, 'support/kill-at.sh')));
  mkdirSync(house.in('account'));
  api = new FakeApiServer(house.in('account'), 20_130);
  await api.start();
  expect((await house.run('backup.sh')).code).toBe(0);
});
afterAll(async () => {
  console.info(`${faults} faults`);
  api?.stop();
  await house?.demolish();
});

/** Numbers from 1 to `last`, spread evenly. */
const spread = (last: number) =>
  Array.from({ length: count }, (_, index) => 1 + Math.floor(((index + 0.5) * last) / count));

/** Commands that a step runs in its first process. */
async function commandsOf(step: string, env: Record<string, string | undefined>): Promise<number> {
  const file = house.in('commands');
  house.write('commands', '');
  const { code, output } = await house.run(step, { ...env, BASH_ENV: house.in('kill-at.sh'), COUNT_INTO: file });
  if (code !== 0) throw new Error(output);
  return Number(readFileSync(file, 'utf8'));
}

/** Nothing that was there before is lost, and nothing is published broken. */
function unharmed(before: readonly string[]): void {
  expect(house.sets()).toEqual(expect.arrayContaining([...before]));
  expect(allFaults(house)).toEqual([]);
}

async function backupGoesOn(): Promise<void> {
  const { code, last } = await house.run('backup.sh');
  expect({ code, last }).toEqual({ code: 0, last: expect.stringContaining('is checked') });
}

/** Old sets would make each check of all sets longer; the newest is what the next backup builds on. */
function forgetOldSets(): void {
  for (const set of house.sets().slice(0, -2)) rmSync(house.inSet(set), { recursive: true });
}

async function backupsThatDie(
  deaths: readonly ((env: Record<string, string | undefined>) => Promise<Ended>)[],
): Promise<void> {
  const tables = await house.tables();
  for (const die of deaths) {
    await house.upload(1);
    const before = house.sets();
    const env = house.environment();
    await die(env);
    faults += 1;
    unharmed(before);
    // The Job's retry: the same Job, a new pod.
    const { code, last } = await house.run('backup.sh', { JOB_UID: env.JOB_UID });
    expect({ code, last }).toEqual({ code: 0, last: expect.stringContaining('is checked') });
    expect(house.sets()).toHaveLength(before.length + 1);
    unharmed(before);
    forgetOldSets();
  }
  const { media_attachments: _, ...others } = tables;
  expect(await house.tables()).toMatchObject(others);
}

test('a backup killed before any of its commands', async () => {
  await house.upload(1);
  const last = await commandsOf('backup.sh', {});
  await backupsThatDie(
    spread(last).map(
      (at) => (env) => house.run('backup.sh', { ...env, BASH_ENV: house.in('kill-at.sh'), KILL_AT: String(at) }),
    ),
  );
});

function killAfter(started: Started, milliseconds: number): Promise<Ended> {
  const timer = setTimeout(() => started.kill(), milliseconds);
  return started.ended.finally(() => clearTimeout(timer));
}

test('a backup killed at random moments', async () => {
  await backupsThatDie(
    Array.from({ length: count }, () => (env) => killAfter(house.start('backup.sh', env), 50 + Math.random() * 900)),
  );
});

test('the database killed in mid-backup', async () => {
  for (let round = 0; round < Math.ceil(count / 4); round += 1) {
    const before = house.sets();
    const backup = house.start('backup.sh');
    await new Promise((done) => setTimeout(done, 50 + Math.random() * 400));
    await house.server.kill();
    const { code } = await backup.ended;
    faults += 1;
    await house.server.start();
    unharmed(before);
    if (code !== 0) await backupGoesOn();
    forgetOldSets();
  }
});

/** A target on a file system of its own, for the length of a backup. */
const onto = (mount: string) =>
  `cp -a ${house.in('target')} ${house.in('copy')}; ${mount}; cp -a ${house.in('copy')}/. ${house.in('target')}`;

test('a full target publishes nothing and says so', async () => {
  for (const size of ['300k', '500k', '700k', '900k', '1100k'].slice(0, Math.max(2, count / 4))) {
    await house.upload(3, 300_000);
    const before = house.sets();
    const mounts = `${onto(`mount -t tmpfs -o size=${size},uid=991,gid=991 tmpfs ${house.in('target')}`)} 2>/dev/null || true`;
    const { code, last } = await house.run('backup.sh', {}, { mounts });
    rmSync(house.in('copy'), { recursive: true, force: true });
    faults += 1;
    expect({ code, last }).toEqual({ code: expect.any(Number), last: expect.stringMatching(/^(failed|refused): /) });
    unharmed(before);
  }
});

test('a read-only target is said, and nothing changes', async () => {
  const before = house.sets();
  const { code, last } = await house.run(
    'backup.sh',
    {},
    {
      mounts: `mount --bind -o ro ${house.in('target')} ${house.in('target')}; mount -o remount,ro,bind ${house.in('target')}`,
    },
  );
  faults += 1;
  expect({ code, last }).toEqual({ code: 1, last: expect.stringContaining('Read-only file system') });
  unharmed(before);
});

/** What the next backup writes or may write, by name. */
function targetFiles(victim: string): string[] {
  const site = house.in('target', domain);
  return [
    ...['.writer', '.readers', 'sets', 'segments', 'last'].map((name) => join(site, name)),
    join(site, `sets/.partial-${victim}/dump`),
    join(site, `sets/.partial-${victim}/media.zst`),
    join(site, `sets/.partial-${victim}/manifest.new`),
  ];
}

// The kernel here has no NFS client: what the server's errors look like to a program is injected into its calls.
test.each(count > 20 ? ['EIO', 'ESTALE', 'ENOSPC', 'EDQUOT'] : ['EIO'])(
  'writes that end in %s, as on NFS, publish nothing broken',
  async (error) => {
    for (const call of count > 20
      ? ['write', 'fsync', 'rename,renameat,renameat2', 'mkdir,mkdirat']
      : ['write', 'rename,renameat,renameat2']) {
      await house.upload(1);
      const before = house.sets();
      const victim = `victim-${error}-${call.slice(0, 5)}`;
      const inject = `inject=${call}:error=${error}:when=${1 + Math.floor(Math.random() * 3)}`;
      // Every file on the target that a backup writes; other files of the pod are on its own disk.
      const path = call === 'write' || call === 'fsync' ? targetFiles(victim).flatMap((file) => ['-P', file]) : [];
      const wrapper = ['strace', '-f', '-qq', '-o', '/dev/null', '-e', `trace=${call}`, ...path, '-e', inject];
      await house.run('backup.sh', { JOB_UID: victim }, { wrapper });
      faults += 1;
      unharmed(before);
      await backupGoesOn();
      forgetOldSets();
    }
  },
);

test('clock jumps neither reorder nor reuse sets', async () => {
  for (const jump of ['-400d', '+400d', '-1h']) {
    const before = house.sets();
    const { code, output } = await house.run('backup.sh', {}, { wrapper: ['faketime', '-f', jump] });
    faults += 1;
    expect({ code, output }).toMatchObject({ code: 0 });
    const numbers = house.sets().map((set) => Number(set.slice(0, 6)));
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    expect(house.sets()).toHaveLength(before.length + 1);
    unharmed(before);
  }
  forgetOldSets();
});

/** What the live database may be: as before, or as in the set. Never anything else. */
async function restoresThatDie(
  deaths: readonly ((env: Record<string, string | undefined>, step: string) => Promise<Ended> | undefined)[],
): Promise<void> {
  await backupGoesOn();
  const set = house.sets().at(-1) ?? '';
  const inSet = await house.tables();
  for (const [index, die] of deaths.entries()) {
    await house.live(`INSERT INTO statuses (account_id, text) SELECT min(id), 'newer ${index}' FROM accounts`);
    const before = await house.tables();
    const env = house.environment({
      ...api.environment('restore-1'),
      DATABASE_SIZE: String(2 ** 34),
      DATABASE_RB: house.databaseScript(),
      DB_HOST: house.server.socket,
      DB_PORT: '5432',
      DB_NAME: 'mastodon_production',
      DB_USER: 'mastodon',
      DB_PASS: 'any',
    });
    const again = { at: `death ${index}`, scheduled: 'keep' };
    ask(house, set, again);
    api.addPod('restore-1');
    let ended: Ended | undefined;
    for (const step of restoreSteps) {
      ended = await (die(env, step) ?? house.run(step, env));
      if (ended.code !== 0) break;
    }
    faults += 1;
    const now = await house.tables();
    expect([before, inSet]).toContainEqual(now);
    // The node is lost: the caretaker puts the replicas back, whatever the database is.
    api.removePod('restore-1');
    await house.run('caretaker.rb', api.environment('caretaker-1'));
    expect({ ...api.replicas, ...api.suspended }).toEqual({ web: 2, streaming: 2, sidekiq: 2, 'media-remove': false });
    // The Job's retry ends what was begun.
    const { code, last } = await restore(house, api, set, { JOB_UID: env.JOB_UID }, {}, again);
    expect({ code, last }).toEqual({ code: 0, last: 'done: the set is live and everything is started' });
    expect(await house.tables()).toEqual(inSet);
    expect({ ...api.replicas, ...api.suspended }).toEqual({ web: 2, streaming: 2, sidekiq: 2, 'media-remove': false });
    expect(faultsOf(house, set)).toEqual([]);
    await dropKept();
  }
}

async function dropKept(): Promise<void> {
  const kept = await house.server.sql("SELECT datname FROM pg_database WHERE datname LIKE 'mammut_old_%'");
  for (const name of kept.split('\n').filter(Boolean)) await house.server.sql(`DROP DATABASE "${name}"`);
}

test.each(['restore-prepare.sh', 'restore-swap.sh'])('a restore killed before any command of %s', async (victim) => {
  const deaths = spread(1000).map((at) => (env: Record<string, string | undefined>, step: string) => {
    if (step !== victim) return undefined;
    const last = victim === 'restore-swap.sh' ? 130 : 420;
    return house.run(step, {
      ...env,
      BASH_ENV: house.in('kill-at.sh'),
      KILL_AT: String(Math.ceil((at * last) / 1000)),
    });
  });
  await restoresThatDie(deaths);
});

test('a restore killed at random moments of any step', async () => {
  const longest: Record<string, number> = {
    'restore-claim.rb': 400,
    'restore-prepare.sh': 1500,
    'restore-stop.rb': 400,
    'restore-swap.sh': 900,
    'restore-start.rb': 400,
  };
  const deaths = Array.from(
    { length: count },
    (_, index) => (env: Record<string, string | undefined>, step: string) =>
      step === restoreSteps[index % restoreSteps.length]
        ? killAfter(house.start(step, env), 30 + Math.random() * (longest[step] ?? 0))
        : undefined,
  );
  await restoresThatDie(deaths);
});

test('the database killed while databases are swapped', async () => {
  const deaths = Array.from(
    { length: Math.ceil(count / 3) },
    () => (env: Record<string, string | undefined>, step: string) => {
      if (step !== 'restore-swap.sh') return undefined;
      const swap = house.start(step, env);
      return (async () => {
        await new Promise((done) => setTimeout(done, 100 + Math.random() * 700));
        await house.server.kill();
        const ended = await swap.ended;
        await house.server.start();
        return ended;
      })();
    },
  );
  await restoresThatDie(deaths);
});

test.each([
  ['answers 500', 500],
  ['is silent', 'silent'],
] as const)('an API server that %s before the swap: nothing is swapped', async (_, broken) => {
  await restoresThatDie([
    (env, step) => {
      if (step !== 'restore-swap.sh') return undefined;
      api.broken = broken;
      return house.run(step, env).finally(() => {
        api.broken = undefined;
      });
    },
  ]);
});

test('a Lease lost between the renames and their COMMIT: nothing is swapped', async () => {
  let reads = 0;
  await restoresThatDie([
    (env, step) => {
      if (step !== 'restore-swap.sh') return undefined;
      api.onRequest = (request) => {
        if (request.startsWith('GET') && request.endsWith('mastodon-restore')) reads += 1;
        if (reads === 2) api.lease.spec.holderIdentity = 'caretaker';
      };
      return house.run(step, env).finally(() => {
        api.onRequest = () => {};
        expect(reads).toBe(2);
      });
    },
  ]);
  writeFileSync(house.in('done'), '');
});
