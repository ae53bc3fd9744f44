import { execFileSync } from 'node:child_process';
import { createCipheriv, pbkdf2Sync, randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { domain, House } from './support/house';
import { Rehearsals } from './support/jobs';
import { freePort } from './support/port';
import { reseal } from './support/whole';

jest.setTimeout(120_000);

let house: House;
let set = '';
let rehearsals: Rehearsals;
const secret = (name: string) => readFileSync(house.in('secrets/mastodon-secrets', name), 'utf8');
/** As Active Record encrypts. */
function encrypted(text: string, primary: string): string {
  const key = pbkdf2Sync(primary, secret('ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT'), 2 ** 16, 32, 'sha256');
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const payload = Buffer.concat([cipher.update(text), cipher.final()]).toString('base64');
  return JSON.stringify({ p: payload, h: { iv: iv.toString('base64'), at: cipher.getAuthTag().toString('base64') } });
}

beforeAll(async () => {
  house = await House.build(17);
  await house.fill({ accounts: 10, statuses: 50, media: 10 });
  // More than a pipe holds, at the end of the segment.
  house.write('media/site_uploads/files/last.bin', randomBytes(2 ** 20));
  await house.live(
    `UPDATE users SET otp_secret = '${encrypted('a secret', secret('ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY'))}'`,
  );
  await house.run('backup.sh');
  set = house.sets()[0] ?? '';
  cpSync(house.in('target'), house.in('kept'), { recursive: true });
  rehearsals = new Rehearsals(house);
});
afterAll(async () => {
  await rehearsals?.end();
  await house?.demolish();
});
beforeEach(() => {
  rmSync(house.in('target'), { recursive: true });
  cpSync(house.in('kept'), house.in('target'), { recursive: true });
  execFileSync('chown', ['-R', '991:991', house.in('target')]);
});

const inSet = (name: string) => house.inSet(set, name);
const segment = () => house.in('target', domain, 'segments', house.segments()[0] ?? '');

/** The dump of a database that differs by these statements. */
async function dumpWith(statements: string): Promise<void> {
  await house.server.sql('CREATE DATABASE defect TEMPLATE mastodon_production');
  await house.server.sql(statements, 'defect');
  await house.server.program(
    'sh',
    '-c',
    `pg_dump -Fc -n public -h ${house.server.socket} -U postgres -f ${house.server.socket}/defect defect`,
  );
  await house.server.sql('DROP DATABASE defect');
  writeFileSync(inSet('dump'), readFileSync(join(house.server.socket, 'defect')));
}

/** The segment with its unpacked files changed by a shell command. */
function segmentWith(command: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'mammut-backup-segment-'));
  const script = `cd ${folder} && zstd -dcq ${segment()} | tar x && ${command} && tar c * | zstd -q -f -o ${segment()}`;
  execFileSync('sh', ['-c', script]);
  rmSync(folder, { recursive: true });
  const hash = execFileSync('sha256sum', [segment()]).toString().slice(0, 64);
  const [name = '', , , packed = ''] = readFileSync(inSet('segments'), 'utf8').trim().split('\t');
  writeFileSync(inSet('segments'), `${name}\t${hash}\t${readFileSync(segment()).length}\t${packed}\n`);
}

function secretsWith(folder: string, ...recipients: string[]): void {
  const certificates = recipients.map((name) => house.in('keys', `${name}.crt`)).join(' ');
  execFileSync('sh', [
    '-c',
    `cd ${folder} && tar c * | openssl cms -encrypt -binary -aes-256-gcm -outform DER -out ${inSet('secrets.cms')} ${certificates}`,
  ]);
}
function changedSecrets(change: (folder: string) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'mammut-backup-secrets-'));
  cpSync(house.in('secrets'), folder, { recursive: true });
  change(folder);
  return folder;
}

test('a whole set passes, and is marked as rehearsed', async () => {
  const { code, output } = await rehearsals.run();
  expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('an encrypted row was decrypted') });
  expect(readdirSync(house.inSet(set))).toContain('rehearsed.json');
});

