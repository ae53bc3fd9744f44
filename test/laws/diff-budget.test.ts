import { parse, stringify } from 'yaml';
import { version } from '../../package.json';
import { declaration } from '../support/site';
import { diff, filesOf } from './diff';

/** What a reviewer has to read after a small change of the declaration: all files count, the runbook's sums alone do not. */
const home = declaration('home');
const before = filesOf(home);
/** The copy of the declaration that every backup keeps. */
const copy = 'mastodon/backup/config-map.yaml';
const change = (from: string, to: string) => {
  expect(home.split(from)).toHaveLength(2);
  const { [copy]: copied, ...others } = diff(before, filesOf(home.replace(from, to)));
  // One changed line of the declaration is that line there, and at most one number that a restore reads.
  expect(copied?.fresh.length).toBeGreaterThan(0);
  expect(copied?.fresh.length).toBeLessThan(3);
  return others;
};

test.each(['web', 'streaming', 'sidekiq'])('one more pod of %s is one line, and the sums in the runbook', (name) => {
  const { 'README.md': runbook, ...files } = change(`${name}:\n    instances: 2`, `${name}:\n    instances: 3`);
  expect(files).toEqual({
    [`mastodon/${name}/deployment.yaml`]: { gone: ['  replicas: 2'], fresh: ['  replicas: 3'] },
  });
  for (const line of runbook?.fresh ?? []) expect(line).toMatch(/^\*\*Memory\*\*|^\| (all nodes|without )/);
});

test('a comment, other quotes or flow style are none', () => {
  expect(diff(before, filesOf(`# mine\n\n${home.replace('name: home', 'name: "home" # ours')}`))).toEqual({});
  expect(diff(before, filesOf(JSON.stringify(parse(home))))).toEqual({});
});

test('another order of keys is none', () => {
  const turned = (value: unknown): unknown =>
    value === null || typeof value !== 'object'
      ? value
      : Array.isArray(value)
        ? value.map(turned)
        : Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, one]) => [key, turned(one)]),
          );
  expect(diff(before, filesOf(stringify(turned(parse(home)))))).toEqual({});
});

test('another version of Mammut itself is none', () => {
  for (const [file, text] of before) {
    // A line that holds this version by chance belongs to another program, and names it.
    const lines = text.split('\n').filter((line) => line.includes(version) && /mammut/i.test(line));
    expect({ file, lines }).toEqual({ file, lines: [] });
  }
});

test("a patch of Mastodon's is image lines, the migration Jobs' names, and nothing that restarts a database", () => {
  const changed = change('version: v4.7.2', 'version: v4.7.3');
  for (const [file, { gone, fresh }] of Object.entries(changed)) {
    expect({ file, lines: fresh.length }).toEqual({ file, lines: gone.length });
    if (file === 'README.md') continue;
    for (const line of fresh) {
      expect(line).toMatch(
        /ghcr\.io\/mastodon\/mastodon(-streaming)?:v4\.7\.3"?$|^ {2}tag: v4\.7\.3$|migrate-(pre|post)-[0-9a-f]{8}/,
      );
    }
  }
  expect(Object.keys(changed).filter((file) => /\/(database|redis|elasticsearch)\/(?!.*job)/.test(file))).toEqual([]);
});

test('one key of mail is one line of a ConfigMap, and the hash on the pods that read it', () => {
  const changed = change('port: 587', 'port: 465');
  const { 'README.md': _runbook, ...files } = changed;
  const lines = Object.entries(files).flatMap(([file, { fresh }]) => fresh.map((line) => `${file}: ${line.trim()}`));
  expect(lines.filter((line) => line.includes('config-map'))).toHaveLength(1);
  for (const line of lines)
    expect(line).toMatch(/config-map\.yaml: SMTP_PORT: "465"$|deployment\.yaml: checksum\/config: |port: 465$/);
});
