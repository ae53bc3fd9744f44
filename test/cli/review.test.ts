import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mammut, temporaryFolder } from './mammut';

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
