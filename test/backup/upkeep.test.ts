import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { start } from './support/container';
import { FakeApiServer } from './support/fake-api-server';
import { domain, House } from './support/house';
import { restore } from './support/jobs';
import { freePort } from './support/port';
import { allFaults, reseal } from './support/whole';

jest.setTimeout(120_000);

let house: House;
let api: FakeApiServer;
beforeAll(async () => {
  house = await House.build(17);
  await house.fill({ accounts: 10, statuses: 20, media: 5 });
  mkdirSync(house.in('account'));
  api = new FakeApiServer(house.in('account'));
  await api.start();
});
afterAll(async () => {
  api?.stop();
  await house?.demolish();
});

const keep = { KEEP_DAILY: '1', KEEP_WEEKLY: '1', KEEP_MONTHLY: '1' };

/** A set's moment in its manifest, and with it the checks that name the manifest. */
function takenAt(set: string, moment: string): void {
  const file = house.inSet(set, 'manifest.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"snapshot": "[^"]*"/, `"snapshot": "${moment}"`));
  reseal(house, set);
  const { sha256 } = house.manifest(set);
  writeFileSync(house.inSet(set, 'checked.json'), `{\n  "manifest": "${sha256}",\n  "checked": "${moment}"\n}\n`);
}

test('six sets of today: the three newest checked ones stay, those before are deleted', async () => {
  for (let count = 0; count < 6; count += 1) expect((await house.run('backup.sh')).code).toBe(0);
  const before = house.sets();
  const { code, last } = await house.run('prune.sh', keep);
  expect({ code, last }).toEqual({ code: 0, last: expect.stringContaining('3 sets deleted') });
  expect(house.sets()).toEqual(before.slice(3));
  expect(allFaults(house)).toEqual([]);
});

test('sets that are not checked do not count, and are not what is kept', async () => {
  const before = house.sets();
  rmSync(house.inSet(before[1] ?? '', 'checked.json'));
  expect((await house.run('backup.sh')).code).toBe(0);
  await house.run('prune.sh', keep);
  expect(house.sets()).toEqual([before[0], before[2], expect.any(String)]);
});

test('a set of each of the last weeks and months stays', async () => {
  for (let count = 0; count < 3; count += 1) expect((await house.run('backup.sh')).code).toBe(0);
  const sets = house.sets();
  takenAt(sets[0] ?? '', '2026-09-10T00:00:00Z');
  takenAt(sets[1] ?? '', '2026-10-10T00:00:00Z');
  await house.run('prune.sh', { ...keep, KEEP_MONTHLY: '3' });
  expect(house.sets()).toEqual(expect.arrayContaining(sets.slice(0, 2)));
  await house.run('prune.sh', { ...keep, KEEP_MONTHLY: '2' });
  expect(house.sets()).not.toContain(sets[0]);
  expect(house.sets()).toContain(sets[1]);
});

test('nothing is deleted when the newest checked set is too old', async () => {
  const before = house.sets();
  const { code, last } = await house.run('prune.sh', keep, { wrapper: ['faketime', '-f', '+3d'] });
  expect({ code, last }).toEqual({
    code: 2,
    last: expect.stringContaining('hours old: backups fail, so nothing is deleted'),
  });
  expect(house.sets()).toEqual(before);
});

test('nothing is deleted when the clock stands before the newest set', async () => {
  const before = house.sets();
  const { code, last } = await house.run('prune.sh', keep, { wrapper: ['faketime', '-f', '-400d'] });
  expect({ code, last }).toEqual({ code: 2, last: expect.stringContaining('the clock stands before') });
  expect(house.sets()).toEqual(before);
});

test('a set half deleted by a death is no set, and goes with the next upkeep', async () => {
  const [set = ''] = house.sets();
  rmSync(house.inSet(set, 'manifest.json'));
  expect((await house.run('prune.sh', keep)).code).toBe(0);
  expect(() => readFileSync(house.inSet(set, 'dump'))).toThrow('ENOENT');
  expect(allFaults(house)).toEqual([]);
});

test('segments that no set uses go after a day, those in use never', async () => {
  const segments = house.in('target', domain, 'segments');
  writeFileSync(join(segments, '000001-20200101-000000-1.tar.zst'), 'x');
  await house.run('prune.sh', keep);
  expect(house.segments()).toContain('000001-20200101-000000-1.tar.zst');
  execFileSync('sh', ['-c', `touch -d '2 days ago' ${segments}/*`]);
  await house.run('prune.sh', keep);
  expect(house.segments()).not.toContain('000001-20200101-000000-1.tar.zst');
  expect(allFaults(house)).toEqual([]);
});

test('a segment less than half in use is written anew', async () => {
  await house.upload(4, 5000);
  await house.run('backup.sh');
  const before = house.segments();
  execFileSync('sh', ['-c', `find ${house.in('media/media_attachments')} -type f -size +4k | head -n 3 | xargs rm`]);
  await house.run('backup.sh');
  const newest = house.sets().at(-1) ?? '';
  expect(readFileSync(house.inSet(newest, 'segments'), 'utf8')).not.toContain(before.at(-1));
  expect(readFileSync(house.inSet(newest, 'gone'), 'utf8').trim().split('\n')).toHaveLength(3);
  expect(allFaults(house)).toEqual([]);
});

test('without CREATEDB a restore swaps schemas in one transaction', async () => {
  await house.run('backup.sh');
  const set = house.sets().at(-1) ?? '';
  const tables = await house.tables();
  await house.live('DELETE FROM follows');
  await house.server.sql('ALTER ROLE mastodon NOCREATEDB');
  const { code, last, output } = await restore(house, api, set, {}, {}, { scheduled: 'keep' });
  expect({ code, last, output }).toMatchObject({ code: 0, last: 'done: the set is live and everything is started' });
  expect(await house.tables()).toEqual(tables);
  expect(await house.live("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'mammut_old_%'")).toBe('1');
  await house.server.sql('ALTER ROLE mastodon CREATEDB');
});

test('jobs of before the restore are set aside, timelines are built anew, the rest of Redis stays', async () => {
  const port = String(await freePort());
  const redis = start(house.image, ['redis-server', '--port', port, '--save', '', '--bind', '127.0.0.1'], {
    user: '991',
  });
  const cli = async (...words: string[]) =>
    (await start(house.image, ['redis-cli', '-p', port, '--raw', ...words]).ended).output.trim();
  while ((await cli('PING')) !== 'PONG');
  await cli('SADD', 'queues', 'push', 'default');
  await cli('LPUSH', 'queue:push', 'a job');
  await cli('ZADD', 'retry', '1', 'a job');
  await cli('SET', 'feed:home:1', 'x');
  await cli('SET', 'other', 'x');
  const { code, last } = await house.run('restore-queues.sh', { REDIS_HOST: '127.0.0.1', REDIS_PORT: port });
  expect({ code, last }).toEqual({ code: 0, last: expect.stringContaining('2 queues are set aside') });
  const keys = (await cli('KEYS', '*'))
    .split('\n')
    .map((key) => key.replace(/:\d+-\d+-\d+|:\d+$/g, ''))
    .sort();
  expect(keys).toEqual(['other', 'queues', 'restored:queue:push', 'restored:retry']);
  redis.kill();
  await redis.ended;
});

test('a dump, a media folder and secrets of another server become a set that restores', async () => {
  const tables = await house.tables();
  await house.server.program(
    'sh',
    '-c',
    `pg_dump -Fc -h ${house.server.socket} -U postgres -f ${house.server.socket}/old.dump mastodon_production && chmod a+r ${house.server.socket}/old.dump`,
  );
  execFileSync('cp', [join(house.server.socket, 'old.dump'), house.in('old.dump')]);
  renameSync(house.in('target'), house.in('target-before'));
  house.makeFolder('target');
  house.makeFolder('data', '2777');
  const env = house.environment({ DUMP: house.in('old.dump') });
  const server = start(house.image, ['bash', '/mnt/rehearse-server.sh'], {
    user: 'postgres',
    env: { ...env, DATA: house.in('data') },
  });
  const { code, last } = await house.run('adopt.sh', env);
  server.kill();
  await server.ended;
  expect({ code, last }).toEqual({ code: 0, last: expect.stringContaining('is checked') });
  await house.live('DELETE FROM follows');
  await house.live("COMMENT ON DATABASE mastodon_production IS ''");
  const restored = await restore(house, api, house.sets()[0] ?? '', {}, {}, { scheduled: 'keep' });
  expect(restored.last).toBe('done: the set is live and everything is started');
  expect(await house.tables()).toEqual(tables);
});
