import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { BucketHouse } from './support/bucket';
import type { Ended, Options } from './support/container';
import { FakeApiServer } from './support/fake-api-server';
import { domain, House } from './support/house';
import { ask, rehearse, restore } from './support/jobs';
import { S3Server } from './support/s3-server';

jest.setTimeout(120_000);

let house: House;
let server: S3Server;
let bucket: BucketHouse;
let api: FakeApiServer;
const emoji = 'custom_emojis/images/000/000/001/original/blob.png';
beforeAll(async () => {
  house = await House.build(17);
  await house.fill({ accounts: 10, statuses: 20, media: 30 });
  server = await new S3Server(house.in('s3'), ['media', 'backups']).start();
  bucket = await BucketHouse.over(house, server, 'backups');
  mkdirSync(house.in('account'));
  api = new FakeApiServer(house.in('account'));
  await api.start();
  await bucket.rclone('copy', house.in('media'), 'media:media');
  // Media lie in the bucket alone.
  house.move('media', 'uploaded');
});
afterAll(async () => {
  server?.stop();
  api?.stop();
  await house?.demolish();
});
beforeEach(() => server.reset());

const kind = { MEDIA_KIND: 's3' };

/** The backup's pod up to its upload: two images, one /work. */
async function backUp(more: Options['env'] = {}): Promise<Ended> {
  const env = house.environment({ ...kind, ...more });
  const steps = [
    () => house.run('backup.sh dump', env),
    () => bucket.run('copy-media.sh', env),
    () => house.run('backup.sh publish', env),
  ];
  let ended: Ended = { code: 1, output: '', last: '' };
  for (const step of steps) {
    ended = await step();
    if (ended.code !== 0) break;
  }
  return ended;
}

/** The first half of a restore's pod. */
async function putBack(set: string, asked: Record<string, string> = {}): Promise<Ended> {
  ask(house, set, asked);
  const env = house.environment({ ...kind, DATABASE_SIZE: String(2 ** 34), at: Math.random().toString() });
  const prepared = await house.run('restore-prepare.sh', env);
  if (prepared.code !== 0) return prepared;
  return bucket.run('put-media-back.sh', { ...env, REQUEST: house.in('request') });
}

const listed = (set: string) =>
  execFileSync('zstd', ['-dcq', house.inSet(set, 'media.zst')])
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t')[0] ?? '');
const copies = () =>
  Object.keys(server.objects('backups'))
    .filter((key) => key.startsWith(`mastodon/media/${domain}/`))
    .map((key) => key.replace(`mastodon/media/${domain}/`, ''));
const mastodons = () => Object.keys(server.objects('media'));
const newest = () => house.sets().at(-1) ?? '';
const putsOf = (part: string) =>
  server.requests.filter(({ method, path }) => method === 'PUT' && path.startsWith(part));

