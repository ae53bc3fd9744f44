import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { postgresImage } from './support/container';
import { FakeApiServer } from './support/fake-api-server';
import { House } from './support/house';
import { ask, restore } from './support/jobs';
import { inTarget, reseal, target } from './support/whole';

jest.setTimeout(120_000);

let house: House;
let api: FakeApiServer;
let set = '';
beforeAll(async () => {
  house = await House.build(17);
  await house.fill({ accounts: 10, statuses: 20, media: 5 });
  mkdirSync(house.in('account'));
  api = new FakeApiServer(house.in('account'));
  await api.start();
  await house.run('backup.sh');
  set = house.sets()[0] ?? '';
});
afterAll(async () => {
  api?.stop();
  await house?.demolish();
});

/** A step is refused with these words, and neither database nor media nor target changed. */
async function refused(
  words: string,
  act: () => Promise<{ code: number; last: string; output: string }>,
): Promise<void> {
  const state = async () => ({ tables: await house.tables(), media: house.files(), replicas: { ...api.replicas } });
  const before = await state();
  const { code, last } = await act();
  expect({ code, last }).toEqual({ code: 2, last: expect.stringContaining(words) });
  expect(await state()).toEqual(before);
}

async function withManifest(from: RegExp, to: string, act: () => Promise<void>): Promise<void> {
  const file = house.inSet(set, 'manifest.json');
  cpSync(file, `${file}.kept`);
  const text = execFileSync('cat', [file]).toString();
  expect(text).toMatch(from);
  writeFileSync(file, text.replace(from, to));
  reseal(house, set);
  try {
    await act();
  } finally {
    renameSync(`${file}.kept`, file);
  }
}

describe('a restore', () => {
  test('without a request lists the sets and the command', async () => {
    rmSync(house.in('request'), { recursive: true });
    await refused(`--from-literal=set=${set}`, () => house.run('restore-prepare.sh', { DATABASE_SIZE: '1' }));
  });
  test('of an unknown set', () => refused('there is no set', () => restore(house, api, '000099-20200101-000000')));
  test('of a path instead of a set', () => refused('there is no set', () => restore(house, api, '../../etc')));
  test('of another domain', () =>
    refused('its key domain must say so', () => restore(house, api, set, {}, {}, { domain: 'other.example.org' })));
  test('with an unknown word for the queues', () =>
    refused('aside and keep are allowed', () => restore(house, api, set, {}, {}, { queues: 'drop' })));
  test('of a newer format', () =>
    withManifest(/"format": 1,/, '"format": 2,', () => refused('has format 2', () => restore(house, api, set))));
  test('of a set of a newer Mastodon', () =>
    refused("newer than this server's v4.6.9", () => restore(house, api, set, { MASTODON_VERSION: 'v4.6.9' })));
  test('of a set of a newer PostgreSQL', () =>
    withManifest(/"postgresVersion": \d+/, '"postgresVersion": 180001', () =>
      refused('is of PostgreSQL 18', () => restore(house, api, set)),
    ));
  test('without room for a second database', () =>
    refused("the database's volume has room for", () => restore(house, api, set, { DATABASE_SIZE: String(2 ** 30) })));
  test('onto a server of which nobody said how large it is', () =>
    refused('DATABASE_SIZE', () => restore(house, api, set, { DATABASE_SIZE: '' })));
  test('with other keys in the cluster', async () => {
    const path = 'secrets/mastodon-secrets/OTP_SECRET';
    const kept = execFileSync('cat', [house.in(path)]);
    house.write(path, 'another');
    await refused('OTP_SECRET is another one', () => restore(house, api, set));
    house.write(path, kept);
  });
  test('with migrations that this Mastodon does not know stops nobody', async () => {
    house.makeFolder('mastodon');
    house.makeFolder('mastodon/db');
    house.makeFolder('mastodon/db/migrate');
    house.write('mastodon/db/migrate/20260901000000_first.rb', '');
    ask(house, set);
    const work = house.environment({ ...api.environment('restore-1'), DATABASE_SIZE: String(2 ** 34) });
    expect((await house.run('restore-prepare.sh', work)).code).toBe(0);
    await refused('migrations that this Mastodon does not know', () =>
      house.run('restore-stop.rb', work, { folder: house.in('mastodon') }),
    );
  });
});

