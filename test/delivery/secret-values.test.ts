import { faultsOf, filled, mergedNeeds } from '../../lib/delivery/secret-values';
import { keysSecret } from '../../lib/mastodon/secret-settings';
import { rooms } from '../../lib/rooms';
import type { SecretNeed } from '../../lib/site/room';
import { shipped } from '../support/site';

const needs = (overlay = '') => mergedNeeds(rooms.flatMap((room) => room.secrets(shipped('home', overlay))));
const keys = needs().find(({ name }) => name === keysSecret) as SecretNeed;

test('a thousand servers: every value has its form, each pair is one, and no two are the same', () => {
  const forms: Record<string, RegExp> = {
    SECRET_KEY_BASE: /^[0-9a-f]{128}$/,
    VAPID_PRIVATE_KEY: /^[A-Za-z0-9_-]{43}=$/,
    VAPID_PUBLIC_KEY: /^B[A-Za-z0-9_-]{86}=$/,
  };
  const seen = new Set<string>();
  const wrong: string[] = [];
  for (let server = 0; server < 1000; server += 1) {
    const one = filled(keys, () => undefined);
    for (const [key, value] of Object.entries(one.values)) {
      if (!(forms[key] ?? /^[A-Za-z0-9]{32}$/).test(value)) wrong.push(`${key} ${value}`);
      seen.add(value);
    }
    wrong.push(...faultsOf(one));
  }
  expect(wrong).toEqual([]);
  expect(seen.size).toBe(6000);
});

test('one Secret that two rooms use is one, with the keys of both', () => {
  const shared = needs('mastodon: {envFromSecrets: {DEEPL_API_KEY: {name: backup-s3, key: deepl}}}');
  expect(
    shared.filter(({ name }) => name === 'backup-s3').map((need) => need.keys.map(({ key }) => key).sort()),
  ).toEqual([['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'CRYPT_PASSWORD', 'deepl']]);
});

test('every Secret of a shipped site that a person makes says how, or asks for it', () => {
  const mine = needs().filter(({ madeBy }) => madeBy === 'you');
  const asked = mine.flatMap((need) => filled(need, () => undefined).missing.map(({ key }) => `${need.name}/${key}`));
  expect(asked).toEqual([
    'mastodon-smtp/login',
    'mastodon-smtp/password',
    'backup-s3/AWS_ACCESS_KEY_ID',
    'backup-s3/AWS_SECRET_ACCESS_KEY',
    'backup-rehearsal/tls.key',
    'backup-ping/url',
  ]);
});
