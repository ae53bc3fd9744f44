import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { contents, started, temporaryFolder } from '../cli/mammut';

const root = join(__dirname, '..', '..');
const folder = temporaryFolder();
const sites = join(folder, 'sites');
const declarations = ['home', 'microk8s-jiva', 'one-node'].map((name) => join(sites, `${name}.yaml`));

/** What programs look at without being told: none of it may reach the output. */
const elsewhere = {
  TZ: 'Pacific/Kiritimati',
  LANG: 'tr_TR.UTF-8',
  LC_ALL: 'tr_TR.UTF-8',
  HOME: join(folder, 'nobody'),
  USER: 'nobody',
  HOSTNAME: 'elsewhere',
  CDK8S_DISABLE_SORT: '1',
  CDK8S_LEGACY_HASH: '1',
  CDK8S_OUTDIR: join(folder, 'not-here'),
  CDK8S_RECORD_CONSTRUCT_METADATA: 'true',
  NODE_OPTIONS: '--no-warnings',
  NO_COLOR: '1',
};

let expected: Record<string, string>;

beforeAll(() => {
  cpSync(join(root, 'sites'), sites, { recursive: true });
  expect(started(['synth', ...declarations, '--out', join(folder, 'dist')]).code).toBe(0);
  expected = contents(join(folder, 'dist'));
  expect(Object.keys(expected).length).toBeGreaterThan(100);
});

test('time zone, language, home folder, working folder and cdk8s variables change no byte', () => {
  const out = join(folder, 'again');
  const { code } = started(['synth', ...[...declarations].reverse(), '--out', out], {
    cwd: join(folder, 'dist'),
    env: { PATH: process.env.PATH, ...elsewhere },
  });
  expect(code).toBe(0);
  expect(contents(out)).toEqual(expected);
});

test('the app of `cdk8s synth` ends in the same bytes', () => {
  const work = join(folder, 'work');
  mkdirSync(work);
  cpSync(sites, join(work, 'sites'), { recursive: true });
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'build', 'main.js')], {
    cwd: work,
    env: { PATH: process.env.PATH, ...elsewhere },
    encoding: 'utf8',
  });
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  expect(contents(join(work, 'dist'))).toEqual(expected);
});

test('a second run over the first says that nothing changed', () => {
  const { code, out } = started(['synth', ...declarations, '--out', join(folder, 'dist')]);
  expect(code).toBe(0);
  expect(out.match(/unchanged/g)).toHaveLength(declarations.length);
  expect(contents(join(folder, 'dist'))).toEqual(expected);
});
