import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesNamed } from '../../lib/cli/patterns';
import { temporaryFolder } from './mammut';

const folder = temporaryFolder();
const at = (...path: string[]) => join(folder, ...path);
const found = (...words: string[]) =>
  filesNamed(words.map((word) => at(word))).map((one) => one.slice(folder.length + 1));

beforeAll(() => {
  for (const site of ['b', 'a', '.hidden']) {
    mkdirSync(at(site));
    for (const name of ['site.yaml', 'site.lock', 'site+more.yaml', '.site.yaml']) writeFileSync(at(site, name), '');
  }
  mkdirSync(at('a', 'folder.yaml'));
  writeFileSync(at('b', 'real*.yaml'), '');
});

test('a star stands for letters of one name, sorted, without folders and hidden files', () => {
  expect(found('a/*.yaml')).toEqual(['a/site+more.yaml', 'a/site.yaml']);
  expect(found('*/site.yaml')).toEqual(['a/site.yaml', 'b/site.yaml']);
  expect(found('*/s*.y*l')).toEqual(['a/site+more.yaml', 'a/site.yaml', 'b/site+more.yaml', 'b/site.yaml']);
});

test('what is a file is no pattern; a file named twice counts once; others stay as they were typed', () => {
  expect(found('b/real*.yaml')).toEqual(['b/real*.yaml']);
  expect(found('a/site.yaml', 'a/*.yaml', 'none.yaml')).toEqual(['a/site.yaml', 'a/site+more.yaml', 'none.yaml']);
});

test('from here', () => {
  expect(filesNamed(['sites/*.yaml'])).toEqual(['sites/home.yaml', 'sites/microk8s-jiva.yaml', 'sites/one-node.yaml']);
  expect(filesNamed(['LIC*'])).toEqual(['LICENSE']);
});

test.each(['a/*.yml', 'none/*.yaml', 'a/site.yaml/*'])('%s: no file matches', (pattern) => {
  expect(() => filesNamed([at(pattern)])).toThrow(`${pattern}: no file matches`);
});
