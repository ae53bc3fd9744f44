import type { SecretNeed, SecretValue } from '../site/room';
import type { Site } from '../site/site';
import { keysSecret, secretSettings } from './secret-settings';

/** What each secret is, for people. */
const meanings: Readonly<Record<string, string>> = {
  SECRET_KEY_BASE: 'signs sessions: 128 hexadecimal digits',
  ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY: 'encrypts columns of the database: 32 letters and digits',
  ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY: 'encrypts columns of the database: 32 letters and digits',
  ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT: 'encrypts columns of the database: 32 letters and digits',
  VAPID_PRIVATE_KEY: 'signs push notifications: a P-256 key, 44 characters of URL-safe Base64',
  VAPID_PUBLIC_KEY: 'its public point, 88 characters of URL-safe Base64',
  SMTP_LOGIN: 'login at the mail server',
  SMTP_PASSWORD: 'password at the mail server',
  AWS_ACCESS_KEY_ID: 'key of the bucket',
  AWS_SECRET_ACCESS_KEY: 'secret key of the bucket',
};

const alphanumeric: SecretValue = { random: 'alphanumeric', length: 32 };

/** Formats: facts of `rails secret`, `rails db:encryption:init` and `rake mastodon:webpush:generate_vapid_key`. */
const made: Readonly<Record<string, SecretValue>> = {
  SECRET_KEY_BASE: { random: 'hexadecimal', length: 128 },
  ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY: alphanumeric,
  ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY: alphanumeric,
  ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT: alphanumeric,
  VAPID_PRIVATE_KEY: { vapid: 'private' },
  VAPID_PUBLIC_KEY: { vapid: 'public' },
};

const keysFile = `${keysSecret}.env`;

/** Secrets of the database, Redis and search are named by their own rooms. */
const elsewhere = ['DB_PASS', 'REDIS_PASSWORD', 'ES_PASS'];

export function mastodonSecrets(site: Site): SecretNeed[] {
  const ours = secretSettings(site).filter(({ name }) => !elsewhere.includes(name));
  const names = [...new Set(ours.map(({ from }) => from.name))];
  return names.map((secret) => {
    const settings = ours.filter(({ from }) => from.name === secret);
    const keys = [...new Set(settings.map(({ from }) => from.key))];
    return {
      name: secret,
      namespace: site.namespace,
      madeBy: 'you',
      keys: keys.map((key) => {
        const held = settings.filter(({ from }) => from.key === key);
        return {
          key,
          what: held.map(({ name }) => meanings[name] ?? `Mastodon's ${name}`).join('; '),
          readBy: [...new Set(held.flatMap(({ readers }) => readers))],
          settings: held.map(({ name }) => name),
          ...(secret === keysSecret && made[key] && { made: made[key] }),
        };
      }),
      ...(secret === keysSecret
        ? { commands: keysCommands(site.namespace), afterwards: keysKept }
        : { commands: literalCommands(site.namespace, secret, keys) }),
    };
  });
}

function literalCommands(namespace: string, secret: string, keys: readonly string[]): string[] {
  const literals = keys.map((key) => `--from-literal=${key}='<${key}>'`);
  return [`kubectl -n ${namespace} create secret generic ${secret} ${literals.join(' ')}`];
}

/**
 * The same, made by openssl. In the DER form of a P-256 key its 32 secret bytes begin at the eighth, and the point is the last 65 of the public one.
 */
export function keysCommands(namespace: string): string[] {
  const letters = '$(openssl rand -base64 96 | tr -dc A-Za-z0-9 | head -c 32)';
  const urlSafe = "openssl base64 -A | tr '+/' '-_'";
  return [
    'umask 077',
    'openssl ecparam -name prime256v1 -genkey -noout -out vapid.pem',
    `cat > ${keysFile} <<END
SECRET_KEY_BASE=$(openssl rand -hex 64)
ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY=${letters}
ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY=${letters}
ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT=${letters}
VAPID_PRIVATE_KEY=$(openssl ec -in vapid.pem -outform DER 2>/dev/null | head -c 39 | tail -c 32 | ${urlSafe})
VAPID_PUBLIC_KEY=$(openssl ec -in vapid.pem -pubout -outform DER 2>/dev/null | tail -c 65 | ${urlSafe})
END`,
    `kubectl -n ${namespace} create secret generic ${keysSecret} --from-env-file=${keysFile}`,
  ];
}

/** Apart from what makes them: pasted together, nobody has had time to keep anything. */
const keysKept = {
  text: `**Put \`${keysFile}\` into your safe now**, where it outlives this house: without it no backup of the database can be read. Only when it lies there:`,
  commands: [`rm vapid.pem ${keysFile}`],
};
