import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mammut, temporaryFolder } from '../cli/mammut';
import { declaration } from '../support/site';

const folder = temporaryFolder();
const at = (...path: string[]) => join(folder, ...path);
const git = (...words: string[]) => execFileSync('git', ['-C', folder, ...words]);

/** The site `home`, as a person keeps it in git. */
function declare(change: (text: string) => string): void {
  writeFileSync(at('home.yaml'), change(readFileSync('sites/home.yaml', 'utf8')));
  copyFileSync('sites/home.lock', at('home.lock'));
  expect(mammut('synth', at('home.yaml'), '--out', at('dist')).code).toBe(0);
}

beforeAll(() => {
  declare((text) => text);
  git('init', '--quiet');
  git('-c', 'user.name=me', '-c', 'user.email=me@example.org', 'add', '.');
  git('-c', 'user.name=me', '-c', 'user.email=me@example.org', 'commit', '--quiet', '--message=first');
});

test('nothing changed: 0', () => {
  expect(mammut('review', 'HEAD', at('dist'))).toMatchObject({ code: 0, out: 'nothing changes\n' });
});

test('against a revision, and against a folder: the exit code says what it does', () => {
  declare((text) => text.replace('version: v4.7.2', 'version: v4.7.3'));
  const byGit = mammut('review', 'HEAD', at('dist', 'home'));
  expect(byGit).toMatchObject({ code: 4, out: expect.stringContaining('pods restart') });
  expect(mammut('review', 'dist/home', at('dist', 'home'))).toMatchObject({ code: 4, out: byGit.out });
  const json = JSON.parse(mammut('review', 'HEAD', at('dist', 'home'), '--format', 'json').out);
  expect(json).toMatchObject({ verdict: 'restarts', risks: [] });
  expect(mammut('review', 'HEAD', at('dist', 'home'), '--format', 'markdown').out).toContain('### Pods restart');
});

test('a rendered folder may be a repository of its own', () => {
  const own = at('own');
  cpSync(at('dist', 'home'), own, { recursive: true });
  execFileSync('git', ['-C', own, 'init', '--quiet']);
  execFileSync('git', ['-C', own, 'add', '.']);
  execFileSync('git', ['-C', own, '-c', 'user.name=me', '-c', 'user.email=me@example.org', 'commit', '-qm', 'first']);
  expect(mammut('review', 'HEAD', own)).toMatchObject({ code: 0, out: 'nothing changes\n', err: '' });
});

test.each([
  ['a folder that is not there', ['HEAD', 'nowhere'], 'nowhere is no rendered folder'],
  ['a folder without objects', ['HEAD', 'docs'], 'docs holds no rendered object'],
  [
    'an option in the place of a revision',
    ['cluster;x', 'dist/home'],
    'is neither a folder, nor "cluster", nor a git revision',
  ],
  ['a revision that is not there', ['nothing-like-this', 'dist/home'], 'git failed (128)'],
])('%s is refused', (_what, words, message) => {
  const { code, out, err } = mammut('review', ...words);
  expect({ code, out, err }).toEqual({ code: 1, out: '', err: expect.stringContaining(message) });
});

test('a file that is no YAML any more is named', () => {
  mkdirSync(at('broken', 'platform'), { recursive: true });
  writeFileSync(at('broken', 'platform', 'edited.yaml'), 'a: [\n');
  const { code, err } = mammut('review', 'dist/home', at('broken'));
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('"platform/edited.yaml"') });
  expect(err).toMatch(/^error: can't be read as YAML: .*; mend it, or render it again\n$/);
});

describe('a folder of several sites', () => {
  const sites = { alpha: 'namespace: alpha', beta: 'namespace: beta', gamma: 'namespace: gamma' };
  const render = (out: string, more: Partial<Record<keyof typeof sites, string>>) => {
    for (const [name, mastodon] of Object.entries(sites)) {
      const overlay = `name: ${name}\nmastodon: {${mastodon}${more[name as keyof typeof sites] ?? ''}}`;
      writeFileSync(at(`${name}.yaml`), declaration('one-node', overlay));
    }
    expect(mammut('synth', ...Object.keys(sites).map((name) => at(`${name}.yaml`)), '--out', at(out)).code).toBe(0);
  };

  beforeAll(() => {
    render('old', {});
    render('new', { beta: ', version: v4.7.3', gamma: ', webDomain: other.example.org' });
  });

  test('only those that change are told, each line with its site, the worst first', () => {
    const { code, out } = mammut('review', at('old'), at('new'));
    expect(code).toBe(5);
    expect(out).toMatch(/^2 sites change:\n {2}destructive: gamma\n {2}pods restart: beta\n\nNEVER CHANGE THIS/);
    expect(out).toContain('  gamma: WEB_DOMAIN: social.example.org → other.example.org\n');
    expect(out).toContain('  beta: Deployment beta/web\n');
    expect(out).not.toContain('alpha');
  });

  test('one that changes is told as if it were alone', () => {
    const { code, out } = mammut('review', at('old', 'beta'), at('new', 'beta'));
    expect(code).toBe(4);
    rmSync(at('new', 'gamma'), { recursive: true });
    cpSync(at('old', 'gamma'), at('new', 'gamma'), { recursive: true });
    expect(mammut('review', at('old'), at('new'))).toMatchObject({ code: 4, out });
  });

  test('one that is new, and one that is gone', () => {
    rmSync(at('old', 'beta'), { recursive: true });
    rmSync(at('new', 'gamma'), { recursive: true });
    const { code, out } = mammut('review', at('old'), at('new'));
    expect(code).toBe(5);
    expect(out).toContain('  gamma: PersistentVolumeClaim gamma/media disappears: ');
    expect(out).toContain('    # on the cluster of gamma\n    kubectl ');
    expect(out).toContain('  beta: Deployment beta/web\n');
    expect(mammut('review', at('new'), at('new'))).toMatchObject({ code: 0, out: 'nothing changes\n' });
  });
});

test("a guest's claim does not grow on a class of its host that lets none grow, though its host does not change", () => {
  const guest = (size: string) =>
    declaration(
      'microk8s-jiva',
      `name: second\ncluster: host.yaml\nnetwork: null\nstorage: null\nmastodon: {namespace: second, handleDomain: example.net, webDomain: social.example.net, media: {volume: {size: ${size}}}}`,
    );
  writeFileSync(at('host.yaml'), declaration('microk8s-jiva'));
  const render = (size: string, out: string) => {
    writeFileSync(at('guest.yaml'), guest(size));
    expect(mammut('synth', at('host.yaml'), at('guest.yaml'), '--out', at(out)).code).toBe(0);
  };
  render('100Gi', 'small');
  render('200Gi', 'large');
  const { code, out } = mammut('review', at('small'), at('large'));
  expect({ code, out }).toEqual({ code: 5, out: expect.stringMatching(/class \S+ lets no volume grow/) });
});
