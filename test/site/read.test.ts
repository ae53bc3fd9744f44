import { read } from '../../lib/site/read';
import { declaration } from '../support/site';

/** Each finding as `line:column rule`. */
const found = (text: string) => read(text).findings.map(({ line, column, rule }) => `${line}:${column} ${rule}`);
const messages = (text: string) => read(text).findings.map(({ message }) => message);

const oneNode = declaration('one-node');
const change = (from: string, to: string) => {
  if (!oneNode.includes(from)) throw new Error(`one-node.yaml does not hold ${from}`);
  return oneNode.replace(from, to);
};

describe('reading a declaration', () => {
  test.each(['one-node', 'home', 'microk8s-jiva'] as const)('%s has no findings', (name) => {
    expect(read(declaration(name)).findings).toEqual([]);
  });

  test('a wrong value is found at the value', () => {
    expect(found(change('distribution: k3s', 'distribution: k4s'))).toEqual(['7:17 declaration/wrong-value']);
  });

  test('an unknown key is found at the key, and the nearest known key is named', () => {
    const { findings } = read(change('gateway:', 'gatway:'));
    expect(findings.map(({ line, column, rule }) => [line, column, rule])).toEqual([
      [14, 1, 'declaration/missing-key'],
      [16, 3, 'declaration/unknown-key'],
    ]);
    expect(findings[1]?.fix).toBe('write gateway');
  });

  test('all unknown keys of one map are found at once', () => {
    expect(found(`${oneNode}one: 1\ntwo: 2\n`).filter((one) => one.endsWith('unknown-key'))).toHaveLength(2);
  });

  test.each(['!!set {x: null}', '!!omap [x: 1]', '!!binary aGk=', '!!timestamp 2001-01-01', '!own x'])(
    'a tagged value is no plain value: %s',
    (value) => {
      const { findings } = read(`${oneNode}extra: ${value}\n`);
      const line = oneNode.split('\n').length;
      expect(findings).toMatchObject([
        { rule: 'declaration/yaml', line, column: 8, fix: expect.stringMatching(/^leave the tag out/) },
      ]);
    },
  );

  test('a key that stands twice is found at the second', () => {
    expect(found(change('  gateway: 192.168.1.1', '  gateway: 192.168.1.1\n  gateway: 192.168.1.2'))).toEqual([
      '17:3 declaration/double-key',
    ]);
  });

  test('a version without quotes is shown as it was written', () => {
    expect(messages(change('version: "1.36"', 'version: 1.30'))).toEqual([
      'cluster.version is 1.30; allowed: a version in quotes like "1.36"',
    ]);
  });

  test('YAML 1.1 booleans get a hint of their own', () => {
    const [finding] = read(change('disk: 250Gi', 'disk: 250Gi\n      controlPlane: yes')).findings;
    expect(finding?.fix).toBe('write true or false: YAML 1.2 reads yes, no, on and off as text');
  });

  test('a secret is refused and not shown', () => {
    const secret = 'https://mail:hunter2hunter2@smtp.example.org';
    const { findings } = read(change('server: smtp.example.org', `server: ${secret}`));
    expect(findings.map(({ rule }) => rule)).toContain('declaration/secret-value');
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });

  test.each([
    ['an empty file', ''],
    ['a list', '- 1'],
    ['a tab', '\t'],
    ['two documents', 'a: 1\n---\nb: 2\n'],
    ['an open bracket', 'a: ['],
    ['20,000 brackets', '['.repeat(20_000)],
    [
      'a bomb of aliases',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
        .split('')
        .map((key, index) => `${key}: &${key} [${`*${'abcdefg'[index]},`.repeat(9)}]`)
        .join('\n')}`,
    ],
    ['a key of JavaScript', '__proto__: {polluted: true}'],
    ['1 MB', `name: ${'x'.repeat(1_000_000)}`],
  ])('%s ends in findings with a place', (_what, text) => {
    const { findings } = read(text);
    expect(findings.length).toBeGreaterThan(0);
    for (const { line, column } of findings) expect(line >= 1 && column >= 1).toBe(true);
  });
});
