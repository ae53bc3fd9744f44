import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { declaration } from '../support/site';
import { contents, mammut, temporaryFolder } from './mammut';

const folder = temporaryFolder();
const site = join(folder, 'one-node.yaml');
const out = join(folder, 'out');
const broken = declaration('one-node').replace('memory: 8Gi', 'memory: 8GB');

beforeEach(() => writeFileSync(site, declaration('one-node')));

test('renders into a folder of the site, keeps the versions beside the declaration, and says both', () => {
  const { code, out: said } = mammut('synth', site, '--out', out);
  expect(code).toBe(0);
  expect(said).toContain(join(out, 'one-node'));
  expect(said).toContain(join(folder, 'one-node.lock'));
  expect(readdirSync(join(out, 'one-node'))).toEqual(
    expect.arrayContaining([
      'README.md',
      'inventory.json',
      'mastodon',
      'platform',
      'requires.yaml',
      'secrets.required.yaml',
    ]),
  );
});

test('a folder that nobody saw before comes with the next steps, once', () => {
  const unseen = join(folder, 'unseen');
  const steps = `\n  npx mammut doctor ${site}\n  cd ${join(unseen, 'one-node')}\n`;
  expect(mammut('synth', site, '--out', unseen).out).toContain(steps);
  expect(mammut('synth', site, '--out', unseen).out).not.toContain('Put all of it');
});

test('an error stops before anything is written: the earlier output stays as it is', () => {
  const before = contents(out);
  writeFileSync(site, broken);
  const { code, out: said, err } = mammut('synth', site, '--out', out);
  expect(code).toBe(1);
  expect(said).toBe('');
  const line = broken.split('\n').findIndex((text) => text.includes('8GB')) + 1;
  const column = (broken.split('\n')[line - 1] ?? '').indexOf('8GB') + 1;
  expect(err).toContain(`${site}:${line}:${column}: error: `);
  expect(err).toMatch(/cluster\.nodes\[0\]\.memory.*"8GB".*allowed: .*\[declaration\/wrong-value\]\n {4}\S/);
  expect(contents(out)).toEqual(before);
});

test('one broken site of two stops no other, and is named at the end', () => {
  const other = join(folder, 'other.yaml');
  const elsewhere = join(folder, 'elsewhere');
  writeFileSync(other, broken.replace('name: one-node', 'name: other'));
  const { code, err } = mammut('synth', other, site, '--out', elsewhere);
  expect(code).toBe(1);
  expect(readdirSync(elsewhere)).toEqual(['one-node']);
  expect(existsSync(join(folder, 'other.lock'))).toBe(false);
  expect(err).toMatch(new RegExp(`\nnot rendered, 1 of 2:\n  ${other}: has errors\n$`));
});

test('one that is not there stops no other either', () => {
  const none = join(folder, 'none.yaml');
  const { code, out: said, err } = mammut('synth', none, site, '--out', join(folder, 'beside'));
  expect(code).toBe(1);
  expect(said).toContain(join(folder, 'beside', 'one-node'));
  expect(err).toMatch(new RegExp(`\nnot rendered, 1 of 2:\n  ${none}: no such file; .* writes one\n$`));
});

test('two sites of one name are refused before anything is written', () => {
  const twin = join(folder, 'twin.yaml');
  writeFileSync(twin, declaration('one-node'));
  const { code, err } = mammut('synth', site, twin, '--out', join(folder, 'none'));
  expect(code).toBe(1);
  expect(err).toContain(`${twin}: the name one-node is also that of ${site}`);
  expect(existsSync(join(folder, 'none'))).toBe(false);
});

test('an output folder that is a file is named, with what to do', () => {
  writeFileSync(join(folder, 'file'), '');
  const { code, err } = mammut('synth', site, '--out', join(folder, 'file'));
  expect(code).toBe(1);
  expect(err).toMatch(/^error: cannot write .*: choose another output folder|^error: .*choose another output folder/m);
  expect(err).not.toMatch(/^ {4}at /m);
});

test('a folder that takes no others is named, with what to do', () => {
  const { code, err } = mammut('synth', site, '--out', '/proc/out');
  expect(code).toBe(1);
  expect(err).toContain('choose another output folder');
});
