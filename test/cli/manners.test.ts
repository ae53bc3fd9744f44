import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { declaration } from '../support/site';
import { having, mammut, onTerminal, temporaryFolder } from './mammut';

const folder = temporaryFolder();
const at = (...names: string[]) => join(folder, ...names);
const red = (text: string) => `\u001b[31m${text}\u001b[39m`;
const yellow = (text: string) => `\u001b[33m${text}\u001b[39m`;
const green = (text: string) => `\u001b[32m${text}\u001b[39m`;

beforeAll(() => {
  writeFileSync(at('sound.yaml'), declaration('one-node'));
  writeFileSync(at('alone.yaml'), declaration('one-node', 'backup: none'));
  writeFileSync(at('broken.yaml'), declaration('one-node').replace('memory: 8Gi', 'memory: 8GB'));
});

describe('colours', () => {
  test('say how bad it is, on a terminal', () => {
    expect(having({}, () => onTerminal('check', at('broken.yaml'))).out).toContain(`: ${red('error:')} `);
    expect(having({}, () => onTerminal('check', 'sites/home.yaml')).out).toContain(`: ${yellow('warning:')} `);
    expect(having({}, () => onTerminal('check', at('none.yaml'))).err).toMatch(/^\S*error:\S* .*no such file/);
  });

  test("are review's too", () => {
    expect(having({}, () => onTerminal('review', 'dist/home', 'dist/home')).out).toBe(`${green('nothing changes')}\n`);
  });

  test.each([
    ['in a pipe', {}, mammut],
    ['with NO_COLOR', { NO_COLOR: '1' }, onTerminal],
    ['on a dumb terminal', { TERM: 'dumb' }, onTerminal],
  ])('are none %s', (_where, more, how) => {
    expect(having(more, () => how('check', at('broken.yaml'))).out).not.toContain('\u001b');
  });

  test.each([
    ['json', ['check', 'sites/home.yaml', '--format', 'json']],
    ['markdown', ['review', 'dist/home', 'dist/one-node', '--format', 'markdown']],
  ])('are none in %s', (_format, words) => {
    expect(having({}, () => onTerminal(...words)).out).not.toContain('\u001b');
  });
});

describe('--quiet', () => {
  test('leaves warnings and notes out, and errors in', () => {
    expect(mammut('check', 'sites/home.yaml', '--quiet')).toEqual({ code: 0, out: '', err: '' });
    expect(mammut('check', at('sound.yaml'), '--quiet')).toEqual({ code: 0, out: '', err: '' });
    const { code, out } = mammut('check', at('broken.yaml'), '--quiet');
    expect({ code, out }).toEqual({
      code: 1,
      out: expect.stringMatching(/^\S+broken.yaml:\d+:\d+: error: .*\n {4}.*\n$/),
    });
  });

  test('renders without a word', () => {
    expect(mammut('synth', at('sound.yaml'), '--out', at('quiet'), '--quiet')).toEqual({ code: 0, out: '', err: '' });
    expect(existsSync(at('quiet', 'one-node', 'README.md'))).toBe(true);
  });

  test('does not outlast its command', () => {
    mammut('check', at('sound.yaml'), '--quiet');
    expect(mammut('check', at('sound.yaml')).out).toContain('warning: ');
  });
});

describe('--format json', () => {
  const data = (...words: string[]) => {
    const { code, out, err } = mammut(...words);
    expect(err).toBe('');
    return { code, ...JSON.parse(out) };
  };

  test('of synth: what was written for each site, and its findings', () => {
    const words = ['synth', at('sound.yaml'), '--out', at('json'), '--format', 'json'];
    expect(data(...words)).toMatchObject({
      code: 0,
      sites: [{ file: at('sound.yaml'), name: 'one-node', folder: at('json', 'one-node'), changed: true, errors: 0 }],
    });
    expect(data(...words).sites[0]).toMatchObject({ changed: false, files: expect.any(Number) });
    const broken = data('synth', at('sound.yaml'), at('broken.yaml'), '--out', at('none'), '--format', 'json');
    expect(broken).toMatchObject({ code: 1, sites: [{ errors: 0 }, { errors: 1, changed: false }] });
    expect(readdirSync(at('none'))).toEqual(['one-node']);
  });

  test('of init: files that were written, and what is to be mended', () => {
    const words = ['init', at('new.yaml'), '--backup', 'nas.lan:/backup', '--format', 'json'];
    expect(data(...words)).toMatchObject({
      code: 0,
      written: [at('new.yaml'), at('operator.key'), at('rehearsal.key')],
      errors: 0,
    });
  });

  test('of explain: the rule; without a name all names', () => {
    expect(data('explain', 'cluster/even-voters', '--format', 'json')).toMatchObject({
      name: 'cluster/even-voters',
      severity: 'warning',
      examples: { wrong: expect.any(String) },
    });
    expect(JSON.parse(mammut('explain', '--format', 'json').out)).toContain('cluster/even-voters');
  });

  test('of import: the declaration, and each note with its place', () => {
    const values = 'test/import/article.values.yaml';
    const told = data('import', '--from-values', values, '--format', 'json');
    expect(told).toMatchObject({ code: 0, file: values, declaration: expect.stringContaining('schemaVersion: 1') });
    expect(told.notes).toContainEqual({
      kind: 'danger',
      path: expect.any(String),
      message: expect.any(String),
      line: expect.any(Number),
      column: expect.any(Number),
    });
    expect(data('import', '--from-values', values, '--out', at('imported.yaml'), '--format', 'json')).toMatchObject({
      out: at('imported.yaml'),
    });
  });

  test('of secrets, as --report: names of what is there and of what is missing, never a value', () => {
    const words = ['secrets', at('alone.yaml'), '--out', at('secrets'), '--report', 'json'];
    const { code, secrets, fillIn } = data(...words);
    expect({ code, fillIn }).toEqual({ code: 1, fillIn: at('secrets', 'missing.env') });
    expect(secrets).toContainEqual(
      expect.objectContaining({ name: 'mastodon-smtp', state: 'missing values', missing: ['login', 'password'] }),
    );
    expect(secrets).toContainEqual(
      expect.objectContaining({ name: 'redis', state: 'written', command: expect.stringContaining('kubectl create') }),
    );
  });
});

test('a file that can not be written is named, with what to do', () => {
  const values = 'test/import/article.values.yaml';
  expect(mammut('import', '--from-values', values, '--out', at('no', 'site.yaml')).err).toContain(
    `there is no folder ${at('no')}: make it first`,
  );
  expect(mammut('init', at('no', 'site.yaml')).err).toContain(`there is no folder ${at('no')}: make it first`);
  const { code, err } = mammut('secrets', at('alone.yaml'), '--out', join(at('sound.yaml'), 'secrets'));
  expect({ code, err }).toEqual({
    code: 1,
    err: expect.stringMatching(/^error: .*sound\.yaml\/secrets\/.* can't be written/),
  });
});
