import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseEnv, unreadLines } from '../../lib/cli/env-file';
import { declaration } from '../support/site';
import { contents, mammut, temporaryFolder } from './mammut';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
let runs = 0;

/** A new folder of secrets; what is run twice is given the first one's. */
const fresh = () => at(`secrets-${++runs}`);

function openssl(...words: string[]): string {
  const { stdout, status } = spawnSync('openssl', words, { encoding: 'utf8', cwd: folder });
  expect(status).toBe(0);
  return stdout;
}

beforeAll(() => {
  openssl(
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=rehearsal'],
    ...['-days', '9999', '-keyout', 'rehearsal.key', '-out', 'rehearsal.crt'],
  );
  const certificate = JSON.stringify(readFileSync(at('rehearsal.crt'), 'utf8'));
  writeFileSync(at('home.yaml'), declaration('home', `backup: {recipients: {rehearsal: ${certificate}}}`));
});

const secrets = (out: string, ...words: string[]) => mammut('secrets', at('home.yaml'), '--out', out, ...words);
const valuesOf = (out: string, name: string): Record<string, string> =>
  parse(readFileSync(join(out, `${name}.yaml`), 'utf8')).stringData;

const answers = `SMTP_LOGIN=me
SMTP_PASSWORD='a "quoted" # one'
BACKUP_S3_AWS_ACCESS_KEY_ID=id
BACKUP_S3_AWS_SECRET_ACCESS_KEY=key
BACKUP_PING_URL=https://ping.example.org/1
`;

describe('for a new server', () => {
  const out = fresh();

  test('writes what it can make, asks for what only a person knows, and prints no value', () => {
    const { code, out: said } = secrets(out);
    expect(code).toBe(1);
    expect(Object.keys(contents(out))).toEqual([
      '.gitignore',
      'backup-rehearsal.yaml',
      'mastodon-secrets.yaml',
      'missing.env',
      'redis.yaml',
    ]);
    expect(said).toContain(`kubectl create -f ${out}/redis.yaml`);
    expect(said).toContain('mastodon-smtp: login, password');
    for (const value of ['redis', 'mastodon-secrets', 'backup-rehearsal'].flatMap((name) =>
      Object.values(valuesOf(out, name)),
    ))
      expect(said).not.toContain(value);
  });

  test('is for nobody else, and not for git', () => {
    expect(statSync(out).mode & 0o777).toBe(0o700);
    for (const name of ['redis.yaml', 'missing.env']) expect(statSync(join(out, name)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(out, '.gitignore'), 'utf8')).toMatch(/^\*$/m);
  });

  test('says what each missing value is, under the name that Mastodon has for it', () => {
    const asked = readFileSync(join(out, 'missing.env'), 'utf8');
    expect(asked).toContain('# mastodon-smtp/password: password at the mail server\nSMTP_PASSWORD=\n');
    expect(asked).toContain('BACKUP_S3_AWS_SECRET_ACCESS_KEY=\n');
  });

  test('changes nothing the second time, and writes the rest once it is filled in', () => {
    const before = contents(out);
    expect(secrets(out).code).toBe(1);
    expect(contents(out)).toEqual(before);

    writeFileSync(join(out, 'missing.env'), answers);
    const { code, out: said } = secrets(out);
    expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining('missing.env is needed no more') });
    expect(contents(out)).toMatchObject({ 'redis.yaml': before['redis.yaml'] });
    expect(valuesOf(out, 'mastodon-smtp')).toEqual({ login: 'me', password: 'a "quoted" # one' });
    // What the bucket is encrypted with nobody gave.
    expect(valuesOf(out, 'backup-s3')).toMatchObject({ CRYPT_PASSWORD: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test('adds keys that are needed later, and keeps the others', () => {
    const before = valuesOf(out, 'mastodon-secrets');
    const { VAPID_PRIVATE_KEY: _, VAPID_PUBLIC_KEY: __, ...older } = before;
    const data = Object.fromEntries(
      Object.entries(older).map(([key, value]) => [key, Buffer.from(value).toString('base64')]),
    );
    writeFileSync(join(out, 'mastodon-secrets.yaml'), JSON.stringify({ kind: 'Secret', data }));
    expect(secrets(out).out).toContain(`${out}/mastodon-secrets.yaml: keys added`);
    expect(valuesOf(out, 'mastodon-secrets')).toMatchObject(older);
    expect(Object.keys(valuesOf(out, 'mastodon-secrets')).sort()).toEqual(Object.keys(before).sort());
  });
});

test.each([
  ['SECRET_KEY_BASE', /^[0-9a-f]{128}$/],
  ['ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY', /^[A-Za-z0-9]{32}$/],
  ['ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY', /^[A-Za-z0-9]{32}$/],
  ['ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT', /^[A-Za-z0-9]{32}$/],
  ['VAPID_PRIVATE_KEY', /^[A-Za-z0-9_-]{43}=$/],
  ['VAPID_PUBLIC_KEY', /^B[A-Za-z0-9_-]{86}=$/],
])('%s has the form that Mastodon makes', (key, form) => {
  const out = fresh();
  secrets(out);
  expect(valuesOf(out, 'mastodon-secrets')[key]).toMatch(form);
});

describe('for an old server', () => {
  const point = () => {
    const out = fresh();
    secrets(out);
    return valuesOf(out, 'mastodon-secrets');
  };
  const env = (values: Record<string, string>) =>
    Object.entries(values)
      .map(([name, value]) => `${name}=${value}\n`)
      .join('');

  test('takes its keys, names what it found and what it has no place for', () => {
    const old = point();
    writeFileSync(at('old.env'), `${env(old)}OTP_SECRET=0123\nDB_PASS=x\nLOCAL_DOMAIN=example.org\n`);
    const out = fresh();
    const { out: said } = secrets(out, '--from-env', at('old.env'));
    expect(valuesOf(out, 'mastodon-secrets')).toEqual(old);
    expect(said).toMatch(/^from .*old.env: .*SECRET_KEY_BASE, VAPID_PRIVATE_KEY/);
    expect(said).toContain('and not needed by this site: OTP_SECRET, DB_PASS');
    expect(said).not.toContain(old.SECRET_KEY_BASE);
  });

  test('refuses to make new keys for it, unless it never had any', () => {
    const { ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY: _, ...older } = point();
    writeFileSync(at('older.env'), env(older));
    const out = fresh();
    const { code, err } = secrets(out, '--from-env', at('older.env'));
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringContaining('lacks ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY: with new ones its database can'),
    });
    expect(statSync(out, { throwIfNoEntry: false })).toBeUndefined();
    secrets(out, '--from-env', at('older.env'), '--make-missing');
    expect(valuesOf(out, 'mastodon-secrets')).toMatchObject(older);
  });

  test('refuses halves of two pairs', () => {
    writeFileSync(at('halves.env'), env({ ...point(), VAPID_PUBLIC_KEY: point().VAPID_PUBLIC_KEY ?? '' }));
    const out = fresh();
    expect(secrets(out, '--from-env', at('halves.env')).err).toContain(
      'VAPID_PUBLIC_KEY does not belong to VAPID_PRIVATE_KEY',
    );
    expect(statSync(out, { throwIfNoEntry: false })).toBeUndefined();
  });

  test('refuses other values than those that were made before', () => {
    const out = fresh();
    secrets(out);
    const before = contents(out);
    writeFileSync(at('other.env'), env(point()));
    const { code, err } = secrets(out, '--from-env', at('other.env'));
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('mastodon-secrets/SECRET_KEY_BASE') });
    expect(contents(out)).toEqual(before);
  });
});

