import { parse, stringify } from 'yaml';
import { composed } from '../../lib/site/layered';
import { read } from '../../lib/site/read';
import { synthesize } from '../../lib/synthesize';
import { declaration } from '../support/site';

type Tree = Record<string, unknown>;

const value = (text: string, bases: Record<string, string> = {}) => {
  const { parsed, findings } = composed(text, new Map(Object.entries(bases)));
  expect(findings).toEqual([]);
  return parsed?.value;
};

describe('a declaration over a base', () => {
  test('maps become one; lists and scalars are replaced; the keys of the base come first', () => {
    const own = 'extends: base.yaml\nmap: {b: 2}\nlist: [3]\nscalar: own\n';
    const base = 'map: {a: 1, b: 1}\nlist: [1, 2]\nscalar: {of: base}\nonly: base\n';
    expect(value(own, { 'base.yaml': base })).toEqual({
      map: { a: 1, b: 2 },
      list: [3],
      scalar: 'own',
      only: 'base',
    });
  });

  test('null takes away what the base says, and is an empty value where it says nothing', () => {
    const own = 'extends: base.yaml\nmap: {a: null, c: null}\nlist:\n';
    expect(value(own, { 'base.yaml': 'map: {a: {deep: 1}, b: 1}\nlist: [1]\n' })).toEqual({ map: { b: 1, c: null } });
  });

  test('of several the later wins; paths are read from the file that names them', () => {
    const bases = {
      '../shared/one.yaml': 'extends: below/zero.yaml\na: one\nb: one\n',
      '../shared/below/zero.yaml': 'a: zero\nz: zero\n',
      'two.yaml': 'b: two\n',
    };
    expect(value('extends:\n  - ../shared/one.yaml\n  - two.yaml\n', bases)).toEqual({ a: 'one', b: 'two', z: 'zero' });
  });

  test('a base that is reached twice counts once: it takes nothing back', () => {
    const bases = {
      'base.yaml': 'a: base\n',
      'x.yaml': 'extends: base.yaml\na: x\n',
      'y.yaml': 'extends: base.yaml\n',
    };
    expect(value('extends: [x.yaml, y.yaml]', bases)).toEqual({ a: 'x' });
  });

  test('a base may be empty, and so may the list', () => {
    expect(value('extends: base.yaml\na: 1\n', { 'base.yaml': '# nothing yet\n' })).toEqual({ a: 1 });
    expect(value('extends: []\na: 1\n')).toEqual({ a: 1 });
  });

  test('a key of JavaScript is no more than a key', () => {
    const { parsed, findings } = composed(
      'extends: base.yaml\na: 1\n',
      new Map([['base.yaml', '__proto__: {polluted: true}']]),
    );
    expect(findings).toMatchObject([{ rule: 'declaration/unknown-key', file: 'base.yaml', line: 1 }]);
    expect(parsed?.value).toEqual({ a: 1, ['__proto__']: { polluted: true } });
    expect(({} as Tree).polluted).toBeUndefined();
  });
});

/** `one-node` cut in two: what a site of its own would hardly say goes into the base. */
const whole = parse(declaration('one-node')) as Tree;
const { name, mastodon, ...shared } = whole;
const base = stringify(shared);
const own = stringify({ extends: 'base.yaml', name, mastodon });
const found = (text: string, bases: Record<string, string>) =>
  read(text, undefined, new Map(Object.entries(bases))).findings;
const lineOf = (text: string, words: string) => text.split('\n').findIndex((line) => line.includes(words)) + 1;

