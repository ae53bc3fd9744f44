import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { FakeApiServer } from './support/fake-api-server';
import { domain, House } from './support/house';
import { restore } from './support/jobs';
import { filesOf } from './support/whole';

/** How many random places are damaged, half of them by a flipped bit, half by a byte cut. */
const count = Number(process.env.CORRUPTIONS ?? 24);
jest.setTimeout(60_000 + count * 10_000);

let house: House;
let api: FakeApiServer;
let set = '';
beforeAll(async () => {
  house = await House.build(17);
  await house.fill({ accounts: 10, statuses: 100, media: 20 });
  mkdirSync(house.in('account'));
  api = new FakeApiServer(house.in('account'));
  await api.start();
  const { last } = await house.run('backup.sh', { SEGMENT_BYTES: '20000' });
  expect(last).toContain('is checked');
  set = house.sets()[0] ?? '';
});
afterAll(async () => {
  api?.stop();
  await house?.demolish();
});

test(`one bit flipped or one byte cut, at ${count} random places: found before anything changes`, async () => {
  const files = filesOf(house, set);
  const before = {
    tables: await house.tables(),
    media: house.files(),
    databases: await house.server.sql('SELECT datname FROM pg_database ORDER BY 1'),
  };
  const unnoticed: string[] = [];
  for (let index = 0; index < count; index += 1) {
    // Every file is met, the rest at random.
    const file = files[index < files.length ? index : Math.floor(Math.random() * files.length)] ?? '';
    const content = readFileSync(file);
    const place = Math.floor(Math.random() * content.length);
    const cut = index % 2 === 1;
    if (content.length === 0) writeFileSync(file, 'x');
    else if (cut) writeFileSync(file, Buffer.concat([content.subarray(0, place), content.subarray(place + 1)]));
    else writeFileSync(file, Buffer.from(content.map((byte, at) => (at === place ? byte ^ (1 << (index % 8)) : byte))));
    const { code, last } = await restore(house, api, set);
    if (code !== 2 || !/is damaged|manifest is damaged/.test(last))
      unnoticed.push(`${file} at ${place}, ${cut ? 'cut' : 'flipped'}: ${code} ${last}`);
    writeFileSync(file, content);
    forget();
  }
  expect(unnoticed).toEqual([]);
  expect({
    tables: await house.tables(),
    media: house.files(),
    databases: await house.server.sql('SELECT datname FROM pg_database ORDER BY 1'),
  }).toEqual(before);
  // It asks, and says in the Lease that it is at work.
  expect(api.requests.filter((one) => !/^GET |^PATCH .*\/leases\//.test(one))).toEqual([]);
});

/** The marks that a found damage leaves. */
function forget(): void {
  for (const name of readdirSync(house.in('target', domain, 'segments')))
    if (name.endsWith('.damaged')) rmSync(house.in('target', domain, 'segments', name));
  rmSync(house.inSet(set, 'damaged'), { force: true });
}

test('a damaged segment is found by a restore, marked, and written anew by the next backup', async () => {
  const [segment = ''] = house.segments();
  const file = house.in('target', domain, 'segments', segment);
  truncateSync(file, statSync(file).size - 1);
  expect((await restore(house, api, set)).last).toContain(`is damaged: ${segment} has`);
  const { last } = await house.run('backup.sh');
  expect(last).toContain('is checked');
  const next = house.sets().at(-1) ?? '';
  expect(readFileSync(house.inSet(next, 'segments'), 'utf8')).not.toContain(segment);
  expect((await restore(house, api, next)).last).toBe('done: the set is live and everything is started');
});
