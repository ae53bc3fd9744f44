import { createECDH, createPrivateKey, randomBytes, randomInt, X509Certificate } from 'node:crypto';
import type { SecretKeyNeed, SecretNeed, SecretValue } from '../site/room';

/** One Secret with the values that are known or were made. */
export interface FilledSecret {
  readonly need: SecretNeed;
  readonly values: Readonly<Record<string, string>>;
  /** Keys whose value only a person knows. */
  readonly missing: readonly SecretKeyNeed[];
}

/** A key's value, where somebody has it already. */
export type Known = (need: SecretNeed, key: SecretKeyNeed) => string | undefined;

/** Rooms may name one Secret each for keys of its own. */
export function mergedNeeds(needs: readonly SecretNeed[]): SecretNeed[] {
  const merged = new Map<string, SecretNeed>();
  for (const need of needs) {
    const id = `${need.namespace}/${need.name}`;
    const before = merged.get(id);
    const keys = [...(before?.keys ?? []), ...need.keys].filter(
      ({ key }, index, all) => all.findIndex((other) => other.key === key) === index,
    );
    merged.set(id, { ...need, ...before, keys });
  }
  return [...merged.values()];
}

/** What is known stays; the rest is made fresh, where it can be. */
export function filled(need: SecretNeed, known: Known): FilledSecret {
  const values: Record<string, string> = {};
  const missing: SecretKeyNeed[] = [];
  let pair: VapidPair | undefined;
  for (const one of need.keys) {
    const value = known(need, one);
    if (value !== undefined) values[one.key] = value;
    else if (one.made && 'vapid' in one.made) {
      pair ??= vapidPair();
      values[one.key] = pair[one.made.vapid];
    } else if (one.made && 'text' in one.made) values[one.key] = one.made.text;
    else if (one.made && 'random' in one.made) values[one.key] = random(one.made);
    else missing.push(one);
  }
  return { need, values, missing };
}

/** What can't be right of values that people brought, a line each; no value is in it. */
export function faultsOf({ need, values }: FilledSecret): string[] {
  const halves = new Map<'private' | 'public', [key: string, value: string]>();
  const faults = need.keys.flatMap(({ key, made }) => {
    const value = values[key];
    if (value === undefined || made === undefined) return [];
    if ('vapid' in made) halves.set(made.vapid, [key, value]);
    return 'certificate' in made && !belongs(value, made.certificate)
      ? [
          `${need.name}: ${key} is not the private key of the certificate in the declaration: bring back the ${made.file} that was made with it, or declare the certificate of yours`,
        ]
      : [];
  });
  const [[privateKey, secret] = [], [publicKey, point] = []] = [halves.get('private'), halves.get('public')];
  if (secret !== undefined && point !== undefined && publicPoint(secret) !== point.replace(/=+$/, ''))
    faults.push(
      `${need.name}: ${publicKey} does not belong to ${privateKey}: they are made as a pair, and kept as one`,
    );
  return faults;
}

type VapidPair = Readonly<Record<'private' | 'public', string>>;

/** Source: the gem webpush, lib/webpush/vapid_key.rb: the scalar and the uncompressed point, URL-safe Base64 with padding. */
function vapidPair(): VapidPair {
  const key = createECDH('prime256v1');
  key.generateKeys();
  const scalar = Buffer.concat([Buffer.alloc(32), key.getPrivateKey()]).subarray(-32);
  return { private: urlSafe(scalar), public: urlSafe(key.getPublicKey()) };
}

function publicPoint(secret: string): string | undefined {
  const key = createECDH('prime256v1');
  try {
    key.setPrivateKey(Buffer.from(secret, 'base64url'));
    return key.getPublicKey().toString('base64url');
  } catch {
    return undefined;
  }
}

const urlSafe = (bytes: Buffer) => bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_');

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function random({ random: kind, length }: Extract<SecretValue, { random: unknown }>): string {
  return kind === 'hexadecimal'
    ? randomBytes(length / 2).toString('hex')
    : Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

function belongs(key: string, certificate: string): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}
