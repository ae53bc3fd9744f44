import type { Path } from '../site/finding';
import type { Site } from '../site/site';
import type { S3 } from './mastodon';
import {
  all,
  first,
  hostAndPort,
  type Illegible,
  type Read,
  redisGroup,
  replica,
  server,
  url,
} from './server-settings';

/**
 * Servers that Mastodon is told to use, by keys of the declaration and by its own settings: the NetworkPolicies open
 * what this table reads, and the rules refuse what can't be opened. Settings that only send browsers somewhere
 * (SAML_*, CAS_LOGIN_URL, OIDC_AUTH_ENDPOINT, STREAMING_API_BASE_URL, CDN_HOST) or whose servers answer on 443 as all
 * others do (DEEPL_PLAN, hCaptcha) need no line.
 */
export interface Destination {
  readonly path: Path;
  /** For people, after the name of who does it: `asks LDAP`. */
  readonly what: string;
  readonly by: readonly Caller[];
  readonly host: string;
  readonly port: number;
}

/** Programs that connect; `mail`: those groups of Sidekiq's that send it. */
export type Caller = 'web' | 'sidekiq' | 'upkeep' | 'mail';

/** A setting that names a server as nobody can read it. */
export interface Unknown extends Illegible {
  readonly path: Path;
}

export function destinations(site: Site): Destination[] {
  return readings(site).flatMap((one) => ('host' in one ? [one] : []));
}

export function unknownDestinations(site: Site): Unknown[] {
  return readings(site).flatMap((one) => ('host' in one ? [] : [one]));
}

const withMedia: readonly Caller[] = ['web', 'sidekiq', 'upkeep'];

interface Row {
  readonly what: string;
  readonly by: readonly Caller[];
  /** Settings without which nobody looks at the others. */
  readonly when?: readonly string[];
  readonly read: Read;
}

/** Sources of names and default ports: mastodon v4.6.5, the files in config and lib that are named. */
const table: readonly Row[] = [
  // config/email.yml; the port that Net::SMTP takes when nobody names one.
  { what: 'sends bulk mail', by: ['mail'], read: server('BULK_SMTP_SERVER', 'BULK_SMTP_PORT', () => 25) },
  // config/initializers/devise.rb
  { what: 'asks LDAP', by: ['web'], when: ['LDAP_ENABLED'], read: server('LDAP_HOST', 'LDAP_PORT', () => 389) },
  // config/initializers/3_omniauth.rb; omniauth-cas: an absolute address of the check comes before the server's.
  {
    what: 'asks CAS',
    by: ['web'],
    when: ['CAS_ENABLED'],
    read: first(
      url('CAS_VALIDATE_URL'),
      url('CAS_URL'),
      server('CAS_HOST', 'CAS_PORT', ({ mastodon: { env } }) => (env.CAS_SSL === 'false' ? 80 : 443)),
    ),
  },
  {
    what: 'asks OIDC',
    by: ['web'],
    when: ['OIDC_ENABLED'],
    read: all(
      server('OIDC_HOST', 'OIDC_PORT', () => 443),
      url('OIDC_TOKEN_ENDPOINT'),
      url('OIDC_USER_INFO_ENDPOINT'),
      url('OIDC_JWKS_URI'),
    ),
  },
  { what: 'discovers OIDC', by: ['web'], when: ['OIDC_ENABLED', 'OIDC_DISCOVERY'], read: url('OIDC_ISSUER') },
  // config/database.yml
  { what: 'reads a replica of the database', by: withMedia, read: replica },
  { what: 'reads a replica of the database', by: withMedia, read: url('REPLICA_DATABASE_URL') },
  // lib/mastodon/redis_configuration.rb
  ...['CACHE', 'SIDEKIQ'].map((group) => ({ what: `uses Redis for ${group}`, by: withMedia, read: redisGroup(group) })),
  // config/translation.yml
  { what: 'asks LibreTranslate', by: ['web', 'sidekiq'], read: url('LIBRE_TRANSLATE_ENDPOINT') },
  // config/initializers/http_client_proxy.rb
  { what: 'goes through the proxy', by: withMedia, read: url('http_proxy') },
  { what: 'goes through the proxy for hidden services', by: withMedia, read: url('http_hidden_proxy') },
  // config/initializers/opentelemetry.rb
  { what: 'sends traces', by: withMedia, read: url('OTEL_EXPORTER_OTLP_ENDPOINT') },
  { what: 'sends traces', by: withMedia, read: url('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT') },
  // config/mastodon.yml
  { what: 'asks for updates', by: ['sidekiq'], read: url('UPDATE_CHECK_URL') },
  { what: 'asks for campaigns', by: ['web'], read: url('DONATION_CAMPAIGNS_URL') },
];

function readings(site: Site): (Destination | Unknown)[] {
  const { env, envFromSecrets } = site.mastodon;
  const found = table
    .filter(({ when = [] }) => when.every((name) => env[name] === 'true'))
    .flatMap(({ what, by, read }) =>
      read(site).map((one) => {
        const key = envFromSecrets[one.setting] === undefined ? 'env' : 'envFromSecrets';
        return { ...one, path: ['mastodon', key, one.setting], what, by };
      }),
    );
  return [...declared(site), ...found];
}

/** What has keys of its own in the declaration. */
function declared({ mastodon: { smtp, media } }: Site): Destination[] {
  const mail = { path: ['mastodon', 'smtp', 'server'], what: 'sends mail', by: ['mail'] as const };
  return [
    { ...mail, host: smtp.server, port: smtp.port },
    ...(media.kind === 's3'
      ? [
          {
            path: ['mastodon', 'media', 's3', ...(media.s3.endpoint === undefined ? [] : ['endpoint'])],
            what: 'keeps media in the bucket',
            by: withMedia,
            ...bucket(media.s3),
          },
        ]
      : []),
  ];
}

function bucket({ endpoint, protocol }: S3) {
  return hostAndPort(endpoint ?? `${protocol}://s3.amazonaws.com`) ?? { host: 's3.amazonaws.com', port: 443 };
}