/** Each as a mistaken backup would have written it: manifest and hashes fit. */
const defects: Record<string, () => void | Promise<void>> = {
  'a missing table': () => dumpWith('DROP TABLE follows'),
  'missing rows': () => dumpWith('DELETE FROM follows WHERE id % 2 = 0'),
  'one more row': () => dumpWith("INSERT INTO schema_migrations VALUES ('1')"),
  'another highest id': () =>
    dumpWith(
      'UPDATE statuses SET id = id + 1000000 WHERE id = (SELECT max(id) FROM statuses) AND id NOT IN (SELECT status_id FROM media_attachments)',
    ),
  'a table too many': () => dumpWith('CREATE TABLE extra (id int)'),
  'a missing foreign key': () => dumpWith('ALTER TABLE users DROP CONSTRAINT users_account_id_fkey'),
  'a missing unique constraint': () => dumpWith('ALTER TABLE users DROP CONSTRAINT users_email_key'),
  'a missing index': () => dumpWith('DROP INDEX index_statuses_on_account_id'),
  'a missing view': () => dumpWith('DROP VIEW instances'),
  'a missing sequence': () => dumpWith('ALTER TABLE follows ALTER id DROP DEFAULT; DROP SEQUENCE follows_id_seq'),
  'a missing function': () =>
    dumpWith(
      'ALTER TABLE accounts ALTER id DROP DEFAULT; ALTER TABLE statuses ALTER id DROP DEFAULT; ALTER TABLE media_attachments ALTER id DROP DEFAULT; DROP FUNCTION timestamp_id',
    ),
  'an orphan that a foreign key forbids': () =>
    dumpWith(
      "UPDATE pg_constraint SET convalidated = false WHERE conname = 'users_account_id_fkey'; SET session_replication_role = replica; UPDATE users SET account_id = 1 WHERE id = 1",
    ),
  'a truncated dump': () => truncateSync(inSet('dump'), readFileSync(inSet('dump')).length - 100),
  'an empty dump': () => writeFileSync(inSet('dump'), ''),
  'a row whose file is not in the list': () => {
    execFileSync('sh', [
      '-c',
      `zstd -dcq ${inSet('media.zst')} | sed '/media_attachments/{x;s/^/x/;/^x$/{x;d};x}' | zstd -q -f -o ${inSet('media.zst')}.new && mv ${inSet('media.zst')}.new ${inSet('media.zst')}`,
    ]);
  },
  'a row that says another size': () =>
    dumpWith(
      'UPDATE media_attachments SET file_file_size = file_file_size + 1 WHERE id = (SELECT min(id) FROM media_attachments)',
    ),
  'a file that is not in its segment': () => segmentWith('rm "$(find media_attachments -type f | head -n 1)"'),
  'a file with other content': () =>
    segmentWith(
      'f=$(find media_attachments -type f | head -n 1) && head -c "$(stat -c %s "$f")" /dev/zero >new && cat new >"$f" && rm new',
    ),
  'a missing segment': () => rmSync(segment()),
  'a damaged segment': () => truncateSync(segment(), readFileSync(segment()).length - 1),
  'other keys in the secrets part': () =>
    secretsWith(
      changedSecrets((folder) => writeFileSync(join(folder, 'mastodon-secrets/OTP_SECRET'), 'another')),
      'operator',
      'rehearsal',
    ),
  'a key that is missing from the secrets part': () =>
    secretsWith(
      changedSecrets((folder) => rmSync(join(folder, 'mastodon-secrets/SECRET_KEY_BASE'))),
      'operator',
      'rehearsal',
    ),
  'a secrets part for the operator alone': () => secretsWith(house.in('secrets'), 'operator'),
  'rows encrypted with other keys': () =>
    dumpWith(`UPDATE users SET otp_secret = '${encrypted('a secret', 'another key')}'`),
};

test.each(Object.keys(defects))('finds %s', async (name) => {
  await defects[name]?.();
  reseal(house, set);
  const { code, last } = await rehearsals.run();
  expect({ code, last }).toEqual({ code: 1, last: expect.stringMatching(/^failed: /) });
  expect(readdirSync(house.inSet(set))).not.toContain('rehearsed.json');
});

test('a pod that reaches the site does not rehearse', async () => {
  const port = await freePort();
  const site = createServer().listen(port, '127.0.0.1');
  const { code, last } = await rehearsals.run({ MUST_NOT_REACH: `127.0.0.1:${port}` });
  site.close();
  expect({ code, last }).toEqual({ code: 2, last: expect.stringContaining('NetworkPolicies are not enforced') });
  const told = JSON.parse(readFileSync(house.in('target', domain, 'last/rehearsal.json'), 'utf8'));
  expect(told).toMatchObject({ result: 'failed', message: last });
});

test('passes where a segment goes on long after the last file that is sampled', async () => {
  const { code, last } = await rehearsals.run({ SAMPLE: '1' });
  expect({ code, last }).toEqual({ code: 0, last: expect.stringContaining('equals what was written down') });
});

test('films among the sampled files take no room', async () => {
  await house.upload(2, 3_000_000);
  await house.run('backup.sh');
  // No step of it may write a file half as large.
  const { code, output } = await rehearsals.run({}, { wrapper: ['prlimit', '--fsize=1500000'] });
  expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('sampled files: as written down') });
});
