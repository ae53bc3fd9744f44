import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { having, mammut, onTerminal, type Ran, temporaryFolder } from '../cli/mammut';

const folder = temporaryFolder();
const home = 'sites/home.yaml';
const yellow = (text: string) => `\u001b[33m${text}\u001b[39m`;
const wipe = '\r\u001b[K';

/** Runs with a stand-in for kubectl. */
function asking(script: string, run: () => Ran, more: NodeJS.ProcessEnv = {}): Ran {
  writeFileSync(join(folder, 'kubectl'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return having({ PATH: `${folder}:${process.env.PATH}`, ...more }, run);
}

/** Knows the version of its server and is refused everything else. */
const knowing = (version: object) => `case "$*" in version*) echo '${JSON.stringify(version)}';; *) exit 1;; esac`;
const server = (gitVersion: string) => knowing({ serverVersion: { gitVersion } });

test('prints a line for every check, and what to do below it', () => {
  const { code, out } = asking(server('v1.30.0'), () => mammut('doctor', home));
  expect(code).toBe(0);
  expect(out).toContain(
    'warn       version: Kubernetes 1.30 runs, 1.36 is declared\n           declare cluster.version, render and review\n',
  );
  expect(out).toContain("can't tell nodes: kubectl did not show nodes\n");
});

test('is data for scripts', () => {
  const { out } = asking(server('v1.36.9'), () => mammut('doctor', home, '--format', 'json'));
  expect(JSON.parse(out)[0]).toEqual({ check: 'version', result: 'pass', message: 'Kubernetes is as declared' });
});

test('ends with 1 where something fails', () => {
  const noNodes = `case "$*" in version*) echo '{}';; *get\\ nodes*) echo '{"items":[]}';; *) exit 1;; esac`;
  expect(asking(noNodes, () => mammut('doctor', home)).code).toBe(1);
});

test('says what kubectl says where no cluster answers', () => {
  const refused = 'echo "The connection to the server was refused" >&2; exit 1';
  expect(asking(refused, () => mammut('doctor', home))).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('The connection to the server was refused'),
  });
});

test('its colours say how bad it is', () => {
  const { out } = asking(server('v1.30.0'), () => onTerminal('doctor', home));
  expect(out).toContain(`${yellow('warn      ')} version: `);
});

describe('progress', () => {
  test('is one line that says what is asked and how much of it, and is wiped', () => {
    const { err } = asking(knowing({}), () => onTerminal('doctor', home));
    const [, total] = /\(1\/(\d+)\)/.exec(err) ?? [];
    expect(err).toContain(`${wipe}asking kubectl: get nodes --all-namespaces (`);
    expect(err).toContain(`(${total}/${total})${wipe}`);
    expect(err.endsWith(wipe)).toBe(true);
    expect(err).not.toContain('\n');
  });

  test.each([
    ['in a pipe', {}, () => mammut('doctor', home)],
    ['for who is quiet', {}, () => onTerminal('doctor', home, '--quiet')],
    ['on a dumb terminal', { TERM: 'dumb' }, () => onTerminal('doctor', home)],
  ])('is none %s', (_where, more, run) => {
    expect(asking(knowing({}), run, more).err).toBe('');
  });
});

test('--quiet tells what fails and what could not be seen, and nothing else', () => {
  const { out } = asking(knowing({}), () => mammut('doctor', home, '--quiet'));
  expect(out).toMatch(/^can't tell/m);
  expect(out).not.toMatch(/^(pass|warn)/m);
});
