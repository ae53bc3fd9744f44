import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BucketHouse } from './support/bucket';
import type { Ended, Started } from './support/container';
import { deaths as count, spread } from './support/deaths';
import { domain, House } from './support/house';
import { type Answer, S3Server } from './support/s3-server';
import { allFaults } from './support/whole';

jest.setTimeout(120_000 + count * 30_000);

let house: House;
let server: S3Server;
let bucket: BucketHouse;
let faults = 0;
const small = { SEGMENT_BYTES: '8000' };
beforeAll(async () => {
  house = await House.build(17);
  await house.fill({ accounts: 5, statuses: 10, media: 5 });
  server = await new S3Server(house.in('s3'), ['backups', 'empty']).start();
  bucket = await BucketHouse.over(house, server, 'backups');
  await newSet();
  house.move('target', 'pristine');
  house.makeFolder('target');
});
afterAll(async () => {
  console.info(`${faults} faults`);
  server?.stop();
  await house?.demolish();
});
beforeEach(() => server.reset());

/** Every set that the bucket shows has all of its files and segments there, with their sizes. */
async function brokenSets(): Promise<string[]> {
  const listing = await bucket.rclone('lsf', '--recursive', '--files-only', '--format', 'ps', `target:${domain}`);
  const there = new Map(listing.split('\n').map((line) => line.split(';') as [string, string]));
  return house.sets().flatMap((set) => {
    if (!there.has(`sets/${set}/manifest.json`)) return [];
    const files = Object.entries(house.manifest(set))
      .filter(([key]) => key.startsWith('file:') && key !== 'file:secrets.cms')
      .map(([key, value]) => [`sets/${set}/${key.slice(5)}`, String(value).split(' ')[1]] as const);
    const segments = readFileSync(house.inSet(set, 'segments'), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('\t'))
      .map(([name, , bytes]) => [`segments/${name}`, bytes] as const);
    return [...files, ...segments].filter(([path, bytes]) => there.get(path) !== bytes).map(([path]) => path);
  });
}

/** A spool with a set that was never uploaded, and a place in the bucket where nothing is. */
let rounds = 0;
function beginAnew(): void {
  rmSync(house.in('target'), { recursive: true });
  execFileSync('cp', ['-a', house.in('pristine'), house.in('target')]);
  rounds += 1;
  bucket.prefix = `round-${rounds}`;
  server.reset();
}

/** A set that is new here: one more file, one more segment. */
async function newSet(): Promise<void> {
  await house.upload(1);
  expect(await house.run('backup.sh', small)).toMatchObject({ code: 0 });
}

/** Whatever happened to an upload: nothing broken is shown, and the next one ends what was begun. */
async function uploadGoesOn(): Promise<void> {
  server.reset();
  expect(await brokenSets()).toEqual([]);
  const { code, last } = await bucket.run('upload.sh');
  expect({ code, last }).toEqual({ code: 0, last: expect.stringContaining('1 are in the bucket') });
  expect(await bucket.sets()).toEqual(house.sets());
  expect(await brokenSets()).toEqual([]);
}

let requests = 0;
test('an upload makes a number of requests', async () => {
  beginAnew();
  expect(await bucket.run('upload.sh')).toMatchObject({ code: 0 });
  requests = server.requests.length;
  expect(requests).toBeGreaterThan(20);
});

test('an upload killed at any of its requests', async () => {
  for (const at of spread(requests - 1)) {
    beginAnew();
    let upload: Started | undefined;
    server.answer = (_, number) => {
      if (number < at) return 'pass';
      upload?.kill();
      return 'cut';
    };
    upload = bucket.start('upload.sh');
    await upload.ended;
    faults += 1;
    await uploadGoesOn();
  }
});

test('an upload whose network is cut at any of its requests', async () => {
  for (const at of spread(requests - 1)) {
    beginAnew();
    server.answer = (_, number) => (number < at ? 'pass' : 'cut');
    const { code, last } = await bucket.run('upload.sh');
    faults += 1;
    expect({ code, last }).toEqual({ code: 1, last: expect.stringContaining('the S3 service does not answer') });
    await uploadGoesOn();
  }
});

test('a set that is half in the bucket is what no fetch takes', async () => {
  beginAnew();
  const [set = ''] = house.sets();
  const line = await bucket.rclone('cryptdecode', '--reverse', 'target:', `${domain}/sets/${set}/manifest.json`);
  const manifest = line.split(/\s+/).at(-1) ?? '';
  server.answer = ({ method, path }) => (method === 'PUT' && path.includes(manifest) ? 'cut' : 'pass');
  expect(await bucket.run('upload.sh')).toMatchObject({ code: 1 });
  faults += 1;
  server.reset();
  expect((await bucket.objects()).filter((path) => path.startsWith(`sets/${set}/`)).length).toBeGreaterThan(5);
  const spool = bucket.loseSpool();
  expect((await bucket.run('fetch.sh')).last).toContain('the bucket holds no set');
  bucket.findSpool(spool);
  await uploadGoesOn();
});

