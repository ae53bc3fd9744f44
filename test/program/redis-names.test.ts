import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [first, second, third] = [0, 1, 2].map((n) => `redis-${n}.redis.mastodon.svc.cluster.local`);
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'names-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What the hosts file holds of the members once names.sh has asked once, by a getent that knows only these. */
function asked(known: Readonly<Record<string, string>>, before = ''): string[] {
  const cases = Object.entries(known).map(([name, address]) => `${name}) echo '${address} STREAM ${name}' ;;`);
  const getent = join(folder, 'getent');
  writeFileSync(getent, `#!/bin/sh\ncase "$4" in ${cases.join(' ')} *) exit 2 ;; esac\n`);
  chmodSync(getent, 0o755);
  const hosts = join(folder, 'hosts');
  writeFileSync(hosts, before);
  execFileSync('sh', ['lib/redis/scripts/names.sh', 'once'], {
    env: { PATH: `${folder}:${process.env.PATH}`, HOSTS: hosts, PEERS: `${first} ${second} ${third}`, SELF: first },
  });
  return readFileSync(hosts, 'utf8')
    .split('\n')
    .filter((line) => line.includes('redis'));
}

test('the other members stand in the hosts file; its own name is the one that Kubernetes wrote', () => {
  expect(asked({ [`${second}`]: '10.1.0.2', [`${third}`]: '10.1.0.3' })).toEqual([
    `10.1.0.2 ${second}`,
    `10.1.0.3 ${third}`,
  ]);
});

test('a member that moved has its new address', () => {
  expect(asked({ [`${second}`]: '10.1.0.9' }, `10.1.0.2 ${second}\n`)).toEqual([`10.1.0.9 ${second}`]);
});

test('while nobody answers, what was known stays', () => {
  expect(asked({}, `10.1.0.2 ${second}\n`)).toEqual([`10.1.0.2 ${second}`]);
});

test('a member that nobody has ever known is left to the name server', () => {
  expect(asked({ [`${third}`]: '10.1.0.3' })).toEqual([`10.1.0.3 ${third}`]);
});

test('it ends when it is told to, as the first process of its container', async () => {
  const hosts = join(folder, 'hosts');
  const env = { PATH: process.env.PATH, HOSTS: hosts, PEERS: `${first}`, SELF: first };
  const words = ['--map-root-user', '--pid', '--fork', '--kill-child', 'sh', 'lib/redis/scripts/names.sh'];
  const container = spawn('unshare', words, { env });
  const ended = new Promise((resolve) => container.once('exit', resolve));
  while (!existsSync(hosts)) await new Promise((resolve) => setTimeout(resolve, 10));
  const [inside] = readFileSync(`/proc/${container.pid}/task/${container.pid}/children`, 'utf8').split(' ');
  process.kill(Number(inside), 'SIGTERM');
  expect(await ended).toBe(0);
});
