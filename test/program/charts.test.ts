import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSite } from '../charts/made';
import { mammut, temporaryFolder } from '../cli/mammut';

const folder = temporaryFolder();
const at = (...names: string[]) => join(folder, ...names);

/** A stand-in for helm, which prints what a chart's folder holds; the real one is asked by test/charts/real.ts. */
const standIn = `#!/bin/sh
echo "$@" >>"$0.asked"
case "$1" in
  version) echo v3 ;;
  pull) if [ "$2" = lost ]; then echo 'Error: no such chart' >&2; echo 'Use --debug' >&2; exit 1; fi
    for last; do :; done; mkdir "$last/$2-$6"; echo "--- {apiVersion: v1, kind: ConfigMap, metadata: {name: $6}}" >"$last/$2-$6/printed" ;;
  template) cat "$3/printed"; for last; do :; done; cp "$last" "$0.values" ;;
esac
`;
const asked = () => readFileSync(at('stand-in', 'helm.asked'), 'utf8').trim().split('\n');
const ofKind = (kind: string, name: string) =>
  `---\n# Source: lamp/templates/a.yaml\n{apiVersion: v1, kind: ${kind}, metadata: {name: ${name}}}\n`;

const ours = () => readdirSync(tmpdir()).filter((name) => name.startsWith('mammut-charts-'));

beforeAll(() => {
  mkdirSync(at('stand-in'));
  for (const [version, printed] of [
    ['1.0.0', ofKind('PersistentVolumeClaim', 'data') + ofKind('ConfigMap', 'one')],
    ['1.0.1', ofKind('PersistentVolumeClaim', 'data') + ofKind('ConfigMap', 'one') + ofKind('ConfigMap', 'two')],
    ['2.0.0', ofKind('ConfigMap', 'one')],
  ] as const) {
    mkdirSync(at('charts', `lamp-${version}`), { recursive: true });
    writeFileSync(at('charts', `lamp-${version}`, 'printed'), printed);
    writeSite(at(version), [{ version }]);
  }
  writeSite(at('none'), []);
});

beforeEach(() => {
  writeFileSync(at('stand-in', 'helm'), standIn, { mode: 0o755 });
  writeFileSync(at('stand-in', 'helm.asked'), '');
});

function review(...words: readonly string[]) {
  const environment = jest.replaceProperty(process, 'env', {
    ...process.env,
    PATH: `${at('stand-in')}:${process.env.PATH}`,
  });
  try {
    return mammut('review', ...words);
  } finally {
    environment.restore();
  }
}
const withCharts = (old: string, young: string, ...more: string[]) =>
  review(at(old), at(young), '--charts', '--chart-folder', at('charts'), ...more);

test('a bump is judged by what the chart makes, and counts for the exit code', () => {
  expect(review(at('1.0.0'), at('1.0.1'))).toMatchObject({ code: 0, out: 'nothing changes\n' });
  const small = withCharts('1.0.0', '1.0.1');
  expect(small).toMatchObject({ code: 3, err: '' });
  expect(small.out).toContain('Created:\n  ConfigMap two\n');
  const large = withCharts('1.0.0', '2.0.0');
  expect(large).toMatchObject({ code: 5, out: expect.stringContaining('PersistentVolumeClaim data disappears') });
  expect(large.out).not.toMatch(/delete persistentvolumeclaim/i);
});

test('as data, with the verdict of all together', () => {
  const { code, out } = withCharts('1.0.0', '2.0.0', '--format', 'json');
  expect({ code, ...JSON.parse(out) }).toMatchObject({
    code: 5,
    verdict: 'destructive',
    charts: { reviewed: [{ review: { verdict: 'destructive' } }], failed: [] },
  });
});

test('only charts are rendered that changed, with definitions and the values of their side', () => {
  writeSite(at('dimmed'), [{ version: '1.0.0', image: 'dimmed' }]);
  expect(withCharts('1.0.0', '1.0.0')).toMatchObject({ code: 0, out: expect.stringContaining('lamp 1.0.0 as before') });
  expect(asked()).toEqual(['']);
  expect(withCharts('1.0.0', 'dimmed').out).toContain('lamp 1.0.0 with other values');
  const renderings = asked().filter((words) => words.startsWith('template'));
  expect(new Set(renderings)).toEqual(
    new Set([expect.stringContaining(`template lamp ${at('charts', 'lamp-1.0.0')} --namespace light --include-crds`)]),
  );
  expect(readFileSync(at('stand-in', 'helm.values'), 'utf8')).toBe('# why\nimage: dimmed\n');
});

