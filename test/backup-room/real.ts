import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `npm run test:adopt`: a set from a real dump, by the real scripts. Needs PostgreSQL with its server, zstd and openssl. */
const root = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'adopt-'));
const at = (...names: string[]) => join(folder, ...names);
const key = 'abcdefghijklmnopqrstuvwxyz012345';

/** The newest PostgreSQL of this machine. */
const bin = readdirSync('/usr/lib/postgresql')
  .map((major) => `/usr/lib/postgresql/${major}/bin`)
  .filter((one) => existsSync(join(one, 'initdb')))
  .sort()
  .at(-1);

/** PostgreSQL starts no server as root. */
function asAnybody(...command: string[]) {
  const all = process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--', ...command] : command;
  const [program = '', ...args] = all;
  return spawnSync(program, args, { env: { ...process.env, PATH: `${bin}:${process.env.PATH}` }, encoding: 'utf8' });
}

function must(...command: string[]): void {
  const { status, stderr } = asAnybody(...command);
  if (status !== 0) throw new Error(`${command.join(' ')}: ${stderr}`);
}

beforeAll(() => {
  chmodSync(folder, 0o777);
  mkdirSync(at('sites'));
  cpSync(join(root, 'sites', 'home.yaml'), at('sites', 'home.yaml'));
  cpSync(join(root, 'sites', 'home.lock'), at('sites', 'home.lock'));
  mkdirSync(at('media', 'accounts', 'avatars'), { recursive: true });
  writeFileSync(at('media', 'accounts', 'avatars', 'one.png'), 'a picture');
  const keys = ['PRIMARY_KEY', 'DETERMINISTIC_KEY', 'KEY_DERIVATION_SALT'].map(
    (name) => `ACTIVE_RECORD_ENCRYPTION_${name}=${key}`,
  );
  writeFileSync(
    at('env'),
    ['LOCAL_DOMAIN=example.org', 'WEB_DOMAIN=social.example.org', `SECRET_KEY_BASE=${key}`, ...keys, ''].join('\n'),
  );
  const server = ['-c', 'listen_addresses=', '-c', `unix_socket_directories=${folder}`].join(' ');
  must('mkdir', at('target'));
  must('initdb', '--pgdata', at('old'), '--username=postgres', '--auth=trust', '--no-sync');
  must('pg_ctl', '-D', at('old'), '-l', at('log'), '-o', server, '-w', 'start');
  const as = ['-h', folder, '-U', 'postgres'];
  must('createdb', ...as, 'old');
  must('psql', ...as, '-q', '-d', 'old', '-f', join(root, 'test', 'backup', 'support', 'mastodon.sql'));
  must('pg_dump', ...as, '--format=custom', `--file=${at('dump')}`, 'old');
  must('pg_ctl', '-D', at('old'), '-m', 'immediate', 'stop');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const adopt = (...more: string[]) =>
  asAnybody(
    process.execPath,
    join(root, 'bin', 'mammut.js'),
    'adopt',
    at('sites', 'home.yaml'),
    ...['--dump', at('dump'), '--media', at('media'), '--env', at('env'), '--target', at('target'), ...more],
  );

test('a set is published and checked, with the secrets encrypted and nothing left behind', () => {
  const before = readdirSync(tmpdir()).filter((name) => name.startsWith('mammut-adopt-'));
  const { status, stdout, stderr } = adopt();
  expect({ status, stderr: status === 0 ? '' : stderr + stdout }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/done: set \S+ is checked: .* 1 media files/);
  const sets = at('target', 'social.example.org', 'sets');
  const [set = ''] = readdirSync(sets);
  expect(readdirSync(join(sets, set)).sort()).toEqual(
    expect.arrayContaining(['checked.json', 'dump', 'manifest.json', 'media.zst', 'secrets.cms', 'settings']),
  );
  const manifest = readFileSync(join(sets, set, 'manifest.json'), 'utf8');
  expect(JSON.parse(manifest)).toMatchObject({ site: 'home', domain: 'social.example.org', mediaFiles: 1 });
  expect(readFileSync(join(sets, set, 'secrets.cms')).includes(key)).toBe(false);
  expect(manifest.includes(key) || stdout.includes(key)).toBe(false);
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('mammut-adopt-'))).toEqual(before);
});

test('for a script the set is named as data, and what the steps say goes to standard error', () => {
  const { status, stdout, stderr } = adopt('--format', 'json');
  const { set, message, ...told } = JSON.parse(stdout);
  expect({ status, ...told }).toEqual({ status: 0, site: 'home', domain: 'social.example.org', target: at('target') });
  expect(readdirSync(at('target', 'social.example.org', 'sets'))).toContain(set);
  expect(message).toContain(`done: set ${set} is checked`);
  expect(stderr).toContain('the dump is restored, a set is made of it');
});

test('who is quiet hears why it failed, and nothing else', () => {
  writeFileSync(at('no-dump'), 'no dump');
  const { status, stdout, stderr } = adopt('--quiet', '--dump', at('no-dump'));
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^error: failed: looking at the dump: .*\n$/);
});
