import { execFileSync } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { contents, mammut, temporaryFolder } from '../cli/mammut';
import { goProgram } from '../support/go-program';
import { declaration } from '../support/site';

// `mammut secrets` with the real sops and kubeseal, opened again by them: npm run test:secrets. Needs Go and openssl.
jest.setTimeout(1_800_000);

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
const tools = {
  sops: 'github.com/getsops/sops/v3/cmd/sops',
  kubeseal: 'github.com/bitnami-labs/sealed-secrets/cmd/kubeseal',
};
let path = '';

beforeAll(async () => {
  mkdirSync(at('bin'));
  for (const [name, main] of Object.entries(tools)) {
    const file = await goProgram({ name, folders: [join(__dirname, 'tools')], package: main });
    copyFileSync(file, at(`bin/${name}`));
    execFileSync('chmod', ['0755', at(`bin/${name}`)]);
  }
  path = `${at('bin')}:${process.env.PATH}`;
  writeFileSync(at('home.yaml'), declaration('home', 'backup: none\nmastodon: {smtp: {secret: null}}'));
});

/** The command as a person types it, with the tools in PATH; `more` are other variables. */
function secrets(words: readonly string[], more: Record<string, string> = {}) {
  const environment = jest.replaceProperty(process, 'env', { ...process.env, PATH: path, ...more });
  try {
    return mammut('secrets', at('home.yaml'), ...words);
  } finally {
    environment.restore();
  }
}

const run = (program: string, words: readonly string[], more: Record<string, string> = {}) =>
  execFileSync(at(`bin/${program}`), words, { encoding: 'utf8', env: { ...process.env, ...more } });

test('sops: nothing lies there in clear, and its key opens what a plain Secret holds', () => {
  // OpenPGP and clouds are the other ways; age needs no service.
  const { recipient, identity } = age();
  const out = at('sops');
  expect(secrets(['--out', out, '--format', 'sops', '--age', recipient])).toMatchObject({ err: '' });
  const files = readdirSync(out).filter((name) => name.endsWith('.yaml'));
  expect(files).toEqual(expect.arrayContaining(['mastodon-secrets.yaml', 'redis.yaml']));
  for (const name of files) {
    const { stringData, metadata } = parse(readFileSync(join(out, name), 'utf8'));
    for (const value of Object.values(stringData)) expect(value).toMatch(/^ENC\[AES256_GCM,/);
    const opened = parse(run('sops', ['decrypt', join(out, name)], { SOPS_AGE_KEY: identity }));
    expect(opened.metadata).toEqual(metadata);
    expect(Object.keys(opened.stringData)).toEqual(Object.keys(stringData));
  }
  expect(readFileSync(join(out, '.gitignore'), 'utf8')).toBe('missing.env\n');
  const before = contents(out);
  expect(secrets(['--out', out, '--format', 'sops', '--age', recipient]).out).toContain('redis.yaml: kept as it is');
  expect(contents(out)).toEqual(before);
});

test('sealed secrets: the controller’s key opens what the plain Secret beside holds', () => {
  const req = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=sealed', '-days', '9'];
  execFileSync('openssl', [...req, '-keyout', at('seal.key'), '-out', at('seal.crt')], { stdio: 'ignore' });
  const out = at('sealed');
  const { out: said } = secrets(['--out', out, '--format', 'sealed-secrets', '--cert', at('seal.crt')]);
  expect(said).toContain(`kubectl apply -f ${out}/sealed/redis.yaml`);
  for (const name of readdirSync(join(out, 'sealed'))) {
    const plain = parse(readFileSync(join(out, name), 'utf8'));
    const input = join(out, 'sealed', name);
    const opened = parse(
      execFileSync(
        at('bin/kubeseal'),
        ['--recovery-unseal', '--recovery-private-key', at('seal.key'), '--format', 'yaml'],
        {
          encoding: 'utf8',
          input: readFileSync(input),
        },
      ),
    );
    const values = Object.entries<string>(opened.data).map(([key, value]) => [
      key,
      Buffer.from(value, 'base64').toString(),
    ]);
    expect(Object.fromEntries(values)).toEqual(plain.stringData);
    expect(opened.metadata).toMatchObject({ name: plain.metadata.name, namespace: plain.metadata.namespace });
  }
});

/** A pair as age-keygen makes it: an X25519 key in Bech32. Source: age-encryption.org/v1. */
function age(): { readonly recipient: string; readonly identity: string } {
  const { privateKey, publicKey } = generateKeyPairSync('x25519');
  const raw = (key: { export(options: { format: 'jwk' }): { d?: string; x?: string } }, part: 'd' | 'x') =>
    Buffer.from(key.export({ format: 'jwk' })[part] ?? '', 'base64url');
  return {
    recipient: bech32('age', raw(publicKey, 'x')),
    identity: bech32(
      'age-secret-key-',
      raw(createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })), 'd'),
    ).toUpperCase(),
  };
}

/** Source: BIP 173. */
function bech32(prefix: string, bytes: Buffer): string {
  const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const words = (bits.match(/.{1,5}/g) ?? []).map((five) => Number.parseInt(five.padEnd(5, '0'), 2));
  const spread = [...prefix].map((letter) => letter.charCodeAt(0));
  const checked = [
    ...spread.map((code) => code >> 5),
    0,
    ...spread.map((code) => code & 31),
    ...words,
    0,
    0,
    0,
    0,
    0,
    0,
  ];
  const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
  let sum = 1;
  for (const word of checked) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ word;
    for (const [index, one] of generator.entries()) if ((top >> index) & 1) sum ^= one;
  }
  const code = sum ^ 1;
  const end = [25, 20, 15, 10, 5, 0].map((shift) => (code >>> shift) & 31);
  return `${prefix}1${[...words, ...end].map((word) => alphabet[word]).join('')}`;
}
