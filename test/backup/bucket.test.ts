import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backupRoom } from '../../lib/backup';
import { shipped } from '../support/site';
import { BucketHouse } from './support/bucket';
import { start } from './support/container';
import { FakeApiServer } from './support/fake-api-server';
import { domain, House } from './support/house';
import { ask, rehearse, restore } from './support/jobs';
import { rclone } from './support/rclone-image';
import { S3Server } from './support/s3-server';
import { faultsOf } from './support/whole';

jest.setTimeout(120_000);

let house: House;
let server: S3Server;
let bucket: BucketHouse;
let api: FakeApiServer;
beforeAll(async () => {
  house = await House.build(17);
  await house.fill({ accounts: 10, statuses: 50, media: 30 });
  server = await new S3Server(house.in('s3'), ['backups']).start();
  bucket = await BucketHouse.over(house, server, 'backups');
  mkdirSync(house.in('account'));
  api = new FakeApiServer(house.in('account'));
  await api.start();
});
afterAll(async () => {
  server?.stop();
  api?.stop();
  await house?.demolish();
});
beforeEach(() => server.reset());

const small = { SEGMENT_BYTES: '20000' };
const puts = () => server.requests.filter(({ method }) => method === 'PUT').map(({ path }) => path);

test('a set goes up, its manifest last, and nothing of it can be read there', async () => {
  const { code, last } = await bucket.backUp(small);
  expect({ code, last }).toEqual({ code: 0, last: 'done: 1 sets were uploaded and read back, 1 are in the bucket' });
  const [set = ''] = house.sets();
  expect(await bucket.sets()).toEqual([set]);
  const names = Object.keys(server.objects('backups'));
  expect(names.filter((name) => /manifest|dump|segment|social/.test(name.replace(/\/secrets\/.*/, '')))).toEqual([]);
  expect(names).toContain(`mastodon/secrets/${domain}/${set}.cms`);
  // The name of the manifest as it is encrypted.
  const manifest = await bucket.rclone('cryptdecode', '--reverse', 'target:', `${domain}/sets/${set}/manifest.json`);
  expect(puts().at(-1)).toContain(manifest.split(/\s+/).at(-1));
});

/** What a spool has of a set, its segments included. */
function wholeSet(set: string): Record<string, string> {
  const segments = readFileSync(house.inSet(set, 'segments'), 'utf8')
    .split('\n')
    .flatMap((line) => line.split('\t')[0] || []);
  const files = house.files(join('target', domain));
  const own = Object.entries(files).filter(
    ([path]) =>
      (path.startsWith(`sets/${set}/`) && !path.endsWith('/uploaded')) ||
      segments.includes(path.replace('segments/', '')),
  );
  return Object.fromEntries(own);
}

test('a spool holds no segment that is in the bucket', () => {
  expect(house.segments()).toEqual([]);
});

test('of unchanged media nothing is sent again', async () => {
  const [first = ''] = house.sets();
  const media = readFileSync(house.inSet(first, 'segments'), 'utf8').split('\n').filter(Boolean);
  const { last } = await bucket.backUp(small);
  expect(last).toBe('done: 1 sets were uploaded and read back, 2 are in the bucket');
  const second = house.sets().at(-1) ?? '';
  expect(readFileSync(house.inSet(second, 'segments'), 'utf8').split('\n').filter(Boolean)).toEqual(media);
  // Dump, lists and manifest; each of them a few bytes longer by encryption and what signs it.
  const own = Object.entries(house.files(join('target', domain, 'sets', second)));
  const bytes = own.reduce((sum, [, fact]) => sum + Number(fact.split(' ')[0]), 0);
  expect(server.written).toBeLessThan(bytes + own.length * 1000);
  expect(puts()).toHaveLength(own.length - 1);
});

test('a third upload of nothing new writes nothing', async () => {
  const { code } = await bucket.run('upload.sh');
  expect({ code, written: server.written }).toEqual({ code: 0, written: 0 });
});

test('a rehearsal that passed later goes up to its set', async () => {
  const set = house.sets().at(-1) ?? '';
  house.write(`target/${domain}/sets/${set}/rehearsed.json`, '{\n  "manifest": "x"\n}\n');
  expect(await bucket.run('upload.sh')).toMatchObject({ code: 0 });
  expect(await bucket.objects()).toContain(`sets/${set}/rehearsed.json`);
});

