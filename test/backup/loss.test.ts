import { rmSync } from 'node:fs';
import { House } from './support/house';

jest.setTimeout(120_000);

/** Sets of what is left after a loss would push the good ones out. */
let house: House;
beforeAll(async () => {
  house = await House.build(17);
  await house.fill({ accounts: 10, statuses: 20, media: 30 });
});
afterAll(() => house?.demolish());

const backUp = (env: Record<string, string> = {}) => house.run('backup.sh', env);
const refused = async (words: string, env: Record<string, string> = {}) => {
  const before = house.sets();
  const { code, last } = await backUp(env);
  expect({ code, last }).toEqual({ code: 2, last: expect.stringContaining(words) });
  expect(house.sets()).toEqual(before);
  // The dump that was made goes with it: a loss must not fill the target.
  expect(Object.keys(house.files('target')).filter((path) => path.includes('.partial-'))).toEqual([]);
};

test('a database in which Mastodon made nothing yet is no set', async () => {
  await house.live('ALTER TABLE schema_migrations RENAME TO elsewhere');
  await refused('it has no table schema_migrations');
  await house.live('ALTER TABLE elsewhere RENAME TO schema_migrations');
});

test('nor is a first one whose media are not where rows say', async () => {
  house.move('media', 'kept');
  house.makeFolder('media');
  await refused('of 30 files that rows name 30 are not there: was it lost?');
  expect((await backUp({ ACCEPT_LOSS: 'first' })).code).toBe(0);
  for (const set of house.sets()) rmSync(house.inSet(set), { recursive: true });
  await house.live("COMMENT ON DATABASE mastodon_production IS ''");
  rmSync(house.in('target'), { recursive: true });
  house.makeFolder('target');
  rmSync(house.in('media'), { recursive: true });
  house.move('kept', 'media');
  expect((await backUp()).code).toBe(0);
});

test('an empty media volume is refused, until the operator says that it is meant', async () => {
  const [set = ''] = house.sets();
  house.move('media', 'kept');
  house.makeFolder('media');
  await refused(
    `the media has 0 files, the last set 32: was it lost? Bring it back first; if that is gone for good: ACCEPT_LOSS=${set}`,
  );
  await refused('was it lost', { ACCEPT_LOSS: '000099-20200101-000000' });
  expect((await backUp({ ACCEPT_LOSS: set })).code).toBe(0);
  rmSync(house.in('media'), { recursive: true });
  house.move('kept', 'media');
  expect((await backUp()).code).toBe(0);
});

test('another part of the cache that is kept is no loss', async () => {
  for (let index = 0; index < 80; index += 1) house.write(`media/cache/accounts/${index}.png`, 'x');
  house.settle();
  expect((await backUp({ CACHE: 'all' })).code).toBe(0);
  expect((await backUp()).code).toBe(0);
});

test('a database that was made anew is refused, one that an operator cleaned up is not', async () => {
  const set = house.sets().at(-1) ?? '';
  await house.live('DELETE FROM statuses WHERE id NOT IN (SELECT status_id FROM media_attachments)');
  await house.live('CREATE TABLE kept AS SELECT * FROM users; DELETE FROM users');
  await refused(`the database has 0 users, the last set 2: was it lost?`);
  expect((await backUp({ ACCEPT_LOSS: set })).code).toBe(0);
  await house.live('INSERT INTO users SELECT * FROM kept; DROP TABLE kept');
  expect((await backUp()).code).toBe(0);
});
