import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type Ended, type Started, start } from './support/container';
import { FakeApiServer } from './support/fake-api-server';
import { domain, House } from './support/house';
import { freePort } from './support/port';

jest.setTimeout(60_000);

/** Of the ping address, Redis, its replica and its Sentinel. */
let [pingPort, leader, replica, sentinel] = [0, 0, 0, 0];

/** Steps beside the database: those that ask Redis, the API server, tootctl and the ping address. */
let house: House;
beforeAll(async () => {
  house = await House.build(17);
  [pingPort, leader, replica, sentinel] = [await freePort(), await freePort(), await freePort(), await freePort()];
});
afterAll(() => house?.demolish());

const address = '127.0.0.1';

describe('notify.rb', () => {
  const calls: { path: string; body: string }[] = [];
  let answer = 200;
  let server: Server;
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        calls.push({ path: request.url ?? '', body });
        response.writeHead(answer).end();
      });
    });
    await new Promise<void>((done) => server.listen(pingPort, address, done));
  });
  afterAll(() => server.close());
  beforeEach(() => {
    calls.length = 0;
    answer = 200;
    rmSync(house.in('target'), { recursive: true, force: true });
    checkedAgo(3600);
    said('backup', 'ok', 'done: set 1 is checked');
  });

  const checkedAgo = (seconds: number) => {
    const moment = new Date(Date.now() - seconds * 1000).toISOString().replace(/\.\d+Z/, 'Z');
    house.write(`target/${domain}/sets/000001-20261127-000000/manifest.json`, '{}');
    house.write(`target/${domain}/sets/000001-20261127-000000/checked.json`, `{"checked": "${moment}"}`);
  };
  const said = (job: string, result: string, message: string) =>
    house.write(`target/${domain}/last/${job}.json`, JSON.stringify({ job, result, message, finished: '' }));
  const notify = (env: Record<string, string> = {}): Promise<Ended> =>
    house.run('notify.rb', { PING_URL: `http://${address}:${pingPort}/ping/one\n`, ...env });

  test('tells that all is well, with what the jobs said', async () => {
    const { code, last } = await notify();
    expect({ code, last }).toEqual({ code: 0, last: 'done: told that all is well' });
    expect(calls).toEqual([{ path: '/ping/one', body: 'backup: done: set 1 is checked' }]);
  });
  test('tells of each job that failed', async () => {
    said('rehearsal', 'failed', 'failed: rows: users: 1 rows, not 2');
    expect((await notify()).last).toBe('done: told of 1 failures');
    expect(calls).toEqual([{ path: '/ping/one/fail', body: 'rehearsal: failed: rows: users: 1 rows, not 2' }]);
  });
  test('tells when the newest checked set is too old, though no job failed', async () => {
    checkedAgo(40 * 3600);
    await notify();
    expect(calls).toEqual([{ path: '/ping/one/fail', body: 'the newest checked set is 40 hours old' }]);
  });
  test('tells when there is no checked set, and takes none that has lost its manifest', async () => {
    rmSync(house.in('target', domain, 'sets/000001-20261127-000000/manifest.json'));
    await notify();
    expect(calls).toEqual([{ path: '/ping/one/fail', body: 'no set is checked yet' }]);
  });
  test('goes on where a record is half written', async () => {
    house.write(`target/${domain}/last/upkeep.json`, '{"job": "upk');
    expect((await notify()).code).toBe(0);
  });
  test('fails where the address refuses or is away', async () => {
    answer = 500;
    expect(await notify()).toMatchObject({ code: 1, last: 'failed: the ping address answered 500' });
    expect(await notify({ PING_URL: `http://${address}:9/` })).toMatchObject({
      code: 1,
      last: 'failed: the ping address does not answer: Errno::ECONNREFUSED',
    });
  });
});

