import { mkdirSync } from 'node:fs';
import { until } from '../cluster/command';
import type { Ended } from './support/container';
import { deaths as count } from './support/deaths';
import { FakeApiServer } from './support/fake-api-server';
import { House } from './support/house';
import { ask, restoreEnvironment, restoreSteps } from './support/jobs';
import { Limited } from './support/limited';
import { Network } from './support/network';
import { allFaults } from './support/whole';

// What happens to a pod from outside: it is evicted, it gets too little memory, the way to the database is cut.
jest.setTimeout(300_000 + count * 60_000);

const network = new Network();
let house: House;
let api: FakeApiServer;
let faults = 0;

beforeAll(async () => {
  await network.create();
  house = await House.build(17, ['fsync=off', `listen_addresses=${Network.databaseAddress}`], network.database);
  await house.server.trust(Network.podAddress);
  await house.fill({ accounts: 10, statuses: 100, media: 20 });
  mkdirSync(house.in('account'));
  api = new FakeApiServer(house.in('account'));
  await api.start();
  await backs();
});
afterAll(async () => {
  console.info(`${faults} faults`);
  api?.stop();
  await house?.demolish();
  await network.remove();
});

/** Whatever became of one try, the Job's next one makes the set. */
async function backs(env: Record<string, string | undefined> = {}): Promise<void> {
  const { code, last } = await house.run('backup.sh', env);
  expect({ code, last }).toEqual({ code: 0, last: expect.stringContaining('is checked') });
}

async function backupThat(dies: (env: Record<string, string | undefined>) => Promise<Ended>): Promise<Ended> {
  await house.upload(1);
  const before = house.sets();
  const tables = await house.tables();
  const env = house.environment();
  const ended = await dies(env);
  faults += 1;
  expect(allFaults(house)).toEqual([]);
  await backs({ JOB_UID: env.JOB_UID });
  expect(house.sets()).toEqual([...before, expect.any(String)]);
  expect(allFaults(house)).toEqual([]);
  expect(await house.tables()).toEqual(tables);
  return ended;
}

/** A restore in whose step something happens; the Job's next pod ends it. */
async function restoreThat(
  step: string,
  dies: (env: Record<string, string | undefined>) => Promise<Ended>,
): Promise<Ended> {
  const set = house.sets().at(-1) ?? '';
  const inSet = await house.tables();
  await house.live("INSERT INTO statuses (account_id, text) SELECT min(id), 'newer' FROM accounts");
  const newer = await house.tables();
  const env = house.environment(restoreEnvironment(house, api));
  ask(house, set, { at: `fault ${faults}`, scheduled: 'keep' });
  api.addPod('restore-1');
  for (const each of restoreSteps.slice(0, restoreSteps.indexOf(step)))
    expect((await house.run(each, env)).code).toBe(0);
  const ended = await dies(env);
  faults += 1;
  expect([newer, inSet]).toContainEqual(await house.tables());
  for (const each of restoreSteps) {
    const { code, last } = await house.run(each, env);
    expect({ each, code, last }).toMatchObject({ code: 0 });
  }
  expect(await house.tables()).toEqual(inSet);
  expect({ ...api.replicas }).toEqual({ web: 2, streaming: 2, sidekiq: 2 });
  return ended;
}

/** Told to end at some moment, and killed when the grace period is over. */
async function evicted(step: string, env: Record<string, string | undefined>, longest: number): Promise<Ended> {
  const started = house.start(step, env);
  const timers = [() => started.stop(), () => started.kill()].map((end, index) =>
    setTimeout(end, 50 + Math.random() * longest + index * 5000),
  );
  try {
    return await started.ended;
  } finally {
    timers.forEach(clearTimeout);
  }
}

test('an evicted backup says so, and publishes nothing broken', async () => {
  for (let round = 0; round < count; round += 1) {
    const { last } = await backupThat((env) => evicted('backup.sh', env, 700));
    // Told to end before its first command, the script says nothing: the last word is unshare's.
    expect(last).toMatch(/^(failed: |done: |unshare: )/);
  }
});

test.each(['restore-prepare.sh', 'restore-swap.sh'])(
  'an evicted %s leaves the old server or the new one',
  async (step) => {
    for (let round = 0; round < Math.ceil(count / 4); round += 1)
      await restoreThat(step, (env) => evicted(step, env, 700));
  },
);

/** Bytes, from what hardly starts to what is nearly enough. */
const tooLittle = Array.from({ length: Math.max(2, Math.ceil(count / 4)) }, (_, index) => (2 + 2 * index) * 2 ** 20);

async function inMemory(bytes: number, step: string, env: Record<string, string | undefined>): Promise<Ended> {
  const limited = new Limited(bytes);
  const ended = await house.run(step, env, { mounts: limited.joins });
  if (ended.code !== 0) expect(limited.killed).toBeGreaterThan(0);
  await until('the group to be empty', 10, () => {
    try {
      limited.end();
      return true;
    } catch {
      return false;
    }
  });
  return ended;
}

test('a backup that is killed for want of memory publishes nothing broken', async () => {
  const codes: number[] = [];
  for (const bytes of tooLittle) codes.push((await backupThat((env) => inMemory(bytes, 'backup.sh', env))).code);
  expect(codes).not.toEqual(codes.map(() => 0));
});

test('a restore that is killed for want of memory leaves the old server', async () => {
  const codes: number[] = [];
  for (const bytes of tooLittle)
    codes.push((await restoreThat('restore-prepare.sh', (env) => inMemory(bytes, 'restore-prepare.sh', env))).code);
  expect(codes).not.toEqual(codes.map(() => 0));
});

/** The cable is cut while the step talks to the database; mended when both sides have noticed. */
async function cutOff(step: string, env: Record<string, string | undefined>, at: RegExp): Promise<Ended> {
  const far = { ...env, PGHOST: Network.databaseAddress, PEER_TIMEOUT: '10' };
  const started = house.start(step, far, { network: network.pod });
  await until(`${step} to talk to the database`, 30, async () => at.test(await sessions()), 1);
  await network.cut();
  const begin = Date.now();
  const ended = await started.ended;
  console.info(`${step} ended ${((Date.now() - begin) / 1000).toFixed(0)} s after the cut: ${ended.last}`);
  await until('its sessions to end', 60, async () => (await sessions()) === '');
  await network.mend();
  return ended;
}

const sessions = () =>
  house.server.sql(`SELECT string_agg(query, '; ') FROM pg_stat_activity WHERE client_addr = '${Network.podAddress}'`);

describe('the way to the database is cut', () => {
  beforeAll(async () => {
    // So many that copying them takes a while.
    await house.live(`INSERT INTO statuses (id, account_id, text)
      SELECT n, (SELECT min(id) FROM accounts), repeat(md5(n::text), 4) FROM generate_series(1, 300000) n`);
  });

  test('in the middle of a dump: it ends, says so, and nothing is published', async () => {
    const { code, last } = await backupThat((env) => cutOff('backup.sh', env, /COPY public.statuses/));
    expect({ code, last }).toEqual({
      code: 1,
      last: expect.stringMatching(/^failed: the database could not be dumped: /),
    });
  });

  test('in the middle of a restore: it ends, says so, and the old server is the live one', async () => {
    const { code, last } = await restoreThat('restore-prepare.sh', (env) =>
      cutOff('restore-prepare.sh', env, /COPY public.statuses/),
    );
    expect({ code, last }).toEqual({
      code: 1,
      last: expect.stringMatching(/^failed: the database could not be restored: /),
    });
  });
});
