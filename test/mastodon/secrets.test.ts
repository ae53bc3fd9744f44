import { execFileSync } from 'node:child_process';
import { createECDH } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keysCommands, mastodonSecrets } from '../../lib/mastodon/secrets';
import { shipped } from '../support/site';

/** Runs the commands as a person would, with `kubectl` left out. */
function made(): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'keys-'));
  try {
    const commands = keysCommands('mastodon').filter((line) => !line.startsWith('kubectl'));
    execFileSync('sh', ['-euc', commands.join('\n')], { cwd: folder });
    const lines = readFileSync(join(folder, 'mastodon-secrets.env'), 'utf8').trim().split('\n');
    return Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const keys = made();

test('the commands make every key in the shape that Mastodon makes it', () => {
  expect(keys.SECRET_KEY_BASE).toMatch(/^[0-9a-f]{128}$/);
  for (const part of ['PRIMARY_KEY', 'DETERMINISTIC_KEY', 'KEY_DERIVATION_SALT']) {
    expect(keys[`ACTIVE_RECORD_ENCRYPTION_${part}`]).toMatch(/^[A-Za-z0-9]{32}$/);
  }
  expect(keys.VAPID_PRIVATE_KEY).toMatch(/^[A-Za-z0-9_-]{43}=$/);
  expect(keys.VAPID_PUBLIC_KEY).toMatch(/^B[A-Za-z0-9_-]{86}=$/);
  expect(new Set(Object.values(keys)).size).toBe(6);
});

test('the push keys are one P-256 pair', () => {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(Buffer.from(keys.VAPID_PRIVATE_KEY ?? '', 'base64url'));
  expect(pair.getPublicKey()).toEqual(Buffer.from(keys.VAPID_PUBLIC_KEY ?? '', 'base64url'));
});

test('the Secret that the commands make has exactly the keys that pods ask for', () => {
  const needs = mastodonSecrets(shipped('home'));
  expect(needs.map(({ name }) => name)).toEqual(['mastodon-secrets', 'mastodon-smtp']);
  expect(needs[0]?.keys.map(({ key }) => key).sort()).toEqual(Object.keys(keys).sort());
});

test('what removes the keys stands apart from what makes them, after the word to keep them', () => {
  const [need] = mastodonSecrets(shipped('home'));
  expect(need?.commands.some((line) => line.startsWith('rm'))).toBe(false);
  expect(need?.afterwards).toEqual({
    text: expect.stringContaining('into your safe now'),
    commands: ['rm vapid.pem mastodon-secrets.env'],
  });
});

test('Secrets of declared settings are asked for, one command each', () => {
  const site = shipped(
    'home',
    'mastodon: {envFromSecrets: {OIDC_CLIENT_SECRET: {name: login, key: oidc}, LDAP_PASSWORD: {name: login, key: ldap}}}',
  );
  const need = mastodonSecrets(site).find(({ name }) => name === 'login');
  expect(need?.commands).toEqual([
    "kubectl -n mastodon create secret generic login --from-literal=ldap='<ldap>' --from-literal=oidc='<oidc>'",
  ]);
  expect(need?.keys[0]).toEqual({
    key: 'ldap',
    what: "Mastodon's LDAP_PASSWORD",
    readBy: ['web'],
    settings: ['LDAP_PASSWORD'],
  });
});