describe('restore-afterwards.rb', () => {
  /** A tootctl that writes down how it was called, and fails or hangs as the test has it. */
  const afterwards = async (env: Record<string, string> = {}, behaviour = ''): Promise<Ended & { calls: string[] }> => {
    house.write('mastodon/bin/tootctl', `#!/bin/sh\necho "called: $*"\n${behaviour}`);
    chmodSync(house.in('mastodon/bin/tootctl'), 0o755);
    const ended = await house.run('restore-afterwards.rb', env, { folder: house.in('mastodon') });
    return { ...ended, calls: [...ended.output.matchAll(/^called: (.*)$/gm)].map(([, call]) => call ?? '') };
  };

  test("with emoji in the set: caches, timelines, other servers' files", async () => {
    const { code, last, calls } = await afterwards();
    expect({ code, last, calls }).toEqual({
      code: 0,
      last: 'done: 3 steps',
      calls: ['cache clear', 'feeds build', 'media remove --days 0'],
    });
  });
  test('with everything in the set: nothing is fetched anew', async () => {
    expect((await afterwards({ CACHE: 'all', ES_ENABLED: 'true' })).calls).toEqual([
      'cache clear',
      'feeds build',
      'search deploy',
    ]);
  });
  test('with nothing of other servers: emoji and accounts too', async () => {
    expect((await afterwards({ CACHE: 'none' })).calls).toEqual([
      'cache clear',
      'feeds build',
      'media remove --days 0',
      'emoji purge --remote-only',
      'accounts refresh --all',
    ]);
  });
  test('a step that fails is named, and the others are done all the same', async () => {
    const { code, last, calls } = await afterwards({}, '[ "$1" != feeds ]');
    expect({ code, last }).toEqual({
      code: 1,
      last: expect.stringMatching(/^failed: tootctl feeds build; .* at any time$/),
    });
    expect(calls).toHaveLength(3);
  });
  test('asking all servers ends after a while, which is no failure; any other step that hangs is one', async () => {
    const refresh = await afterwards({ CACHE: 'none', REFRESH_SECONDS: '1' }, '[ "$1" != accounts ] || exec sleep 20');
    expect(refresh).toMatchObject({ code: 0, last: 'done: 5 steps' });
    const feeds = await afterwards({ REFRESH_SECONDS: '1' }, '[ "$1" != feeds ] || exec sleep 20');
    expect(feeds).toMatchObject({ code: 1, last: expect.stringContaining('tootctl feeds build') });
  });
});

