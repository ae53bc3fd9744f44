import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { publish } from '../../lib/output/write';
import { isFileBeside } from '../../lib/site/file-name';
import { absoluteFolder, exportedFolder, relativeFolder, secretKey } from '../../lib/site/names';
import { synthesize } from '../../lib/synthesize';
import { mammut, started } from '../cli/mammut';
import { declaration } from '../support/site';

let house: string;
let before: string;

beforeEach(() => {
  before = process.cwd();
  house = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'mammut-hostile-')));
  fs.mkdirSync(join(house, 'work'));
  fs.mkdirSync(join(house, 'outside'));
  fs.writeFileSync(join(house, 'outside/mine'), 'mine\n');
  fs.writeFileSync(join(house, 'work/site.yaml'), declaration('one-node'));
  process.chdir(join(house, 'work'));
});

afterEach(() => {
  process.chdir(before);
  fs.rmSync(house, { recursive: true });
});

/** What lies outside of the working directory: only ever what was there. */
const outside = () => fs.readdirSync(join(house, 'outside'), { recursive: true });

describe('a symbolic link in the output leads nothing out of it', () => {
  const plants: readonly [where: string, plant: () => void][] = [
    ['in place of the output folder', () => fs.symlinkSync('../outside', 'dist')],
    ['in place of the output folder, to nowhere', () => fs.symlinkSync('../outside/new', 'dist')],
    [
      "in place of the site's folder",
      () => {
        fs.mkdirSync('dist');
        fs.symlinkSync('../../outside', 'dist/one-node');
      },
    ],
    ['in place of the lock, to nowhere', () => fs.symlinkSync('../outside/lock', 'site.lock')],
  ];

  test.each(plants)('%s it is refused and named', (_, plant) => {
    plant();
    const { code, out, err } = mammut('synth', 'site.yaml');
    expect({ code, outside: outside() }).toEqual({ code: 1, outside: ['mine'] });
    expect(err + out).toMatch(/a symbolic link/);
    expect(err).not.toMatch(/^ {4}at /m);
  });

  test.each(['a', 'a/b', 'a/b/out'])('as the folder %s above it is refused and named', (link) => {
    fs.mkdirSync('a/b', { recursive: true });
    fs.mkdirSync('elsewhere');
    fs.rmSync(link, { recursive: true, force: true });
    fs.symlinkSync(join(house, 'outside'), link);
    const { code, err } = mammut('synth', 'site.yaml', '--out', 'a/b/out');
    expect({ code, outside: outside() }).toEqual({ code: 1, outside: ['mine'] });
    expect(err).toContain(`error: ${link} is a symbolic link, not a folder: move it away`);
  });

  test('as the last part of a path from the root it is refused; above that the machine is itself', () => {
    fs.symlinkSync(join(house, 'outside'), join(house, 'link'));
    expect(mammut('synth', 'site.yaml', '--out', join(house, 'link')).code).toBe(1);
    expect(outside()).toEqual(['mine']);
    expect(mammut('synth', 'site.yaml', '--out', join(house, 'link', 'out')).code).toBe(0);
  });

  const inside: readonly [what: string, path: string, target: string][] = [
    ['a file of it', 'README.md', 'mine'],
    ['a folder of it', 'mastodon', '.'],
    ['a folder in a folder', 'mastodon/web', '.'],
    ['a file to nowhere', 'inventory.json', 'new'],
  ];

  test.each(inside)('in place of %s it is replaced, and what it leads to is left alone', (_, path, target) => {
    expect(mammut('synth', 'site.yaml').code).toBe(0);
    const place = join('dist/one-node', path);
    fs.rmSync(place, { recursive: true });
    fs.symlinkSync(join(house, 'outside', target), place);
    if (path === 'inventory.json') fs.writeFileSync('dist/one-node/README.md', 'changed');
    expect(mammut('synth', 'site.yaml').code).toBe(0);
    expect(fs.lstatSync(place).isSymbolicLink()).toBe(false);
    expect(outside()).toEqual(['mine']);
    expect(fs.readFileSync(join(house, 'outside/mine'), 'utf8')).toBe('mine\n');
  });

  test.each(['.home.new', '.home.old'])('under the name %s, which a run cut short leaves, it is taken away', (name) => {
    fs.mkdirSync('dist');
    fs.symlinkSync(join(house, 'outside'), join('dist', name));
    expect(publish('dist/home', new Map([['a/b', 'b']]))).toBe('written');
    expect(fs.readdirSync('dist')).toEqual(['home']);
    expect(fs.lstatSync('dist/home').isDirectory()).toBe(true);
    expect(outside()).toEqual(['mine']);
  });

  test('secrets are not written behind one', () => {
    fs.symlinkSync(join(house, 'outside'), 'secrets');
    const { code, err } = mammut('secrets', 'site.yaml');
    expect({ code, outside: outside() }).toEqual({ code: 1, outside: ['mine'] });
    expect(err).toContain('secrets is a symbolic link');
  });
});

