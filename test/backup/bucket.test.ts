import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BucketHouse } from './support/bucket';
import { domain, House } from './support/house';
import { S3Server } from './support/s3-server';
import { allFaults, faultsOf } from './support/whole';

jest.setTimeout(120_000);

let house: House;
let server: S3Server;
let bucket: BucketHouse;
beforeAll(async () => {
  house = await House.build(17);
  await house.fill({ accounts: 10, statuses: 50, media: 30 });
  server = await new S3Server(house.in('s3'), 20_310).start();
  bucket = await BucketHouse.over(house, server, 'backups');
});
afterAll(async () => {
  server?.stop();
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