describe('a site that extends a base', () => {
  test('renders the same bytes as one that says all itself', () => {
    const { files: alone } = synthesize(stringify(whole));
    const { files: together, findings } = synthesize(own, undefined, undefined, new Map([['base.yaml', base]]));
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect([...together]).toEqual([...alone]);
  });

  test('the copy in its backups is whole, and renders the site again by itself', () => {
    const bases = new Map([['base.yaml', base]]);
    const { files: before } = synthesize(own, undefined, undefined, bases);
    const map = parse(before.get('mastodon/backup/config-map.yaml') ?? '');
    const copy: string = map.data['site.yaml'];
    expect(parse(copy)).toEqual(whole);
    expect([...synthesize(copy, map.data['site.lock']).files]).toEqual([...before]);
  });

  test('a host may extend too', () => {
    const guest = stringify({ ...whole, cluster: 'host.yaml', name: 'second', network: undefined, storage: undefined });
    const other = guest.replace('example.org\n', 'example.net\n').replace('social.example.org', 'social.example.net');
    const host = { file: 'host.yaml', declaration: own, bases: new Map([['base.yaml', base]]) };
    const { findings } = synthesize(other, undefined, host);
    expect(findings.filter(({ rule }) => rule === 'declaration/guest')).toEqual([]);
    expect(findings).toEqual(
      synthesize(other, undefined, { file: 'host.yaml', declaration: stringify(whole) }).findings,
    );
    expect(synthesize(other, undefined, { ...host, bases: new Map() }).findings).toMatchObject([
      { rule: 'declaration/guest' },
    ]);
  });

  test.each([
    ['a wrong value', base.replace('8Gi', '8GB'), '8GB', 'declaration/wrong-value'],
    ['an unknown key', base.replace('gateway:', 'gatway:'), 'gatway', 'declaration/unknown-key'],
    [
      'a missing key, at the map that lacks it',
      base.replace(/ {2}lan: .*\n/, ''),
      'network:',
      'declaration/missing-key',
    ],
    ['what a rule finds', base.replace('192.168.1.1\n', '10.0.0.1\n'), '10.0.0.1', 'network/gateway-outside-lan'],
  ])('%s of the base is found in the base', (_what, text, words, rule) => {
    const { findings } = synthesize(own, undefined, undefined, new Map([['base.yaml', text]]));
    const one = findings.find((finding) => finding.rule === rule);
    const line = lineOf(text, words);
    const column = (text.split('\n')[line - 1] ?? '').indexOf(words) + 1;
    expect(one).toMatchObject({ rule, file: 'base.yaml', line, column });
  });

  test('what the declaration replaces is found in the declaration, and what nobody wrote too', () => {
    const text = own.replace('extends', 'cluster: {version: 1.30}\nextends');
    const wrong = found(text, { 'base.yaml': base });
    expect(wrong).toMatchObject([{ path: ['cluster', 'version'], line: 1, column: 20 }]);
    expect(wrong[0]?.file).toBeUndefined();
    expect(wrong[0]?.message).toContain('1.30');
    const { findings } = synthesize(own, undefined, undefined, new Map([['base.yaml', base]]));
    const single = findings.find(({ rule }) => rule === 'database/single-on-one-disk');
    expect(single).toMatchObject({ line: 1, column: 1 });
    expect(single?.file).toBeUndefined();
  });

  test("another engine does not take the base's keys: the finding says how to be rid of them", () => {
    const text = `${own}database: {engine: standalone}\n`;
    const bases = { 'base.yaml': `${base}database:\n  engine: cloudnative-pg\n  instances: 3\n` };
    expect(found(text, bases)).toMatchObject([
      { file: 'base.yaml', fix: expect.stringContaining('take it away in the declaration: instances: null') },
    ]);
    expect(found(text.replace('{engine: standalone}', '{engine: standalone, instances: null}'), bases)).toEqual([]);
  });
});

