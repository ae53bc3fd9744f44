import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { FakeApiServer } from './support/fake-api-server';
import { House } from './support/house';
import { restore } from './support/jobs';

// A set of an older Mastodon, restored by a newer one: its migrations run before anything is started.
jest.setTimeout(120_000);

let house: House;
let api: FakeApiServer;
let set = '';

/** What stands for `bundle exec rails db:migrate`: the one migration that the set lacks; fails while FAILS is there. */
const bundle = `#!/bin/sh
[ "$*" = 'exec rails db:migrate' ] || exit 2
[ ! -e "$FAILS" ] || exit 1
psql --quiet --host="$DB_HOST" --port="$DB_PORT" --username="$DB_USER" --dbname="$DB_NAME" \\
  --command="ALTER TABLE statuses ADD COLUMN newer boolean; INSERT INTO schema_migrations VALUES ('20261101000000')"
`;

beforeAll(async () => {
  house = await House.build(17);
  await house.fill({ accounts: 5, statuses: 50, media: 5 });
  for (const version of ['20260901000000_first', '20261001000000_second', '20261101000000_newer'])
    house.write(`mastodon/db/migrate/${version}.rb`, '');
  house.makeFolder('mastodon/db/post_migrate');
  house.write('bin/bundle', bundle);
  chmodSync(house.in('bin/bundle'), 0o755);
  mkdirSync(house.in('account'));
  api = new FakeApiServer(house.in('account'));
  await api.start();
  expect(await house.run('backup.sh')).toMatchObject({ code: 0 });
  set = house.sets().at(-1) ?? '';
});
afterAll(async () => {
  api?.stop();
  await house?.demolish();
});

/** Each time a pod of one Job. */
const restored = () =>
  restore(
    house,
    api,
    set,
    { JOB_UID: 'one-job', PATH: `${house.in('bin')}:${process.env.PATH}`, FAILS: house.in('fails') },
    { folder: house.in('mastodon') },
  );
const isNewer = async () =>
  (await house.live("SELECT count(*) FROM schema_migrations WHERE version = '20261101000000'")).trim();

test('while its migrations fail, nothing is started, and the set is live', async () => {
  house.write('fails', '');
  const { code, last } = await restored();
  expect({ code, last }).toEqual({ code: 1, last: expect.stringContaining('failed: the migrations failed') });
  expect(api.replicas).toEqual({ web: 0, streaming: 0, sidekiq: 0 });
  expect(await isNewer()).toBe('0');
});

test('once they pass, the next try of the Job starts everything', async () => {
  rmSync(house.in('fails'));
  const { code, last, output } = await restored();
  expect(output).toContain('the set is older than this Mastodon: 1 migrations');
  expect({ code, last }).toEqual({ code: 0, last: 'done: the set is live and everything is started' });
  expect(api.replicas).toEqual({ web: 2, streaming: 2, sidekiq: 2 });
  expect(await isNewer()).toBe('1');
});
