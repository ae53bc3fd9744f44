import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { declaration } from '../support/site';
import { mammut, temporaryFolder } from './mammut';

const folder = temporaryFolder();

function check(text: string | Uint8Array, ...more: string[]) {
  const file = join(folder, 'site.yaml');
  writeFileSync(file, text);
  return { file, ...mammut('check', file, ...more) };
}

test('a sound site: exit code 0, and nothing is written', () => {
  expect(check(declaration('one-node')).code).toBe(0);
  expect(existsSync(join(folder, 'site.lock'))).toBe(false);
});

test('an unknown key: its place, the nearest known one, exit code 1', () => {
  const { code, out, file } = check(declaration('one-node').replace('gateway:', 'gatway:'));
  const line =
    declaration('one-node')
      .split('\n')
      .findIndex((text) => text.includes('gateway:')) + 1;
  expect(code).toBe(1);
  const found = out.split('\n').findIndex((text) => text.startsWith(`${file}:${line}:3: error: `));
  expect(out.split('\n')[found]).toMatch(/unknown key "gatway" in network; allowed: lan, gateway, /);
  expect(out.split('\n')[found + 1]).toBe('    write gateway');
});

test('all findings at once; of many the first hundred and how many more', () => {
  const text = declaration('one-node') + Array.from({ length: 150 }, (_, index) => `extra-${index}: 1\n`).join('');
  const { code, out } = check(text);
  expect(code).toBe(1);
  expect(out.match(/\[declaration\/unknown-key\]/g)).toHaveLength(100);
  expect(out).toMatch(/and 50 more\n150 errors, 0 warnings\n$/);
});

test('--format json: one document with every finding', () => {
  const { code, out } = check(
    declaration('one-node').replace('schemaVersion: 1', 'schemaVersion: 2'),
    '--format',
    'json',
  );
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    errors: 1,
    warnings: 0,
    findings: [{ rule: 'declaration/wrong-value', severity: 'error', path: 'schemaVersion', line: 3, column: 16 }],
  });
});

describe('several', () => {
  const file = (name: string) => join(folder, 'several', `${name}.yaml`);
  const [one, bad, none] = [file('one'), file('bad'), file('none')];

  beforeAll(() => {
    mkdirSync(join(folder, 'several'));
    writeFileSync(one, declaration('one-node'));
    writeFileSync(bad, declaration('one-node', 'name: bad').replace('8Gi', '8GB'));
  });

  test('what is found in each, and those that are not sound again at the end', () => {
    const { code, out, err } = mammut('check', join(folder, 'several', '*.yaml'), none);
    expect(code).toBe(1);
    expect(out).toMatch(new RegExp(`^${bad}:\\d+:\\d+: error: `));
    expect(out).toContain(`${one}:3:1: warning: `);
    expect(err).toBe(
      `not sound, 2 of 3:\n  ${bad}: 1 error\n  ${none}: no such file; \`mammut init ${none}\` writes one\n`,
    );
  });

  test('--format json: a list with one document a site, also where a pattern names one alone', () => {
    const json = (...words: string[]) => JSON.parse(mammut('check', ...words, '--format', 'json').out);
    expect(json(one, bad, none)).toMatchObject([
      { file: one, errors: 0 },
      { file: bad, errors: 1, findings: [{ file: bad, path: 'cluster.nodes[0].memory' }] },
      { file: none, fault: expect.stringContaining('no such file') },
    ]);
    expect(json(join(folder, 'several', 'o*.yaml'))).toMatchObject([{ file: one }]);
  });

  test('two of one name would write one folder', () => {
    const twin = join(folder, 'twin.yaml');
    writeFileSync(twin, declaration('one-node'));
    const { code, err } = mammut('check', one, twin);
    expect(code).toBe(1);
    expect(err).toBe(`error: ${twin}: the name one-node is also that of ${one}: give one of them another\n`);
  });
});

describe('what is no declaration at all is one line, exit code 1 and no stack trace', () => {
  const expectLine = ({ code, out, err }: { code: number | null; out: string; err: string }, line: RegExp) => {
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toMatch(line);
    expect(err.trim().split('\n')).toHaveLength(1);
  };

  test('no such file', () => expectLine(mammut('check', join(folder, 'none.yaml')), /none\.yaml: no such file/));

  test('a folder', () => {
    mkdirSync(join(folder, 'folder.yaml'));
    expectLine(mammut('check', join(folder, 'folder.yaml')), /folder\.yaml: .*folder/);
  });

  test('no UTF-8', () => expectLine(check(Buffer.from([0x6e, 0x61, 0xff, 0xfe, 0x00, 0xd8])), /is no UTF-8 text/));
});