describe('what can be no base is refused where it is named', () => {
  const message = (text: string, bases: Record<string, string> = {}) =>
    found(text, bases).map(({ file, line, column, rule, message }) => [file, line, column, rule, message]);

  test('one that is not there', () => {
    expect(message('name: x\nextends: [base.yaml]\n')).toEqual([
      [undefined, 2, 11, 'declaration/extends', 'extends names base.yaml; there is no base.yaml'],
    ]);
    expect(message('extends: a/base.yaml', { 'a/base.yaml': 'extends: ../more.yaml' })).toEqual([
      ['a/base.yaml', 1, 10, 'declaration/extends', 'extends names ../more.yaml; there is no more.yaml'],
    ]);
  });

  test('a ring is shown whole', () => {
    const bases = { 'a.yaml': 'extends: b.yaml', 'b.yaml': 'extends: [c.yaml]', 'c.yaml': '\nextends: b.yaml' };
    expect(message('extends: a.yaml', bases)).toEqual([
      ['c.yaml', 2, 10, 'declaration/extends', 'b.yaml → c.yaml → b.yaml is a ring; allowed: bases that end'],
    ]);
    const itself = { 'site.yaml': 'extends: site.yaml' };
    expect(message('extends: site.yaml', itself)[0]?.at(-1)).toContain('site.yaml → site.yaml is a ring');
  });

  test('too many in a row, and too many at all', () => {
    const row = Object.fromEntries(
      [...'abcdefghij'].map((one, index, all) => [`${one}.yaml`, `extends: ${all[index + 1]}.yaml`]),
    );
    expect(message('extends: a.yaml', row)[0]?.at(-1)).toContain(
      'a.yaml → b.yaml → c.yaml → d.yaml → e.yaml → f.yaml → g.yaml → h.yaml → i.yaml are too many in a row',
    );
    const names = Array.from({ length: 33 }, (_, index) => `base-${index}.yaml`);
    const many = Object.fromEntries(names.map((one) => [one, '']));
    expect(message(stringify({ extends: names }), many)).toMatchObject([
      [undefined, 34, 5, 'declaration/extends', expect.stringContaining('one base too many')],
    ]);
  });

  test.each([
    '/etc/base.yaml',
    '~/base.yaml',
    'https://example.org/base.yaml',
    'c:\\base.yaml',
    'base.json',
    '../base',
    '../../../base.yaml',
    '.hidden/base.yaml',
    'below/../base.yaml',
    '',
  ])('%s', (file) => {
    expect(message(stringify({ extends: file }))).toMatchObject([
      [undefined, 1, 10, 'declaration/extends', expect.stringContaining('allowed: the path of a .yaml file from here')],
    ]);
  });

  test.each(['extends: 5', 'extends: {a: b}', 'extends:', 'extends: [[base.yaml]]'])('%s', (text) => {
    expect(message(text)).toMatchObject([
      [undefined, 1, expect.any(Number), 'declaration/extends', expect.stringContaining('extends is no text')],
    ]);
  });

  test('a list, and a text that is no YAML: both are named', () => {
    expect(message('extends: base.yaml', { 'base.yaml': '- 1' })).toMatchObject([
      ['base.yaml', 1, 1, 'declaration/extends', expect.stringContaining('must be maps')],
    ]);
    expect(message('extends: base.yaml', { 'base.yaml': 'a: [1' })).toMatchObject([
      ['base.yaml', 1, 6, 'declaration/yaml', expect.any(String)],
    ]);
  });

  test('a base may climb no higher than the declaration: two folders', () => {
    const bases = { '../../a.yaml': 'extends: ../b.yaml' };
    expect(message('extends: ../../a.yaml', bases)).toMatchObject([
      ['../../a.yaml', 1, 10, 'declaration/extends', expect.stringContaining('up to two folders above')],
    ]);
  });

  test('more values than a declaration may have, aliases of several bases written out', () => {
    const bomb = (key: string) => `x-${key}: &x [${'1, '.repeat(99)}1]\n${key}: [${'*x, '.repeat(80)}*x]\n`;
    expect(message('extends: [a.yaml, b.yaml]', { 'a.yaml': bomb('a'), 'b.yaml': bomb('b') })).toMatchObject([
      [undefined, 1, 1, 'declaration/too-many-values', expect.stringContaining('with its bases')],
    ]);
  });

  test('more text than a declaration may have, all bases together', () => {
    const half = `# ${'x'.repeat(40_000)}\n`;
    expect(message('extends: [a.yaml, b.yaml]', { 'a.yaml': half, 'b.yaml': half })).toMatchObject([
      [undefined, 1, 19, 'declaration/extends', expect.stringContaining('allowed: 65536 with all its bases')],
    ]);
  });
});
