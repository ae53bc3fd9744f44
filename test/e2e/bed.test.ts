import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Output, run } from '../api/processes';
import { current, down } from '../cluster/cluster';
import { inNetworkOf, until } from '../cluster/command';
import { cgroupFolders } from '../cluster/kill';
import { adminKubeconfig, cgroupOf, lanNamespace, nodesNamed, runFolder } from '../cluster/layout';
import { namespaces } from '../cluster/network';
import { measured, since } from './support/measured';

// The test bed itself, as a person types it: what it leaves behind, and what it says when it can't.
jest.setTimeout(600_000);

const runner = ['scripts/run.mjs', 'test/cluster/main.ts'];
const cluster = (...words: string[]) => run(process.execPath, [...runner, ...words]);

/** One line that says what is wrong, no stack, and an exit code that is not 0. */
function expectRefusal({ code, stdout, stderr }: Output, reason: RegExp): void {
  expect(code).not.toBe(0);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toMatch(reason);
  expect(stdout).toBe('');
}

async function expectNothingLeft(): Promise<void> {
  expect(await namespaces()).toEqual([]);
  expect(existsSync(runFolder)).toBe(false);
  const cgroups = nodesNamed(5).flatMap((node) => cgroupFolders(cgroupOf(node)));
  expect(cgroups.filter((folder) => existsSync(folder))).toEqual([]);
  expect(readFileSync('/proc/self/mounts', 'utf8')).not.toContain('mammut');
  const { stdout } = await run('pgrep', ['--full', runFolder]);
  expect(stdout).toBe('');
}

beforeAll(down);
afterAll(down);

test('`up` after kill -9 of its own runner repairs', async () => {
  const killed = spawn(process.execPath, [...runner, 'up', '--nodes', '1'], { detached: true, stdio: 'ignore' });
  const ended = new Promise((resolve) => killed.once('exit', resolve));
  await until('the first node to be there', 60, async () => (await namespaces()).includes('mammut-alpha'));
  process.kill(-(killed.pid ?? 0), 'SIGKILL');
  await ended;
  const started = Date.now();
  expect(await cluster('up', '--nodes', '1')).toMatchObject({ code: 0, stderr: '' });
  measured('`up` after its runner was killed: up', `${since(started)} s`);
  expect(await cluster('status')).toMatchObject({ code: 0, stdout: expect.stringMatching(/alpha .* Ready /) });
});

test('`up` again changes nothing', async () => {
  const before = await (await current()).kubectl.must('get', 'pods', '--all-namespaces', '--output=name');
  expect((await cluster('up', '--nodes', '1')).code).toBe(0);
  expect(await (await current()).kubectl.must('get', 'pods', '--all-namespaces', '--output=name')).toBe(before);
});

test('a half-dead cluster is told apart, and `up` repairs it', async () => {
  expect((await cluster('kill', 'cp1')).code).toBe(0);
  const { code, stdout } = await cluster('status');
  expect(code).not.toBe(0);
  expect(stdout).toContain('the API server does not answer');
  expect((await cluster('up', '--nodes', '1')).code).toBe(0);
  expect((await cluster('status')).code).toBe(0);
});

describe('a cluster of one’s own', () => {
  let bin: string;

  beforeAll(async () => {
    bin = mkdtempSync(join(tmpdir(), 'mammut-bin-'));
    const { kubernetes } = await current();
    writeFileSync(join(bin, 'kubectl'), `#!/bin/sh\nexec ${kubernetes} kubectl "$@"\n`);
    chmodSync(join(bin, 'kubectl'), 0o755);
  });
  afterAll(() => rmSync(bin, { recursive: true }));

  const testsOn = (kubeconfig: string) => {
    const jest = [process.execPath, 'node_modules/jest/bin/jest.js', '--config', 'test/e2e/jest.config.js'];
    const [program, ...words] = [...inNetworkOf(lanNamespace), ...jest];
    const env = { ...process.env, KUBECONFIG: kubeconfig, MAMMUT_E2E_CONTEXT: contextOf(kubeconfig) };
    return run(program, words, { env: { ...env, PATH: [bin, process.env.PATH].join(delimiter) } });
  };

  test('runs the tests that can run there', async () => {
    const { code, stdout, stderr } = await testsOn(adminKubeconfig);
    expect(`${stdout}${stderr}`).toContain('the server takes all of mastodon');
    expect(code).toBe(0);
  });

  test('that does not answer is one line', async () => {
    const nowhere = join(bin, 'nowhere');
    writeFileSync(
      nowhere,
      readFileSync(adminKubeconfig, 'utf8').replace(/"server":"[^"]*"/, '"server":"https://127.0.0.1:9"'),
    );
    const { code, stderr } = await testsOn(nowhere);
    expect(code).not.toBe(0);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('does not answer');
  });

  const contextOf = (kubeconfig: string): string => JSON.parse(readFileSync(kubeconfig, 'utf8'))['current-context'];
});

describe('what it says when it can not', () => {
  test('no root', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mammut-bed-'));
    chmodSync(folder, 0o755);
    copyFileSync('.cache/test-cluster-main.ts.js', join(folder, 'main.js'));
    const nobody = ['--reuid=65534', '--regid=65534', '--clear-groups'];
    expectRefusal(await run('setpriv', [...nobody, process.execPath, join(folder, 'main.js'), 'up']), /run it as root/);
    rmSync(folder, { recursive: true });
  });

  test('no Go', async () => {
    const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !existsSync(join(folder, 'go')));
    const env = { ...process.env, PATH: path.join(delimiter) };
    expectRefusal(
      await run(process.execPath, ['.cache/test-cluster-main.ts.js', 'up'], { env }),
      /missing .*Go 1\.\d+/,
    );
  });

  test('a full disk', async () => {
    const fill = `mount -t tmpfs -o size=64m none /var/tmp && exec "$0" .cache/test-cluster-main.ts.js up`;
    const full = await run('unshare', ['--mount', '--propagation', 'private', 'sh', '-c', fill, process.execPath]);
    expectRefusal(full, /10 GiB of free disk in \/var\/tmp, found 0\.1/);
  });

  test('another one at work', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen('\0mammut-cluster', resolve));
    expectRefusal(await cluster('up'), /another npm run cluster is at work/);
    holder.close();
  });

  test.each([
    [['up', '--nodes', '9'], /--nodes: 1 to 5/],
    [['kill', 'omega'], /no machine omega here, only cp1, alpha/],
    [['dance'], /what is dance/],
  ] as const)('%s', async (words, reason) => {
    const { code, stderr } = await cluster(...words);
    expect(code).toBe(2);
    expect(stderr.split('\n')[0]).toMatch(reason);
  });
});

test('`down` leaves nothing behind', async () => {
  expect((await cluster('down')).code).toBe(0);
  await expectNothingLeft();
  expect(await cluster('status')).toMatchObject({ code: 2, stderr: 'no cluster is up: npm run cluster up\n' });
});