describe('a backup', () => {
  const backup = (env = {}) => house.run('backup.sh', env);
  const moved = async (act: () => Promise<void>) => {
    renameSync(house.in('target'), house.in('elsewhere'));
    house.makeFolder('target');
    try {
      await act();
    } finally {
      rmSync(house.in('target'), { recursive: true });
      renameSync(house.in('elsewhere'), house.in('target'));
    }
  };
  test('into an emptied target writes nothing', () =>
    moved(async () => {
      await refused('was emptied or replaced', () => backup());
      expect(target(house)).toEqual([]);
    }));
  test('into a replaced target', () =>
    moved(async () => {
      house.write(
        inTarget('target.json'),
        '{\n  "id": "another",\n  "site": "home",\n  "domain": "social.example.org"\n}\n',
      );
      await refused('was replaced', () => backup());
    }));
  test("into another site's folder", () => refused('belongs to another site', () => backup({ SITE: 'other' })));
  test('into a target that lost its newest set', async () => {
    renameSync(house.inSet(set), house.in('kept-set'));
    await refused('the target lost sets', () => backup());
    renameSync(house.in('kept-set'), house.inSet(set));
  });
  test('into an emptied target begins anew where the operator says so', () =>
    moved(async () => {
      const { target: id } = JSON.parse(
        execFileSync('cat', [house.in('elsewhere', 'social.example.org', 'sets', set, 'manifest.json')]).toString(),
      );
      const comment = await house.server.sql(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = 'mastodon_production'",
      );
      expect((await backup({ ACCEPT_TARGET: id })).last).toContain('is checked');
      await house.live(`COMMENT ON DATABASE mastodon_production IS '${comment}'`);
    }));
  test('with media that are not mounted', async () => {
    renameSync(house.in('media'), house.in('media-kept'));
    const { code, last } = await backup();
    expect({ code, last }).toEqual({ code: 2, last: expect.stringContaining('is its volume mounted?') });
    renameSync(house.in('media-kept'), house.in('media'));
  });
  test('with one recipient only', async () => {
    renameSync(house.in('keys/operator.crt'), house.in('operator.crt'));
    await refused('needs two recipients', () => backup());
    renameSync(house.in('operator.crt'), house.in('keys/operator.crt'));
  });
  test('with an unknown word for the cache', () =>
    refused('none, emojis and all are allowed', () => backup({ CACHE: 'some' })));
  test("with another major's tools", async () => {
    const { code, last } = await house.run('backup.sh', {}, { image: await postgresImage(15) });
    expect({ code, last }).toEqual({ code: 2, last: expect.stringContaining('use the image postgres:17-trixie') });
  });
  test('while a migration runs is busy', async () => {
    const key = `2053462845::bigint * ${crc32('mastodon_production')}`;
    const migrating = house.live(`SELECT pg_advisory_lock(${key}); SELECT pg_sleep(3)`);
    const { code, last } = await backup();
    expect({ code, last }).toEqual({ code: 75, last: expect.stringContaining('a migration holds the database') });
    await migrating;
  });
  test('while another one runs is busy', async () => {
    const both = await Promise.all([backup({ LOCK_WAIT: '0' }), backup({ LOCK_WAIT: '0' })]);
    expect(both.map(({ code }) => code).sort()).toEqual([0, 75]);
  });
  test('of an unreachable database says so', async () => {
    const { code, last } = await backup({ PGHOST: '/nowhere' });
    expect({ code, last }).toEqual({ code: 1, last: expect.stringContaining('asking the database for its version') });
  });
  test('whose password is wrong says so', async () => {
    await expect(backup({ PGUSER: 'nobody' })).resolves.toMatchObject({
      code: 1,
      last: expect.stringContaining('role "nobody" does not exist'),
    });
  });
});

function crc32(text: string): number {
  let crc = ~0;
  for (const byte of Buffer.from(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