describe('last words that help', () => {
  const ended = async (script: string, env: Record<string, string> = {}): Promise<Ended> => {
    faults += 1;
    return bucket.run(script, env);
  };
  test('wrong keys', async () => {
    const { code, last } = await ended('upload.sh', { AWS_SECRET_ACCESS_KEY: 'wrong' });
    expect({ code, last }).toEqual({
      code: 1,
      last: expect.stringMatching(
        /^failed: listing the bucket: the S3 service refuses the key: .*SignatureDoesNotMatch/,
      ),
    });
    const record = JSON.parse(readFileSync(join(bucket.spool, 'last/backup.json'), 'utf8'));
    expect(record).toMatchObject({
      job: 'backup',
      result: 'failed',
      message: expect.stringContaining('refuses the key'),
    });
  });
  test('an address at which nobody listens', async () => {
    const { code, last } = await ended('fetch.sh', { RCLONE_CONFIG_BUCKET_ENDPOINT: 'http://127.0.0.1:9' });
    expect({ code, last }).toEqual({
      code: 1,
      last: expect.stringMatching(/the S3 service does not answer: .*refused/),
    });
  });
  test('a name that nobody knows', async () => {
    const { code, last } = await ended('fetch.sh', { RCLONE_CONFIG_BUCKET_ENDPOINT: 'http://s3.invalid' });
    expect({ code, last }).toEqual({
      code: 1,
      last: expect.stringMatching(/the S3 service does not answer: .*s3.invalid/),
    });
  });
  test('a bucket that is not there', async () => {
    const { code, last } = await ended('upload.sh', { RCLONE_CONFIG_TARGET_REMOTE: 'bucket:nowhere/sets' });
    expect({ code, last }).toEqual({ code: 1, last: expect.stringContaining('the bucket is not there') });
  });
  test('a service that is silent', async () => {
    server.answer = () => 'silent';
    const { code, last } = await ended('upload.sh', { RCLONE_TIMEOUT: '500ms' });
    expect({ code, last }).toEqual({ code: 1, last: expect.stringContaining('the S3 service does not answer') });
  });
  test('a service that is busy', async () => {
    server.answer = () => 503;
    const { code, last } = await ended('upload.sh');
    expect({ code, last }).toEqual({ code: 1, last: expect.stringContaining('SlowDown') });
  });
  test('a key that may not write', async () => {
    await newSet();
    server.answer = ({ method }) => (method === 'PUT' ? 403 : 'pass');
    const { code, last } = await ended('upload.sh');
    expect({ code, last }).toEqual({
      code: 1,
      last: expect.stringMatching(/^failed: uploading segment \S+: the S3 service refuses the key/),
    });
  });
  test('a service that is slow is waited for', async () => {
    server.answer = async (): Promise<Answer> => {
      await new Promise((done) => setTimeout(done, 30));
      return 'pass';
    };
    expect((await ended('upload.sh')).code).toBe(0);
  });
  test('no set', async () => {
    const env = { RCLONE_CONFIG_TARGET_REMOTE: 'bucket:empty/sets' };
    const spool = bucket.loseSpool();
    expect((await ended('fetch.sh', env)).last).toContain(`refused: the bucket holds no set of ${domain}`);
    bucket.findSpool(spool);
  });
  test('an unknown set', async () => {
    const { code, last } = await ended('fetch.sh', { SET: '000099-20200101-000000' });
    expect({ code, last }).toEqual({ code: 2, last: expect.stringContaining(`it has: ${house.sets()[0]}`) });
  });
  test('another job', async () => {
    execFileSync('sh', ['-c', `exec 8>>${bucket.spool}/.writer && flock 8 && sleep 2 >/dev/null 2>&1 &`], {
      stdio: 'ignore',
    });
    const { code, last } = await ended('upload.sh', { LOCK_WAIT: '0' });
    expect({ code, last }).toEqual({ code: 75, last: expect.stringContaining('already running') });
    await bucket.run('upload.sh', { LOCK_WAIT: '10' });
  });
});

