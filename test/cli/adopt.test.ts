import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from '../../lib/cli/env-file';
import { declaration } from '../support/site';
import { contents, mammut, temporaryFolder } from './mammut';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
const programs = ['initdb', 'postgres', 'pg_isready', 'pg_dump', 'pg_restore', 'psql', 'zstd', 'openssl', 'tar'];

beforeAll(() => {
  for (const name of ['media', 'target', 'bin']) mkdirSync(at(name));
  // Programs that are there and are never run: everything below is refused before.
  for (const name of programs) writeFileSync(at(`bin/${name}`), '#!/bin/sh\nexit 99\n', { mode: 0o755 });
  writeFileSync(at('home.yaml'), declaration('home'));
  writeFileSync(at('dump'), 'PGDMP');
  writeFileSync(at('env'), 'LOCAL_DOMAIN=example.org\nWEB_DOMAIN=social.example.org\nSECRET_KEY_BASE=made-up\n');
  writeFileSync(at('other-env'), 'LOCAL_DOMAIN=example.com\n');
});

const adopt = (change: Readonly<Record<string, string>> = {}, path = at('bin')) => {
  const options = { dump: at('dump'), media: at('media'), env: at('env'), target: at('target'), ...change };
  const environment = jest.replaceProperty(process, 'env', { PATH: path });
  const ran = mammut(
    'adopt',
    at('home.yaml'),
    ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
  );
  environment.restore();
  return ran;
};

test.each([
  ['a dump that is not there', { dump: '/nowhere' }, '--dump /nowhere: no such file'],
  ['a name that no system takes', { dump: `/${'a'.repeat(300)}` }, 'error: ENAMETOOLONG: name too long, stat'],
  ['a media folder that is a file', { media: at('dump') }, 'no such folder'],
  ["another server's settings", { env: at('other-env') }, 'is of example.com at example.com'],
  ['settings without keys', {}, 'lacks ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY'],
])('%s is refused, and nothing is written', (_what, change, message) => {
  const { code, out, err } = adopt(change);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain(message);
  expect(err).not.toContain('made-up');
  expect(contents(at('target'))).toEqual({});
});

test('programs that are missing are named, with what to install', () => {
  const { code, err } = adopt({}, '/nowhere');
  expect(code).toBe(1);
  expect(err).toMatch(/not found here: .*\binitdb\b.*install PostgreSQL 17/);
});

test('a site without backups can adopt nothing', () => {
  writeFileSync(at('none.yaml'), declaration('home', 'backup: none'));
  const { code, err } = mammut(
    'adopt',
    at('none.yaml'),
    ...['--dump', at('dump'), '--media', at('media'), '--env', at('env'), '--target', at('target')],
  );
  expect(code).toBe(1);
  expect(err).toContain('declare a target and recipients first');
});

test('a .env.production is read as dotenv reads it', () => {
  const text = `# comment
PLAIN=one
SPACES = two   # comment
export EXPORTED=three
SINGLE='fo#ur "x"'
DOUBLE="fi\\"ve # \\$x"
EMPTY=
WITH_EQUALS=a=b==
not a setting
`;
  expect(Object.fromEntries(parseEnv(text))).toEqual({
    PLAIN: 'one',
    SPACES: 'two',
    EXPORTED: 'three',
    SINGLE: 'fo#ur "x"',
    DOUBLE: 'fi"ve # $x',
    EMPTY: '',
    WITH_EQUALS: 'a=b==',
  });
});