describe('a spool that was lost', () => {
  let before: Record<string, string>;
  let sets: string[];
  beforeAll(async () => {
    await house.upload(3, 30_000);
    await house.run('backup.sh', small);
    sets = house.sets();
    before = wholeSet(sets[2] ?? '');
    expect(await bucket.run('upload.sh')).toMatchObject({ code: 0 });
    bucket.loseSpool();
  });

  test('learns of all sets by their manifests alone where no restore was asked for', async () => {
    house.makeFolder('request');
    const { code, last } = await bucket.run('fetch.sh', { REQUEST: house.in('request') });
    expect({ code, last }).toEqual({ code: 0, last: 'done: the bucket holds 3 sets' });
    expect(house.sets()).toEqual(sets);
    expect(
      Object.keys(house.files(join('target', domain))).filter((path) => /dump|media.zst|tar.zst$/.test(path)),
    ).toEqual([]);
    const { output } = await house.run('restore-prepare.sh', { DATABASE_SIZE: '1' });
    for (const set of sets) expect(output).toMatch(new RegExp(`${set}.* checked`));
  });

  test('is not what makes a set damaged, or is taken for one that was pruned', async () => {
    const asked = await house.run('prune.sh', { KEEP_DAILY: '1', KEEP_WEEKLY: '0', KEEP_MONTHLY: '0' });
    expect(asked.last).toContain('0 sets deleted, 3 are there');
    expect((await bucket.run('upload.sh pruned')).last).toBe('done: 0 objects are deleted in the bucket');
    expect(await bucket.sets()).toEqual(sets);
  });

  test('gets one set back, byte for byte', async () => {
    const { code, last } = await bucket.run('fetch.sh', { SET: sets[2] });
    expect({ code, last }).toEqual({ code: 0, last: `done: set ${sets[2]} is here` });
    expect(wholeSet(sets[2] ?? '')).toMatchObject(before);
    expect(faultsOf(house, sets[2] ?? '')).toEqual([]);
  });

  test('new again, the next backup builds upon the newest set of the bucket', async () => {
    bucket.loseSpool();
    expect((await bucket.run('fetch.sh known')).last).toBe('done: the spool was new; the bucket holds 3 sets');
    server.reset();
    const { code, last } = await bucket.backUp(small);
    expect({ code, last }).toEqual({ code: 0, last: 'done: 1 sets were uploaded and read back, 4 are in the bucket' });
    const newest = house.sets().at(-1) ?? '';
    expect(Number(newest.slice(0, 6))).toBe(4);
    expect(puts().some((path) => path.includes('tar.zst'))).toBe(false);
    expect(readFileSync(house.inSet(newest, 'segments'), 'utf8')).toContain(sets[2]);
    expect(house.segments()).toEqual([]);
    expect((await bucket.run('fetch.sh known')).last).toBe('done: the spool knows its bucket');
  });

  test('a rehearsal before the set was fetched says so, and damages nothing', async () => {
    const { code, last } = await rehearse(house);
    expect({ code, last }).toEqual({ code: 1, last: expect.stringContaining('is in the bucket alone') });
    expect(readdirSync(join(bucket.spool, 'segments')).filter((name) => name.endsWith('.damaged'))).toEqual([]);
    expect(await bucket.run('fetch.sh')).toMatchObject({ code: 0 });
    expect((await rehearse(house)).last).toContain('equals what was written down');
  });

  test('what was fetched is freed a day later', async () => {
    expect(house.segments()).not.toEqual([]);
    await bucket.run('upload.sh');
    expect(house.segments()).not.toEqual([]);
    execFileSync('find', [
      join(bucket.spool, 'segments'),
      '-name',
      '*.tar.zst',
      '-exec',
      'touch',
      '-d',
      '2 days ago',
      '{}',
      '+',
    ]);
    await bucket.run('upload.sh');
    expect(house.segments()).toEqual([]);
  });
});

test('a set that is in the bucket alone is restored', async () => {
  const set = (await bucket.sets()).at(-1) ?? '';
  const tables = await house.tables();
  const media = house.files();
  await house.live('DELETE FROM follows');
  rmSync(house.in('media/media_attachments'), { recursive: true });
  bucket.loseSpool();
  ask(house, set);
  const fetched = await bucket.run('fetch.sh', { REQUEST: house.in('request') });
  expect(fetched.last).toBe(`done: set ${set} is here`);
  const { code, last } = await restore(house, api, set, {}, {}, { scheduled: 'keep' });
  expect({ code, last }).toEqual({ code: 0, last: 'done: the set is live and everything is started' });
  expect(await house.tables()).toEqual(tables);
  const kept = Object.entries(media).filter(([path]) => !/^(cache\/accounts|backups)/.test(path));
  expect(house.files()).toMatchObject(Object.fromEntries(kept));
});