test('an old side from git, whose values lie in a folder that is gone afterwards', () => {
  const git = (...words: string[]) => execFileSync('git', ['-C', at('git'), ...words]);
  writeSite(at('git', 'site'), [{ version: '1.0.0' }]);
  git('init', '--quiet');
  git('add', '.');
  git('-c', 'user.name=me', '-c', 'user.email=me@example.org', 'commit', '--quiet', '--message=first');
  writeSite(at('git', 'site'), [{ version: '2.0.0' }]);
  const before = ours();
  const { code, out } = review('HEAD', at('git', 'site'), '--charts', '--chart-folder', at('charts'));
  expect({ code, out }).toEqual({ code: 5, out: expect.stringContaining('== lamp 1.0.0 → 2.0.0') });
  expect(ours()).toEqual(before);
});

test('Ctrl-C ends it, asks for no further chart, and leaves no folder', () => {
  writeFileSync(at('stand-in', 'helm'), `${standIn}[ "$1" = version ] || kill -INT $$\n`, { mode: 0o755 });
  const before = ours();
  expect(withCharts('1.0.0', '2.0.0')).toEqual({ code: 130, out: '', err: '' });
  expect(asked().map((words) => words.split(' ')[0])).toEqual(['version', 'template']);
  expect(ours()).toEqual(before);
});

test('what is in no folder is fetched, each version once', () => {
  const { code, out } = review(at('1.0.0'), at('1.0.1'), '--charts');
  expect({ code, out }).toEqual({ code: 3, out: expect.stringContaining('1 created, 0 changed, 1 disappeared') });
  expect(asked().filter((words) => words.startsWith('pull'))).toEqual(
    ['1.0.0', '1.0.1'].map((version) =>
      expect.stringContaining(`pull lamp --repo https://charts.example.org --version ${version} --destination `),
    ),
  );
});

test('a chart that can not be had is named with the way out; the others go on; nothing is called safe', () => {
  const lamp = (version: string) => ({ version });
  const lost = (version: string) => ({ chart: 'lost', version });
  writeSite(at('two-old'), [lost('1'), lamp('1.0.0')]);
  writeSite(at('two-new'), [lost('2'), lamp('1.0.1')]);
  const { code, out } = withCharts('two-old', 'two-new');
  expect(code).toBe(6);
  expect(out).toContain('== lamp 1.0.0 → 1.0.1');
  expect(out).toContain(
    'Not judged:\n  lost 1 → 2: helm failed (1): Error: no such chart; put it into a folder as lost-1.tgz or lost-1/',
  );
  expect(out).toMatch(/\nwith lamp 1\.0\.0 → 1\.0\.1, lost 1 → 2: not known: a chart could not be judged\n$/);
});

test('without helm it says where to get it', () => {
  const environment = jest.replaceProperty(process, 'env', { PATH: '/nowhere' });
  const { code, out, err } = mammut('review', at('1.0.0'), at('2.0.0'), '--charts', '--chart-folder', at('charts'));
  environment.restore();
  expect({ code, out, err }).toEqual({
    code: 1,
    out: '',
    err: expect.stringContaining('helm is not here: install it (https://helm.sh)'),
  });
});

test('a site without charts says so, and is reviewed as ever', () => {
  expect(withCharts('none', 'none')).toMatchObject({
    code: 0,
    out: expect.stringContaining('this site requires no chart\n'),
  });
});

test.each([
  [
    'an option of helm’s in place of a version',
    { version: '--post-renderer=/bin/evil' },
    '"--post-renderer=/bin/evil"',
  ],
  ['a path in place of a chart', { version: '2.0.0', chart: '../lamp' }, '"../lamp"'],
  ['a program in place of a repository', { version: '2.0.0', repository: 'ext::sh' }, '"ext::sh"'],
])('%s, as a pull request may have it, is handed to nobody', (_what, required, named) => {
  const release = 'chart' in required ? [{ version: '1.0.0', chart: required.chart }] : [{ version: '1.0.0' }];
  writeSite(at('old'), release);
  writeSite(at('evil'), [required]);
  const { code, out } = withCharts('old', 'evil');
  expect({ code, out }).toEqual({ code: 6, out: expect.stringContaining(`requires.yaml says ${named} where`) });
  expect(asked().join('\n')).not.toContain('evil');
});

test.each([
  ['a cluster has no values to render with', ['cluster', '1.0.0', '--charts'], 'name a folder or a git revision'],
  [
    'a folder of charts that is not there',
    ['1.0.0', '2.0.0', '--charts', '--chart-folder', '/nowhere'],
    'no such folder',
  ],
  ['a folder of charts without --charts', ['1.0.0', '2.0.0', '--chart-folder', '/tmp'], 'with --charts alone'],
])('%s', (_what, [old = '', young = '', ...more], message) => {
  const { code, err } = review(old === 'cluster' ? old : at(old), at(young), ...more);
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(message) });
});