describe('restore-queues.sh with Sentinels', () => {
  const running: Started[] = [];
  const cli = async (port: number, ...words: string[]) =>
    (await start(house.image, ['redis-cli', '-p', String(port), '--raw', ...words]).ended).output.trim();
  const answers = async (port: number) => {
    while ((await cli(port, 'PING')) !== 'PONG');
  };
  beforeAll(async () => {
    house.makeFolder('redis');
    const server = ['redis-server', '--bind', address, '--save', '', '--dir', house.in('redis')];
    running.push(start(house.image, [...server, '--port', `${leader}`]));
    await answers(leader);
    running.push(start(house.image, [...server, '--port', `${replica}`, '--replicaof', address, `${leader}`]));
    house.write(
      'redis/sentinel.conf',
      `port ${sentinel}\nbind ${address}\nsentinel monitor mastodon ${address} ${leader} 1\n`,
    );
    running.push(start(house.image, ['redis-server', house.in('redis/sentinel.conf'), '--sentinel']));
    await Promise.all([answers(replica), answers(sentinel)]);
  });
  afterAll(async () => {
    for (const one of running) one.kill();
    await Promise.all(running.map(({ ended }) => ended));
  });
  const queues = (env: Record<string, string | undefined>) =>
    house.run('restore-queues.sh', { REDIS_SENTINEL_MASTER: 'mastodon', REDIS_SENTINEL_PORT: `${sentinel}`, ...env });
  const fill = async () => {
    await cli(leader, 'FLUSHALL');
    await cli(leader, 'SADD', 'queues', 'push', 'default');
    await cli(leader, 'LPUSH', 'queue:push', 'a job');
    await cli(leader, 'ZADD', 'schedule', '1', 'a job');
    for (let index = 0; index < 5; index += 1) await cli(leader, 'SET', `feed:home:${index}`, 'x');
  };

  test('the one that leads is asked for, from the first Sentinel that answers', async () => {
    await fill();
    const { code, last } = await queues({ REDIS_SENTINELS: '127.0.0.9,127.0.0.1' });
    expect({ code, last }).toEqual({ code: 0, last: expect.stringMatching(/^done: 2 queues are set aside/) });
    const keys = (await cli(leader, 'KEYS', '*')).split('\n').map((key) => key.replace(/:\d+$/, ''));
    expect(keys.sort()).toEqual(['queues', 'restored::queue:push', 'restored::schedule']);
  });
  test('a second try overwrites nothing', async () => {
    expect((await queues({ REDIS_SENTINELS: `${address}:${sentinel}`, REDIS_SENTINEL_PORT: '9' })).last).toMatch(
      /^done: 0 queues/,
    );
    expect((await cli(leader, 'KEYS', 'restored:*')).split('\n')).toHaveLength(2);
  });
  test('queues are kept where that was asked for', async () => {
    await fill();
    house.write('request/queues', 'keep');
    expect((await queues({ REDIS_SENTINELS: address })).last).toBe('done: queues are kept, as asked');
    rmSync(house.in('request/queues'));
    expect(await cli(leader, 'EXISTS', 'queue:push')).toBe('1');
  });
  test('no Sentinel that knows the master', async () => {
    for (const env of [{ REDIS_SENTINELS: '127.0.0.9' }, { REDIS_SENTINELS: address, REDIS_SENTINEL_MASTER: 'other' }])
      expect(await queues(env)).toMatchObject({ code: 1, last: expect.stringMatching(/^failed: no Sentinel knows /) });
  });
  test('one that follows another is not written to, and says so', async () => {
    const { code, last } = await house.run('restore-queues.sh', { REDIS_HOST: address, REDIS_PORT: `${replica}` });
    expect({ code, last }).toEqual({ code: 1, last: expect.stringContaining('follows another one just now') });
  });
  test('a Redis that is away', async () => {
    const { code, last } = await house.run('restore-queues.sh', { REDIS_HOST: address, REDIS_PORT: '9' });
    expect({ code, last }).toEqual({
      code: 1,
      last: expect.stringContaining('does not answer; the site stays stopped'),
    });
  });
});

describe('before Mastodon was applied', () => {
  let api: FakeApiServer;
  beforeAll(async () => {
    mkdirSync(house.in('account'));
    api = new FakeApiServer(house.in('account'));
    await api.start();
    api.addPod('restore-1');
    // Of three Deployments one is there, of two clean-ups none.
    for (const name of ['streaming', 'sidekiq']) delete api.replicas[name];
    delete api.suspended['media-remove'];
  });
  afterAll(() => api?.stop());

  test('what is not there counts as stopped', async () => {
    const { code, last } = await house.run('restore-stop.rb', api.environment('restore-1'));
    expect({ code, last }).toEqual({ code: 0, last: 'done: nothing writes to the database any more' });
    expect(api.replicas).toEqual({ web: 0 });
  });
  test('the caretaker puts back what is there', async () => {
    api.removePod('restore-1');
    const { code, last } = await house.run('caretaker.rb', api.environment('caretaker-1'));
    expect({ code, last }).toEqual({ code: 0, last: expect.stringContaining('the declared replicas are back') });
    expect(api.replicas).toEqual({ web: 2 });
  });
  test('without its Lease nothing begins, and the words say where it comes from', async () => {
    const { code, last } = await house.run('restore-stop.rb', { ...api.environment('restore-1'), LEASE: 'other' });
    expect({ code, last }).toEqual({
      code: 1,
      last: 'failed: the Lease other is not there: apply mastodon/restore/ first',
    });
  });
});
