import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Ended } from './support/container';
import { deaths as count, killAfter, spread } from './support/deaths';
import { domain, House } from './support/house';
import { allFaults } from './support/whole';

jest.setTimeout(120_000 + count * 30_000);

let house: House;
let faults = 0;
beforeAll(async () => {
  house = await House.build(17);
  await house.fill({ accounts: 10, statuses: 100, media: 20 });
  house.write('kill-at.sh', readFileSync(join(__dirname, 'support/kill-at.sh')));
  expect((await house.run('backup.sh')).code).toBe(0);
});
afterAll(async () => {
  console.info(`${faults} faults`);
  await house?.demolish();
});

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
