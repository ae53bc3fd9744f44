import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { findingsText } from '../../lib/cli/print';
import { read } from '../../lib/site/read';
import { checked, declaration } from '../support/site';

const root = join(__dirname, '..', '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
/** Content of every fenced block in this language; the text between fences stands at odd places. */
const blocks = (language: string) =>
  readme
    .split('```')
    .filter((text, index) => index % 2 === 1 && text.startsWith(`${language}\n`))
    .map((text) => text.slice(language.length + 1));

test("the README's declaration is the shipped one-node site without its certificates", () => {
  const [yaml = ''] = blocks('yaml');
  expect(read(yaml).findings).toEqual([]);
  expect(parse(yaml)).toEqual(parse(declaration('one-node', 'backup: {recipients: null}')));
});

test("the README's error is what two copies of Jiva print", () => {
  const error = blocks('').find((text) => text.includes('jiva-two-replicas')) ?? 'not there';
  const { findings } = checked('microk8s-jiva', 'storage: {replicated: {copies: 2}}');
  const printed = findingsText(
    'sites/microk8s-jiva.yaml',
    findings.filter(({ rule }) => rule === 'storage/jiva-two-replicas'),
  );
  const withoutPlace = (text: string) => text.replace(/:\d+:\d+:/, ':');
  expect(withoutPlace(printed)).toContain(withoutPlace(error));
});
