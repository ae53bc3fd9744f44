import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { declaration } from '../support/site';
import { mammut, temporaryFolder } from './mammut';

const folder = temporaryFolder();
const at = (...path: string[]) => join(folder, ...path);
const site = at('sites', 'site.yaml');

const { name, ...shared } = parse(declaration('one-node'));
const extending = (file: string) => stringify({ extends: file, name });
const check = (file: string) => {
  writeFileSync(site, extending(file));
  return mammut('check', site);
};

beforeAll(() => {
  mkdirSync(at('sites', 'below'), { recursive: true });
  writeFileSync(at('base.yaml'), stringify(shared));
  writeFileSync(at('sites', 'below', 'base.yaml'), 'extends: ../../base.yaml\n');
});

test('a base above and a base below are read from disk', () => {
  expect(check('../base.yaml').code).toBe(0);
  expect(check('below/base.yaml').code).toBe(0);
});

test('a finding names the base by its path from where one stands', () => {
  writeFileSync(at('sites', 'wrong.yaml'), 'extends: ../base.yaml\nprofile: huge\n');
  const { code, out } = check('wrong.yaml');
  expect(code).toBe(1);
  expect(out).toContain(`${at('sites', 'wrong.yaml')}:2:10: error: profile is "huge"`);
  expect(JSON.parse(mammut('check', site, '--format', 'json').out).findings).toContainEqual(
    expect.objectContaining({ file: at('sites', 'wrong.yaml'), line: 2, column: 10, path: 'profile' }),
  );
});

test.each([
  ['a link to a file', 'link.yaml', () => symlinkSync(at('base.yaml'), at('sites', 'link.yaml')), 'symbolic link'],
  ['a link on the way', 'way/base.yaml', () => symlinkSync(folder, at('sites', 'way')), 'symbolic link'],
  ['a folder', 'folder.yaml', () => mkdirSync(at('sites', 'folder.yaml')), 'is no file'],
  ['a file without an end', 'large.yaml', () => writeFileSync(at('sites', 'large.yaml'), ' '.repeat(300_000)), 'bytes'],
  ['a file that is not there', 'none.yaml', () => undefined, 'there is no none.yaml'],
])('%s is no base', (_what, file, make, words) => {
  make();
  const { code, out } = check(file);
  expect(code).toBe(1);
  expect(out).toMatch(new RegExp(`^${site}:1:10: error: .*${words}.*\\[declaration/extends\\]`));
});

test("where sites lie in a folder that is itself a link, that is the person's own doing", () => {
  mkdirSync(at('elsewhere'));
  symlinkSync(at('sites'), at('elsewhere', 'linked'));
  writeFileSync(at('elsewhere', 'base.yaml'), 'profile: huge\n');
  writeFileSync(site, extending('../base.yaml'));
  expect(mammut('check', at('elsewhere', 'linked', 'site.yaml')).code).toBe(0);
});

test("a guest whose host a base names: the path is the base's", () => {
  const theirs = { mastodon: { namespace: 'second', handleDomain: 'example.net', webDomain: 'social.example.net' } };
  writeFileSync(at('host.yaml'), extending('base.yaml'));
  const { cluster: _cluster, network: _network, storage: _storage, ...rest } = shared;
  writeFileSync(at('guests.yaml'), stringify({ ...rest, cluster: 'host.yaml' }));
  writeFileSync(site, stringify({ extends: '../guests.yaml', name: 'second', mastodon: { ...theirs.mastodon } }));
  const { out } = mammut('check', site);
  expect(out).not.toContain('declaration/guest');
  expect(out).not.toContain('there is no');
});

test('commands that need the whole site read its bases too', () => {
  writeFileSync(site, extending('../base.yaml'));
  const { code, err } = mammut('secrets', site, '--out', at('secrets'));
  expect(err).not.toContain('has errors');
  expect(code).toBe(1);
});