describe('a bucket that is not the one of earlier sets', () => {
  const refused = async (words: string, env: Record<string, string> = {}, script = 'upload.sh') => {
    const before = server.objects('backups');
    const { code, last } = await bucket.run(script, env);
    faults += 1;
    expect({ code, last }).toEqual({ code: 2, last: expect.stringContaining(words) });
    expect(server.objects('backups')).toEqual(before);
    expect(server.requests.filter(({ method }) => !['GET', 'HEAD'].includes(method))).toEqual([]);
  };
  test('another one, empty', () => {
    return refused('was emptied or replaced', { RCLONE_CONFIG_TARGET_REMOTE: 'bucket:empty/sets' });
  });
  test('with another password', () => refused('CRYPT_PASSWORD is another one', { CRYPT_PASSWORD: 'another' }));
  test("another site's", async () => {
    await refused('belongs to another site', { SITE: 'cabin' });
    await refused('belongs to another site', { SITE: 'cabin' }, 'fetch.sh');
  });
  test("another target's", async () => {
    const spool = bucket.loseSpool();
    house.write(
      `target/${domain}/target.json`,
      `{\n  "id": "another",\n  "site": "home",\n  "domain": "${domain}"\n}\n`,
    );
    await refused('the bucket holds the sets of target');
    await refused('the bucket is not the one of target another', {}, 'fetch.sh');
    await refused('nothing is deleted there', {}, 'upload.sh pruned');
    bucket.findSpool(spool);
  });
  test('with sets that nobody marked', async () => {
    const marker = await bucket.rclone('cat', `target:${domain}/target.json`);
    await bucket.rclone('deletefile', `target:${domain}/target.json`);
    server.reset();
    await refused('has sets of social.example.org but no target.json');
    house.write('target.json', `${marker}\n`);
    await bucket.rclone('copyto', house.in('target.json'), `target:${domain}/target.json`);
  });
  test('without a set that it had, and how to go on without', async () => {
    const [set = ''] = house.sets();
    await bucket.rclone('delete', `target:${domain}/sets/${set}`);
    server.reset();
    await refused(`it lost 1 sets, ${set} for one`);
    const { code, last } = await bucket.run('upload.sh', { ACCEPT_TARGET: String(house.manifest(set).target) });
    expect({ code, last }).toEqual({ code: 0, last: expect.stringContaining('are in the bucket') });
    expect(await brokenSets()).toEqual([]);
  });
  test('emptied, and how to begin anew there', async () => {
    await bucket.rclone('delete', 'bucket:backups');
    server.reset();
    await refused('was emptied or replaced');
    const id = String(house.manifest(house.sets()[0] ?? '').target);
    const first = await bucket.run('upload.sh', { ACCEPT_TARGET: id });
    expect({ code: first.code, last: first.last }).toEqual({
      code: 1,
      last: expect.stringContaining('another backup sends them anew'),
    });
    expect(await brokenSets()).toEqual([]);
    const { code, last } = await bucket.backUp(small);
    expect({ code, last }).toEqual({ code: 0, last: expect.stringContaining('1 sets were uploaded and read back') });
    expect(await brokenSets()).toEqual([]);
    const spool = bucket.loseSpool();
    expect((await bucket.run('fetch.sh')).code).toBe(0);
    expect(allFaults(house)).toEqual([]);
    bucket.findSpool(spool);
  });
});

describe('what is damaged in the bucket', () => {
  /** The file in the server's folder behind a path of the site. */
  const stored = async (path: string) => {
    const line = await bucket.rclone('cryptdecode', '--reverse', 'target:', `${domain}/${path}`);
    return house.in('s3/backups', bucket.prefix, 'sets', line.split(/\s+/).at(-1) ?? '');
  };
  const flip = (file: string) => {
    const content = readFileSync(file);
    content[content.length - 5] = (content[content.length - 5] ?? 0) ^ 4;
    writeFileSync(file, content);
  };
  test.each(['dump', 'segments/', 'manifest.json'])(
    '%s: found by a fetch, and no damaged file comes into the spool',
    async (what) => {
      const set = (await bucket.sets()).at(-1) ?? '';
      const [segment = ''] = readFileSync(house.inSet(set, 'segments'), 'utf8').split('\t');
      const file = await stored(what === 'segments/' ? `segments/${segment}` : `sets/${set}/${what}`);
      flip(file);
      const spool = bucket.loseSpool();
      const { code, last } = await bucket.run('fetch.sh');
      faults += 1;
      expect(code).not.toBe(0);
      expect(last).toMatch(/damaged|can be read/);
      expect(Object.keys(house.files(join('target', domain)))).not.toContain(`sets/${set}/${what}`);
      expect(house.segments()).not.toContain(segment);
      flip(file);
      rmSync(house.in('target'), { recursive: true });
      house.move(spool, 'target');
    },
  );
});