test('a key that is not the one of the declared certificate is refused', () => {
  writeFileSync(at('other.key'), openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout'));
  const out = fresh();
  mkdirSync(out);
  writeFileSync(join(out, 'missing.env'), `BACKUP_REHEARSAL_TLS_KEY_FILE=${at('other.key')}\n`);
  const { code, err } = secrets(out);
  expect({ code, err }).toEqual({
    code: 1,
    err: expect.stringMatching(
      /^error: backup-rehearsal: tls.key is not the private key of .*: bring back the rehearsal.key .*\n$/,
    ),
  });
});

test.each([
  ['something else in its place', 'redis.yaml', 'kind: ConfigMap\n', /redis.yaml is no Secret: move it away/],
  ['a file that is no YAML', 'redis.yaml', 'password: "secret\n', /redis.yaml can't be read as YAML/],
])('%s is refused, kept, and not shown', (_what, name, content, message) => {
  const out = fresh();
  mkdirSync(out);
  writeFileSync(join(out, name), content);
  const { code, err } = secrets(out);
  expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(message) });
  expect(contents(out)).toEqual({ [name]: content });
});

describe('encrypted', () => {
  const path = at('bin');
  /** A program that is started as the real one; what the real ones make of it: test/delivery/real.ts. */
  const fake = (name: string, script: string) => {
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(path, name), 0o755);
  };
  const withPath = (...words: string[]) => {
    const environment = jest.replaceProperty(process, 'env', { PATH: path });
    try {
      return mammut('secrets', at('home.yaml'), ...words);
    } finally {
      environment.restore();
    }
  };

  test('needs the tool, and leaves nothing half-written without it', () => {
    const out = fresh();
    const { code, err } = withPath('--out', out, '--format', 'sops');
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('sops is not here: install it') });
    expect(statSync(out, { throwIfNoEntry: false })).toBeUndefined();
  });

  test('a tool that fails leaves nothing, and its last words are told', () => {
    fake('kubeseal', 'echo no certificate >&2; exit 3');
    const out = fresh();
    expect(withPath('--out', out, '--format', 'sealed-secrets').err).toContain(
      'kubeseal failed (3): no certificate; nothing was written',
    );
    expect(statSync(out, { throwIfNoEntry: false })).toBeUndefined();
    rmSync(path, { recursive: true });
  });

  test('an External Secret names its store and keeps what was there', () => {
    const out = fresh();
    expect(secrets(out, '--format', 'external-secrets').err).toContain('needs --store <name>');
    const { out: said } = secrets(out, '--format', 'external-secrets', '--store', 'vault');
    expect(said).toContain(`kubectl apply -f ${out}/external/redis.yaml`);
    expect(parse(readFileSync(join(out, 'external/redis.yaml'), 'utf8')).spec).toMatchObject({
      secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
      target: { name: 'redis', creationPolicy: 'Orphan', deletionPolicy: 'Retain' },
      data: [{ secretKey: 'password', remoteRef: { key: 'home/redis', property: 'password' } }],
    });
  });
});

describe('settings of an old server', () => {
  test.each([
    [
      'as dotenv reads them',
      'export A="b \\"c\\"" # comment\r\nB=\'d # e\'\r\nC=f # g\r\n',
      { A: 'b "c"', B: 'd # e', C: 'f' },
    ],
    ['as `env` prints them', 'PATH=/bin\nA="b"\nB=c # d\n', { A: '"b"', B: 'c # d' }],
  ])('%s', (_how, text, expected) => {
    expect(Object.fromEntries(parseEnv(text))).toMatchObject(expected);
  });

  test('lines that are no setting are named', () => {
    expect(unreadLines('# comment\n\nA=b\nC: d\n')).toEqual([4]);
  });
});