test('beside a tree that keeps everything the bucket is a copy: what the tree loses is damage all the same', async () => {
  const spool = bucket.loseSpool();
  await house.live("COMMENT ON DATABASE mastodon_production IS ''");
  bucket.prefix = 'copy';
  const keep = { ...small, KEEP_LOCAL: 'true' };
  expect(await bucket.backUp(keep)).toMatchObject({ code: 0 });
  const [set = ''] = house.sets();
  const [segment = ''] = house.segments();
  rmSync(join(bucket.spool, 'segments', segment));
  expect((await restore(house, api, set)).last).toContain(`is damaged: ${segment} is missing`);
  expect(await bucket.backUp(keep)).toMatchObject({ code: 0 });
  const second = house.sets()[1] ?? '';
  expect(faultsOf(house, second)).toEqual([]);
  expect(readFileSync(house.inSet(second, 'segments'), 'utf8')).not.toContain(segment);
  server.reset();
  expect(await bucket.run('upload.sh', keep)).toMatchObject({ code: 0 });
  expect(server.written).toBe(0);
  bucket.findSpool(spool);
  bucket.prefix = 'mastodon';
  await house.live("COMMENT ON DATABASE mastodon_production IS ''");
});

test('what was pruned here goes there, and nothing that this spool never had', async () => {
  const before = await bucket.sets();
  const [oldest = ''] = before;
  // Another cluster's, of which this spool knows nothing.
  await bucket.rclone(
    'copyto',
    `target:${domain}/sets/${oldest}/manifest.json`,
    `target:${domain}/sets/000000-20250101-000000/manifest.json`,
  );
  const { code } = await house.run('backup.sh', small);
  expect(code).toBe(0);
  await house.run('prune.sh', { KEEP_DAILY: '1', KEEP_WEEKLY: '0', KEEP_MONTHLY: '0' });
  await bucket.run('upload.sh');
  const { last } = await bucket.run('upload.sh pruned');
  expect(last).toMatch(/^done: \d\d objects are deleted in the bucket$/);
  expect(await bucket.sets()).toEqual(['000000-20250101-000000', ...house.sets()]);
  expect((await bucket.objects()).filter((path) => path.startsWith(`sets/${oldest}/`))).toEqual([]);
  expect(Object.keys(server.objects('backups'))).not.toContain(`mastodon/secrets/${domain}/${oldest}.cms`);
  await bucket.rclone('deletefile', `target:${domain}/sets/000000-20250101-000000/manifest.json`);
});

test('a key that may not delete is enough, and what it leaves is left to the bucket', async () => {
  server.answer = ({ method, path }) => (method === 'DELETE' || path.includes('?delete') ? 403 : 'pass');
  expect(await bucket.backUp(small)).toMatchObject({ code: 0 });
  expect(await bucket.run('fetch.sh')).toMatchObject({ code: 0 });
  expect(server.requests.filter(({ method }) => method === 'DELETE')).toEqual([]);
  await house.run('prune.sh', { KEEP_DAILY: '1', KEEP_WEEKLY: '0', KEEP_MONTHLY: '0' });
  const { code, last } = await bucket.run('upload.sh pruned');
  expect({ code, last }).toEqual({
    code: 0,
    last: expect.stringMatching(/^done: 0 objects are deleted in the bucket; \d+ its key may not delete/),
  });
});

test('the runbook’s commands bring a set’s settings and secrets onto a bare machine, by the bucket and the operator’s key alone', async () => {
  const password = bucket.environment().CRYPT_PASSWORD ?? '';
  house.write('secrets/backup-s3/CRYPT_PASSWORD', password);
  expect(await bucket.backUp()).toMatchObject({ code: 0 });
  const set = house.sets().at(-1) ?? '';
  const to = `{s3: {bucket: backups, prefix: mastodon, endpoint: "${server.endpoint}"}}`;
  const chapters = backupRoom.runbook(shipped('one-node', `backup: {to: ${to}}`));
  const text = chapters.find(({ chapter }) => chapter === 'cluster-loss')?.text ?? '';
  const filled = { key: server.key, 'secret key': server.secret, set };
  const commands = Object.entries(filled).reduce(
    (block, [open, value]) => block.replaceAll(`<${open}>`, value),
    /```sh\n([^`]*rclone lsf[^`]*)\n```/.exec(text)?.[1] ?? 'no such block',
  );

  house.makeFolder('laptop');
  house.write('laptop/operator.key', readFileSync(house.in('operator.key')));
  house.makeFolder('laptop/bin');
  copyFileSync(await rclone(), house.in('laptop/bin/rclone'));
  const machine = { root: '/', programs: house.in('laptop/bin') };
  const env = { HOME: house.in('laptop') };
  const { code, output } = await start(machine, ['bash', '-ec', commands], { folder: house.in('laptop'), env }).ended;
  expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining(`${set}.cms`) });
  expect(house.files('laptop/settings')).toEqual(house.files('settings'));
  expect(house.files('laptop/secrets')).toEqual(house.files('secrets'));
});