describe('a declaration names no file but those beside it', () => {
  const guest = (file: string) => `schemaVersion: 1\nname: second\ncluster: ${JSON.stringify(file)}\n`;

  test.each([
    '../outside/host.yaml',
    '/etc/passwd',
    '/etc/site.yaml',
    'a/../../host.yaml',
    './host.yaml',
    '.hidden.yaml',
    '~/host.yaml',
    'host.yaml ',
    'host',
    'host.yaml/',
    'c:\\host.yaml',
    'a//host.yaml',
    `${'a'.repeat(200)}.yaml`,
    '$(touch x).yaml',
  ])('%j is refused, and not even looked for', (file) => {
    fs.writeFileSync(join(house, 'outside/host.yaml'), declaration('home'));
    fs.writeFileSync('guest.yaml', guest(file));
    const opened = jest.spyOn(fs, 'openSync');
    const { code, err } = mammut('check', 'guest.yaml');
    const files = opened.mock.calls.map(([path]) => String(path));
    opened.mockRestore();
    expect(code).toBe(1);
    expect(files.filter((path) => !['guest.yaml', 'guest.lock'].includes(path))).toEqual([]);
    expect(err + mammut('check', 'guest.yaml').out).toMatch(
      /guest\.yaml:3:10: error: cluster is .*allowed: a map, or a file beside/,
    );
  });

  test.each(['home.yaml', 'clusters/home.yaml', 'a/b/c_1.yml'])('%s is allowed', (file) => {
    expect(isFileBeside(file)).toBe(true);
  });

  test('a text in place of a cluster that looks like a secret is not shown', () => {
    const { findings } = synthesize(guest('https://me:hunter2hunter2@git.example.org/site.yaml'));
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });
});

describe('folders and keys that a declaration names', () => {
  const takes = (schema: v.GenericSchema, text: string) => v.safeParse(schema, text).success;

  test.each(['/..', '/a/../b', '/a/./b', '/a//b', 'a', '/a b', '/a;b', '/$(a)', '/a\n', '~'])(
    '%j is no folder',
    (text) => {
      expect([absoluteFolder(), exportedFolder()].map((schema) => takes(schema, text))).toEqual([false, false]);
    },
  );

  test.each(['/var/lib/longhorn', '/srv/..data', '/a/.b/c-d_e', '/volume1/mastodon/'])('%j is one', (text) => {
    expect([absoluteFolder(), exportedFolder()].map((schema) => takes(schema, text))).toEqual([true, true]);
  });

  test.each(['..', '../a', 'a/../b', '/a', 'a//b', '.a', '', 'a b'])('%j leads nowhere below', (text) => {
    expect(takes(relativeFolder('a folder'), text)).toBe(false);
  });

  test.each(['.', '..', '../a', '..data', 'a/b', ''])('%j is no key of a Secret', (text) => {
    expect(takes(secretKey(), text)).toBe(false);
  });
});

describe('files that are none', () => {
  const says = (file: string) => started(['check', file], { cwd: join(house, 'work') });

  test('one that never ends is read to a limit', () => {
    const { code, err } = says('/dev/zero');
    expect(code).toBe(1);
    expect(err).toBe('error: /dev/zero: has more than 16777216 bytes, as no such file has: name another one\n');
  });

  test('one of a gigabyte, and a folder', () => {
    fs.truncateSync('site.yaml', 2 ** 30);
    expect(says('site.yaml')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^error: site\.yaml: has more than/),
    });
    expect(says('.')).toMatchObject({ code: 1, err: 'error: .: is a folder: name a file in it\n' });
  });

  test('what the system refuses is one line, not a stack trace', () => {
    fs.symlinkSync('loop.yaml', 'loop.yaml');
    const { code, err } = says('loop.yaml');
    expect(code).toBe(1);
    expect(err).toMatch(/^error: .*loop\.yaml.*\n$/);
    execFileSync('mkdir', ['secrets', 'secrets/one-node']);
    fs.writeFileSync('secrets/one-node/mastodon.yaml.new', 'left by a run that was cut short');
    const cut = started(['secrets', 'site.yaml'], { cwd: join(house, 'work') });
    expect(cut.err).not.toMatch(/^ {4}at /m);
  });
});