test('a set lists what the bucket of copies holds: all but exports and what can be fetched again', async () => {
  expect(await backUp()).toMatchObject({ code: 0 });
  expect((await bucket.run('upload.sh')).last).toBe('done: 1 sets were uploaded and read back, 1 are in the bucket');
  const kept = mastodons().filter((path) => !/^(backups|cache\/accounts)\//.test(path));
  expect(listed(newest())).toEqual(kept);
  expect(copies()).toEqual(kept);
  expect(house.manifest(newest())).toMatchObject({
    mediaKind: 's3',
    mediaFiles: kept.length,
    mediaGone: 0,
    segments: 0,
  });
  expect(readFileSync(house.inSet(newest(), 'gone'), 'utf8')).toBe('');
  for (const { headers } of putsOf(`/backups/mastodon/media/${domain}/${emoji}`))
    expect(headers['content-type']).toBe('image/png');
});

test('a rehearsal of it passes', async () => {
  expect((await rehearse(house, kind)).last).toContain('equals what was written down');
});

test('of unchanged media nothing is copied again, and nothing is asked of single objects', async () => {
  expect(await backUp()).toMatchObject({ code: 0 });
  expect(putsOf(`/backups/mastodon/media/`)).toEqual([]);
  expect(
    server.requests.filter(({ method, path }) => method === 'HEAD' && path.startsWith('/media/')).length,
  ).toBeLessThan(10);
});

test('what Mastodon deleted stays in the copies, and comes back with a set that lists it', async () => {
  const [first = ''] = house.sets();
  await bucket.rclone('deletefile', `media:media/${emoji}`);
  expect(await backUp()).toMatchObject({ code: 0 });
  expect(listed(newest())).not.toContain(emoji);
  expect(copies()).toContain(emoji);
  server.reset();
  const { code, last } = await putBack(first);
  expect({ code, last }).toEqual({ code: 0, last: "done: 1 media files are back in Mastodon's bucket" });
  expect(mastodons()).toContain(emoji);
  expect(readFileSync(house.in('s3/media', emoji))).toEqual(readFileSync(house.in('uploaded', emoji)));
  const [put] = putsOf('/media/');
  expect(put?.headers).toMatchObject({ 'content-type': 'image/png', 'x-amz-acl': 'public-read' });
});

test('what was replaced is kept beside in the copies, and put aside by a restore', async () => {
  const before = newest();
  house.write('other.png', Buffer.alloc(77));
  await bucket.rclone('copyto', house.in('other.png'), `media:media/${emoji}`);
  expect(await backUp()).toMatchObject({ code: 0 });
  expect(listed(newest())).toContain(emoji);
  expect(server.objects('backups')[`mastodon/media/${domain}/${emoji}`]).toBe(77);
  expect(copies().filter((path) => path.startsWith('.before-'))).toEqual([`.before-${newest()}/${emoji}`]);
  await bucket.rclone('copyto', house.in('uploaded', emoji), `media:media/${emoji}`);
  expect((await putBack(newest())).last).toBe("done: 1 media files are back in Mastodon's bucket");
  expect(server.objects('media')).toMatchObject({ [emoji]: 77, [`.aside-${newest()}/${emoji}`]: 500 });
  expect(before).not.toBe(newest());
  expect(await backUp()).toMatchObject({ code: 0 });
  expect(listed(newest()).filter((path) => path.startsWith('.'))).toEqual([]);
});

test('what Mastodon deletes while it is copied is gone, and no failure', async () => {
  house.write('late.png', Buffer.alloc(90));
  const late = 'media_attachments/files/000/000/009/original/late.png';
  await bucket.rclone('copyto', house.in('late.png'), `media:media/${late}`);
  server.answer = ({ path }) => (path.includes('late.png') && path.startsWith('/media/') ? 404 : 'pass');
  expect(await backUp()).toMatchObject({ code: 0 });
  expect(listed(newest())).not.toContain(late);
  server.reset();
  await bucket.rclone('deletefile', `media:media/${late}`);
});

test('a network that is cut while media are copied publishes nothing, and the next try ends it', async () => {
  const sets = house.sets();
  house.write('new.png', Buffer.alloc(90));
  const fresh = 'media_attachments/files/000/000/010/original/new.png';
  await bucket.rclone('copyto', house.in('new.png'), `media:media/${fresh}`);
  server.answer = ({ method, path }) => (method === 'PUT' && path.includes('new.png') ? 'cut' : 'pass');
  const { code, last } = await backUp({ JOB_UID: 'cut-off' });
  expect({ code, last }).toEqual({
    code: 1,
    last: expect.stringMatching(/^failed: 1 media could not be copied, .*new.png for one: /),
  });
  expect(house.sets()).toEqual(sets);
  server.reset();
  expect(await backUp({ JOB_UID: 'cut-off' })).toMatchObject({ code: 0 });
  expect(listed(newest())).toContain(fresh);
});

test('a bucket of media that was emptied is no new set', async () => {
  const sets = house.sets();
  await bucket.rclone('delete', 'media:media/media_attachments');
  const { code, last } = await backUp();
  expect({ code, last }).toEqual({
    code: 2,
    last: expect.stringMatching(/^refused: the media has \d files, the last set 3\d: was it lost\?/),
  });
  expect(house.sets()).toEqual(sets);
  expect((await putBack(newest())).last).toMatch(/^done: 3\d media files are back/);
  expect(await backUp()).toMatchObject({ code: 0 });
});

test('a whole restore brings back rows and objects', async () => {
  const tables = await house.tables();
  const objects = server.objects('media');
  const set = newest();
  await house.live('DELETE FROM follows');
  await bucket.rclone('delete', 'media:media/custom_emojis');
  ask(house, set);
  expect(await putBack(set)).toMatchObject({ code: 0 });
  const { code, last } = await restore(house, api, set, kind, {}, { scheduled: 'keep' });
  expect({ code, last }).toEqual({ code: 0, last: 'done: the set is live and everything is started' });
  expect(await house.tables()).toEqual(tables);
  expect(server.objects('media')).toEqual(objects);
});

test('copies that are lost are said before anything changes, and the rest comes back where that is asked for', async () => {
  const lost = listed(newest()).filter((path) => path.startsWith('media_attachments'))[0] ?? '';
  await bucket.rclone('deletefile', `bucket:backups/mastodon/media/${domain}/${lost}`);
  await bucket.rclone('delete', 'media:media/media_attachments');
  const before = server.objects('media');
  const { code, last } = await putBack(newest(), { at: 'lost' });
  expect({ code, last }).toEqual({
    code: 2,
    last: expect.stringContaining(`1 media of set ${newest()} are in neither bucket, ${lost} for one`),
  });
  expect(server.objects('media')).toEqual(before);
  expect(await putBack(newest(), { at: 'lost', media: 'partial' })).toMatchObject({ code: 0 });
  expect(mastodons()).not.toContain(lost);
  expect(mastodons().filter((path) => path.startsWith('media_attachments')).length).toBeGreaterThan(25);
});

test('copies that no set lists go with the sets that listed them, young ones and those of a running backup never', async () => {
  await bucket.rclone('deletefile', `media:media/${emoji}`);
  for (let round = 0; round < 3; round += 1) expect(await backUp()).toMatchObject({ code: 0 });
  // A set that was rehearsed would stay, and with it what it lists.
  for (const set of house.sets()) rmSync(house.inSet(set, 'rehearsed.json'), { force: true });
  rmSync(house.in('request'), { recursive: true });
  const prune = async (env: Record<string, string> = {}) => {
    const shared = house.environment({ ...kind, KEEP_DAILY: '1', KEEP_WEEKLY: '0', KEEP_MONTHLY: '0' });
    await house.run('prune.sh', shared);
    return bucket.run('upload.sh pruned', { ...shared, ...env });
  };
  expect(copies()).toContain(emoji);
  expect(await prune()).toMatchObject({ code: 0 });
  expect(copies()).toContain(emoji);
  house.write(`target/${domain}/sets/.partial-running/listing`, `${emoji}\t77\t0\n`);
  expect(await prune({ MEDIA_MIN_AGE: '0s' })).toMatchObject({ code: 0 });
  expect(copies()).toContain(emoji);
  rmSync(house.in('target', domain, 'sets/.partial-running'), { recursive: true });
  expect(await prune({ MEDIA_MIN_AGE: '0s' })).toMatchObject({ code: 0 });
  expect(copies()).not.toContain(emoji);
  const needed = house.sets().flatMap(listed);
  expect(copies()).toEqual(
    expect.arrayContaining(needed.filter((path) => path !== emoji && mastodons().includes(path))),
  );
});
