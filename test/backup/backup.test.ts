import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FakeApiServer } from './support/fake-api-server';
import { domain, House } from './support/house';
import { rehearse, restore } from './support/jobs';

jest.setTimeout(120_000);

describe.each([15, 17] as const)('PostgreSQL %i', (major) => {
  let house: House;
  let api: FakeApiServer;
  beforeAll(async () => {
    house = await House.build(major);
    await house.fill();
    mkdirSync(house.in('account'));
    api = new FakeApiServer(house.in('account'));
    await api.start();
  });
  afterAll(async () => {
    api?.stop();
    await house?.demolish();
  });
  let tables: Record<string, string>;
  let media: Record<string, string>;

  test('a first backup publishes a checked set', async () => {
    tables = await house.tables();
    media = house.files();
    const { code, last, output } = await house.run('backup.sh');
    if (code !== 0) console.log(output);
    expect({ code, last }).toEqual({ code: 0, last: expect.stringContaining('is checked') });
    expect(house.sets()).toHaveLength(1);
  });

  test('a rehearsal of it passes', async () => {
    const { code, last, output } = await rehearse(house);
    if (code !== 0) console.log(output);
    expect({ code, last }).toEqual({ code: 0, last: expect.stringContaining('equals what was written down') });
  });

  test('after database and files are lost, a restore brings back every row and every file', async () => {
    const [set = ''] = house.sets();
    await house.live(
      'DELETE FROM media_attachments; DROP TABLE follows; UPDATE statuses SET text = NULL WHERE false; DELETE FROM statuses',
    );
    for (const folder of ['media_attachments', 'custom_emojis', 'cache'])
      rmSync(house.in('media', folder), { recursive: true });
    const { code, last, output } = await restore(house, api, set);
    if (code !== 0) console.log(output);
    expect({ code, last }).toEqual({ code: 0, last: 'done: the set is live and everything is started' });
    const { scheduled_statuses: _, ...others } = tables;
    expect(await house.tables()).toEqual({ ...others, scheduled_statuses: expect.any(String) });
    const kept = Object.entries(media).filter(([path]) => !path.startsWith('cache/accounts'));
    expect(house.files()).toEqual(Object.fromEntries(kept));
    expect(api.replicas).toEqual({ web: 2, streaming: 2, sidekiq: 2 });
    expect(api.suspended).toEqual({ 'media-remove': false });
    expect(api.lease.spec.holderIdentity).toBe('');
  });

  test('the same request is not carried out twice', async () => {
    const { code, last } = await restore(house, api, house.sets()[0] ?? '');
    expect({ code, last }).toEqual({ code: 2, last: expect.stringContaining('was carried out already') });
  });

  test('a second backup of unchanged media copies none of it', async () => {
    const before = house.segments();
    const { code, last } = await house.run('backup.sh');
    expect({ code, last }).toEqual({ code: 0, last: expect.stringContaining('is checked') });
    expect(house.segments()).toEqual(before);
    expect(house.files(join('target', domain, 'last'))).toHaveProperty(['backup.json']);
  });
});
