import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ended } from './support/container';
import { deaths as count, killAfter, spread } from './support/deaths';
import { FakeApiServer } from './support/fake-api-server';
import { House } from './support/house';
import { ask, restore, restoreEnvironment, restoreSteps } from './support/jobs';
import { faultsOf } from './support/whole';

jest.setTimeout(120_000 + count * 30_000);

let house: House;
let api: FakeApiServer;
let faults = 0;
beforeAll(async () => {
  house = await House.build(17);
  await house.fill({ accounts: 10, statuses: 100, media: 20 });
  house.write('kill-at.sh', readFileSync(join(__dirname, 'support/kill-at.sh')));
  mkdirSync(house.in('account'));
  api = new FakeApiServer(house.in('account'));
  await api.start();
});
afterAll(async () => {
  console.info(`${faults} faults`);
  api?.stop();
  await house?.demolish();
});

/** What the live database may be: as before, or as in the set. Never anything else. */
async function restoresThatDie(
  deaths: readonly ((env: Record<string, string | undefined>, step: string) => Promise<Ended> | undefined)[],
): Promise<void> {
  const { code, last } = await house.run('backup.sh');
  expect({ code, last }).toEqual({ code: 0, last: expect.stringContaining('is checked') });
  const set = house.sets().at(-1) ?? '';
  const inSet = await house.tables();
  for (const [index, die] of deaths.entries()) {
    await house.live(`INSERT INTO statuses (account_id, text) SELECT min(id), 'newer ${index}' FROM accounts`);
    const before = await house.tables();
    const env = house.environment(restoreEnvironment(house, api));
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
});
