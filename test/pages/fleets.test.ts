import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { mammut, temporaryFolder } from '../cli/mammut';
import { declaration } from '../support/site';
import { blocksOf, docsPages } from './pages';

const folder = temporaryFolder();
const at = (...path: string[]) => join(folder, ...path);
const page = docsPages.filter(({ file }) => file === 'docs/fleets.md');
/** Files that the page shows: the first line of each is its name. */
const shown = page
  .flatMap(blocksOf)
  .map(({ text }) => [/^# (\S+\.yaml)\n/.exec(text)?.[1], text] as const)
  .filter((one): one is readonly [string, string] => one[0] !== undefined);

beforeAll(() => {
  for (const [file, text] of shown) {
    mkdirSync(dirname(at(file)), { recursive: true });
    writeFileSync(at(file), text);
  }
  // The page leaves the two certificates out.
  const house = parse(readFileSync(at('shared', 'house.yaml'), 'utf8'));
  const { recipients } = parse(declaration('one-node')).backup;
  writeFileSync(at('shared', 'house.yaml'), stringify({ ...house, backup: { ...house.backup, recipients } }));
});

test('the page shows a base and two sites', () => {
  expect(shown.map(([file]) => file)).toEqual(['shared/house.yaml', 'sites/anna.yaml', 'sites/ben.yaml']);
});

test('both sites of the page render, each with what it says itself and what it shares', () => {
  const { code, err } = mammut('synth', at('sites', '*.yaml'), '--out', at('dist'));
  expect({ code, errors: err.match(/: error: .*/g) }).toEqual({ code: 0, errors: null });
  expect(readdirSync(at('dist'))).toEqual(['anna', 'ben']);
  const settings = (site: string, part: string) =>
    readFileSync(at('dist', site, 'mastodon', part, 'config-map.yaml'), 'utf8');
  for (const site of ['anna', 'ben']) {
    expect(settings(site, 'web')).toContain(`LOCAL_DOMAIN: ${site}.example.org`);
    expect(settings(site, 'sidekiq')).toContain('SMTP_SERVER: smtp.example.org');
  }
  const copy = (site: string) =>
    parse(parse(readFileSync(at('dist', site, 'mastodon', 'backup', 'config-map.yaml'), 'utf8')).data['site.yaml']);
  expect(copy('anna')).toMatchObject({ profile: 'small', network: { lan: '192.168.1.0/24' } });
  expect(copy('ben')).toMatchObject({
    network: { lan: '192.168.2.0/24', certificates: { email: 'admin@example.org' } },
  });
  expect(copy('ben')).not.toHaveProperty('profile');
  expect(copy('ben')).not.toHaveProperty('extends');
});
