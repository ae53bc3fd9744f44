import type * as k8s from '../kube/k8s';
import type { SecretKey } from '../kube/secret-key';
import type { Site } from '../site/site';
import { allReaders, everyRails, type Reader, readersOf, withMedia } from './settings';

/** Secret that holds Mastodon's own keys. */
export const keysSecret = 'mastodon-secrets';

/** Keys without which Rails does not start. */
export const bootKeys = [
  'SECRET_KEY_BASE',
  'ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY',
  'ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY',
  'ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT',
] as const;

export const pushKeys = ['VAPID_PRIVATE_KEY', 'VAPID_PUBLIC_KEY'] as const;

export interface SecretSetting {
  readonly name: string;
  readonly from: SecretKey;
  readonly readers: readonly Reader[];
}

/** Every setting whose value lies in a Secret, with who reads it. */
export function secretSettings(site: Site): SecretSetting[] {
  const { mastodon, database, redis, search } = site;
  const own = (names: readonly string[], readers: readonly Reader[]) =>
    names.map((name) => ({ name, from: { name: keysSecret, key: name }, readers }));
  const one = (name: string, from: SecretKey | undefined, readers: readonly Reader[]) =>
    from ? [{ name, from, readers }] : [];
  const { secret: mailSecret } = mastodon.smtp;
  return [
    ...own(bootKeys, everyRails),
    ...own(pushKeys, ['web', 'sidekiq']),
    ...one('DB_PASS', database.endpoint.passwordSecret, allReaders),
    ...one('REDIS_PASSWORD', redis.endpoint.passwordSecret, allReaders),
    ...one('ES_PASS', search.endpoint?.passwordSecret, withMedia),
    ...(mailSecret === undefined
      ? []
      : [
          ...one('SMTP_LOGIN', { name: mailSecret, key: 'login' }, ['sidekiq']),
          ...one('SMTP_PASSWORD', { name: mailSecret, key: 'password' }, ['sidekiq']),
        ]),
    ...(mastodon.media.kind === 's3'
      ? ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'].map((name) => ({
          name,
          from: { name: secretOfBucket(site), key: name },
          readers: withMedia,
        }))
      : []),
    ...Object.entries(mastodon.envFromSecrets)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, from]) => ({ name, from, readers: readersOf(name) })),
  ];
}

function secretOfBucket({ mastodon }: Site): string {
  return mastodon.media.kind === 's3' ? mastodon.media.s3.secret : '';
}

/**
 * `env` of a container: references, never values.
 * @param only names of the few that this container needs
 */
export function secretEnv(site: Site, reader: Reader, only?: readonly string[]): k8s.EnvVar[] {
  return secretSettings(site)
    .filter(({ name, readers }) => readers.includes(reader) && (only?.includes(name) ?? true))
    .map(({ name, from }) => ({ name, valueFrom: { secretKeyRef: { name: from.name, key: from.key } } }));
}
