/**
 * Mastodon's settings: what each is to us and which programs read it.
 * Sources: docs.joinmastodon.org/admin/config; ENV in app, config, lib and streaming of v4.6.5.
 */
export type Reader = 'web' | 'sidekiq' | 'upkeep' | 'migrations' | 'streaming';

/** Programs that work with accounts, posts and media. */
export const withMedia: readonly Reader[] = ['web', 'sidekiq', 'upkeep'];
export const everyRails: readonly Reader[] = [...withMedia, 'migrations'];
export const allReaders: readonly Reader[] = [...everyRails, 'streaming'];

export type Setting =
  /** May be declared. */
  | { readonly status: 'known'; readonly readers: readonly Reader[]; readonly secret: boolean }
  /** Nothing reads it any more. */
  | { readonly status: 'dead'; readonly why: string }
  /** Breaks the server, or what this project promises. */
  | { readonly status: 'forbidden'; readonly why: string }
  /** Set from another key of the declaration. */
  | { readonly status: 'ours'; readonly key: string };

const words = (text: string) => text.trim().split(/\s+/);

const known = (readers: readonly Reader[], names: string, secret = false): [string, Setting][] =>
  words(names).map((name) => [name, { status: 'known', readers, secret }]);

const dead = (why: string, names: string): [string, Setting][] =>
  words(names).map((name) => [name, { status: 'dead', why }]);

const forbidden = (why: string, names: string): [string, Setting][] =>
  words(names).map((name) => [name, { status: 'forbidden', why }]);

const ours = (key: string, names: string): [string, Setting][] =>
  words(names).map((name) => [name, { status: 'ours', key }]);

/** `CACHE_` and `SIDEKIQ_` groups beside the base one. */
const redisGroup = (prefix: string) =>
  words('HOST PORT USER URL DB SENTINELS SENTINEL_MASTER SENTINEL_PORT SENTINEL_USERNAME')
    .map((name) => `${prefix}_REDIS_${name}`)
    .join(' ');

const table: [string, Setting][] = [
  ...known(
    withMedia,
    `ALLOWED_PRIVATE_ADDRESSES AUTHORIZED_FETCH LIMITED_FEDERATION_MODE DISALLOW_UNAUTHENTICATED_API_ACCESS
     DISABLE_AUTOMATIC_SWITCHING_TO_APPROVED_REGISTRATIONS DISABLE_FOLLOWERS_SYNCHRONIZATION FORCE_DEFAULT_LOCALE
     RAILS_LOG_LEVEL STREAMING_API_BASE_URL QUERY_LOG_TAGS_ENABLED BACKTRACE MAX_REQUEST_POOL_SIZE
     REPLICA_DB_HOST REPLICA_DB_PORT REPLICA_DB_NAME REPLICA_DB_USER REPLICA_DB_TASKS REPLICA_PREPARED_STATEMENTS
     ${redisGroup('CACHE')}
     ${redisGroup('SIDEKIQ')}
     ES_PRESET ES_PREFIX ES_CA_FILE
     CDN_HOST EXTRA_MEDIA_HOSTS EXTRA_DATA_HOSTS SENDFILE_HEADER
     S3_SIGNATURE_VERSION S3_OVERRIDE_PATH_STYLE S3_OPEN_TIMEOUT S3_READ_TIMEOUT S3_RETRY_LIMIT
     S3_FORCE_SINGLE_REQUEST S3_ENABLE_CHECKSUM_MODE S3_STORAGE_CLASS S3_MULTIPART_THRESHOLD S3_PERMISSION
     S3_BATCH_DELETE_LIMIT S3_BATCH_DELETE_RETRY S3_CLOUDFRONT_HOST S3_KEY_PREFIX
     CACHE_BUSTER_ENABLED CACHE_BUSTER_HTTP_METHOD CACHE_BUSTER_SECRET_HEADER
     http_proxy http_hidden_proxy ALLOW_ACCESS_TO_HIDDEN_SERVICE
     EMAIL_DOMAIN_ALLOWLIST EMAIL_DOMAIN_DENYLIST EMAIL_DOMAIN_LISTS_APPLY_AFTER_CONFIRMATION
     USER_ACTIVE_DAYS MAX_FOLLOWS_THRESHOLD MAX_FOLLOWS_RATIO IP_RETENTION_PERIOD SESSION_RETENTION_PERIOD
     DEEPL_PLAN LIBRE_TRANSLATE_ENDPOINT GITHUB_REPOSITORY SOURCE_BASE_URL SOURCE_COMMIT SOURCE_TAG
     FFMPEG_BINARY FFPROBE_BINARY VIPS_BLOCK_UNTRUSTED UPDATE_CHECK_URL EXPERIMENTAL_FEATURES
     DISABLE_EMAIL_SUBSCRIPTIONS DONATION_CAMPAIGNS_URL DONATION_CAMPAIGNS_ENVIRONMENT
     OTEL_SERVICE_NAME_PREFIX OTEL_SERVICE_NAME_SEPARATOR OTEL_EXPORTER_OTLP_ENDPOINT
     OTEL_EXPORTER_OTLP_TRACES_ENDPOINT
     MALLOC_CONF TZ`,
  ),
  ...known(
    withMedia,
    `REPLICA_DB_PASS REPLICA_DATABASE_URL CACHE_REDIS_PASSWORD CACHE_REDIS_SENTINEL_PASSWORD SIDEKIQ_REDIS_PASSWORD
     SIDEKIQ_REDIS_SENTINEL_PASSWORD CACHE_BUSTER_SECRET DEEPL_API_KEY LIBRE_TRANSLATE_API_KEY GITHUB_API_TOKEN`,
    true,
  ),
  ...known(everyRails, 'PREPARED_STATEMENTS REDIS_DRIVER'),
  ...known(allReaders, 'REDIS_USER REDIS_DB REDIS_SENTINEL_USERNAME'),
  ...known(allReaders, 'REDIS_SENTINEL_PASSWORD', true),
  ...known(
    ['web'],
    `PERSISTENT_TIMEOUT MIN_THREADS RAILS_SERVE_STATIC_FILES MAX_SESSION_ACTIVATIONS HCAPTCHA_SITE_KEY
     MASTODON_PROMETHEUS_EXPORTER_WEB_DETAILED_METRICS
     ALLOW_UNSAFE_AUTH_PROVIDER_REATTACH OMNIAUTH_ONLY ONE_CLICK_SSO_LOGIN SSO_ACCOUNT_SETTINGS SSO_ACCOUNT_SIGN_UP
     LDAP_ENABLED LDAP_HOST LDAP_PORT LDAP_METHOD LDAP_BASE LDAP_BIND_DN LDAP_UID LDAP_SEARCH_FILTER LDAP_MAIL
     LDAP_UID_CONVERSION_ENABLED LDAP_UID_CONVERSION_SEARCH LDAP_UID_CONVERSION_REPLACE LDAP_TLS_NO_VERIFY
     PAM_ENABLED PAM_EMAIL_DOMAIN PAM_DEFAULT_SERVICE PAM_CONTROLLED_SERVICE
     CAS_ENABLED CAS_DISPLAY_NAME CAS_URL CAS_HOST CAS_PORT CAS_SSL CAS_VALIDATE_URL CAS_CALLBACK_URL CAS_LOGOUT_URL
     CAS_LOGIN_URL CAS_UID_FIELD CAS_CA_PATH CAS_DISABLE_SSL_VERIFICATION CAS_UID_KEY CAS_NAME_KEY CAS_EMAIL_KEY
     CAS_NICKNAME_KEY CAS_FIRST_NAME_KEY CAS_LAST_NAME_KEY CAS_LOCATION_KEY CAS_IMAGE_KEY CAS_PHONE_KEY
     CAS_SECURITY_ASSUME_EMAIL_IS_VERIFIED
     SAML_ENABLED SAML_ACS_URL SAML_ISSUER SAML_IDP_SSO_TARGET_URL SAML_IDP_SSO_TARGET_PARAMS SAML_IDP_CERT
     SAML_IDP_CERT_FINGERPRINT SAML_IDP_CERT_FINGERPRINT_VALIDATOR SAML_NAME_IDENTIFIER_FORMAT SAML_CERT
     SAML_SECURITY_WANT_ASSERTION_SIGNED SAML_SECURITY_WANT_ASSERTION_ENCRYPTED SAML_SECURITY_ASSUME_EMAIL_IS_VERIFIED
     SAML_ATTRIBUTES_STATEMENTS_UID SAML_ATTRIBUTES_STATEMENTS_EMAIL SAML_ATTRIBUTES_STATEMENTS_FULL_NAME
     SAML_ATTRIBUTES_STATEMENTS_FIRST_NAME SAML_ATTRIBUTES_STATEMENTS_LAST_NAME SAML_UID_ATTRIBUTE
     SAML_ATTRIBUTES_STATEMENTS_VERIFIED SAML_ATTRIBUTES_STATEMENTS_VERIFIED_EMAIL SAML_ALLOWED_CLOCK_DRIFT
     SAML_DISPLAY_NAME
     OIDC_ENABLED OIDC_DISPLAY_NAME OIDC_ISSUER OIDC_DISCOVERY OIDC_CLIENT_AUTH_METHOD OIDC_SCOPE OIDC_UID_FIELD
     OIDC_RESPONSE_TYPE OIDC_RESPONSE_MODE OIDC_DISPLAY OIDC_PROMPT OIDC_SEND_NONCE OIDC_SEND_SCOPE_TO_TOKEN_ENDPOINT
     OIDC_IDP_LOGOUT_REDIRECT_URI OIDC_CLIENT_ID OIDC_REDIRECT_URI OIDC_HTTP_SCHEME OIDC_HOST OIDC_PORT
     OIDC_AUTH_ENDPOINT OIDC_TOKEN_ENDPOINT OIDC_USER_INFO_ENDPOINT OIDC_JWKS_URI OIDC_END_SESSION_ENDPOINT
     OIDC_SECURITY_ASSUME_EMAIL_IS_VERIFIED OIDC_USE_PKCE`,
  ),
  ...known(['web'], 'LDAP_PASSWORD SAML_PRIVATE_KEY OIDC_CLIENT_SECRET HCAPTCHA_SECRET_KEY', true),
  ...known(
    ['sidekiq'],
    `SMTP_DOMAIN SMTP_DELIVERY_METHOD SMTP_CA_FILE SMTP_OPENSSL_VERIFY_MODE SMTP_REPLY_TO SMTP_RETURN_PATH
     BULK_SMTP_SERVER BULK_SMTP_PORT BULK_SMTP_DOMAIN BULK_SMTP_AUTH_METHOD BULK_SMTP_CA_FILE
     BULK_SMTP_OPENSSL_VERIFY_MODE BULK_SMTP_ENABLE_STARTTLS BULK_SMTP_ENABLE_STARTTLS_AUTO BULK_SMTP_TLS BULK_SMTP_SSL
     MASTODON_PROMETHEUS_EXPORTER_SIDEKIQ_DETAILED_METRICS`,
  ),
  ...known(['sidekiq'], 'BULK_SMTP_LOGIN BULK_SMTP_PASSWORD', true),
  ...known(['streaming'], 'LOG_LEVEL'),

  ...ours('mastodon.handleDomain', 'LOCAL_DOMAIN'),
  ...ours('mastodon.webDomain', 'WEB_DOMAIN'),
  ...ours('mastodon.alternateDomains', 'ALTERNATE_DOMAINS'),
  ...ours('mastodon.singleUser', 'SINGLE_USER_MODE'),
  ...ours('mastodon.locale', 'DEFAULT_LOCALE'),
  ...ours('mastodon.web.workers', 'WEB_CONCURRENCY'),
  ...ours('mastodon.web.threads', 'MAX_THREADS'),
  ...ours('mastodon.uploadTime', 'UPLOAD_SECONDS'),
  ...ours('mastodon.sidekiq', 'SIDEKIQ_CONCURRENCY MASTODON_SIDEKIQ_READY_FILENAME'),
  ...ours('mastodon.startEmpty', 'START_EMPTY'),
  ...ours('mastodon.smtp.server', 'SMTP_SERVER'),
  ...ours('mastodon.smtp.port', 'SMTP_PORT'),
  ...ours('mastodon.smtp.from', 'SMTP_FROM_ADDRESS'),
  ...ours('mastodon.smtp.secret', 'SMTP_LOGIN SMTP_PASSWORD'),
  ...ours('mastodon.smtp.anonymous', 'SMTP_AUTH_METHOD'),
  ...ours('mastodon.smtp.tls', 'SMTP_TLS SMTP_SSL SMTP_ENABLE_STARTTLS SMTP_ENABLE_STARTTLS_AUTO'),
  ...ours('mastodon.media.s3', 'S3_ENABLED S3_BUCKET S3_ENDPOINT S3_REGION S3_HOSTNAME S3_ALIAS_HOST S3_PROTOCOL'),
  ...ours('mastodon.media.s3.secret', 'AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY'),
  ...ours('mastodon.media', 'PAPERCLIP_ROOT_PATH PAPERCLIP_ROOT_URL'),
  ...ours(
    'database',
    'DATABASE_URL DB_HOST DB_PORT DB_NAME DB_USER DB_PASS DB_SSLMODE PGSSLROOTCERT PGSERVICE PGSERVICEFILE PGOPTIONS',
  ),
  ...ours(
    'redis',
    'REDIS_URL REDIS_HOST REDIS_PORT REDIS_PASSWORD REDIS_SENTINELS REDIS_SENTINEL_MASTER REDIS_SENTINEL_PORT',
  ),
  ...ours('search', 'ES_ENABLED ES_HOST ES_PORT ES_USER ES_PASS'),
  ...ours('network.internet', 'TRUSTED_PROXY_IP'),
  ...ours(
    'monitoring.enabled',
    `MASTODON_PROMETHEUS_EXPORTER_ENABLED MASTODON_PROMETHEUS_EXPORTER_LOCAL MASTODON_PROMETHEUS_EXPORTER_HOST
     MASTODON_PROMETHEUS_EXPORTER_PORT PROMETHEUS_EXPORTER_HOST PROMETHEUS_EXPORTER_PORT`,
  ),
  ...ours(
    `the Secret mastodon-secrets`,
    `SECRET_KEY_BASE ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY
     ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT VAPID_PRIVATE_KEY VAPID_PUBLIC_KEY`,
  ),

  ...forbidden('Mastodon 4.4 and newer stop at once when it is set', 'REDIS_NAMESPACE'),
  ...forbidden('it deletes this server from the fediverse, step by step and for good', 'SELF_DESTRUCT'),
  ...forbidden('it would take post-deployment migrations away from their Job', 'SKIP_POST_DEPLOYMENT_MIGRATIONS'),
  ...forbidden("it is the image's own, and production here", 'RAILS_ENV NODE_ENV BUNDLE_GEMFILE PATH LD_PRELOAD'),
  ...forbidden(
    'shells and the loader of programs run what it holds, before any script of theirs',
    'BASH_ENV ENV SHELLOPTS BASHOPTS PS4 CDPATH GLOBIGNORE LD_AUDIT LD_LIBRARY_PATH',
  ),
  ...forbidden('its folder is made before the program starts', 'TMPDIR TMP TEMP'),
  ...forbidden('Services and probes look for the ports that we set', 'PORT BIND SOCKET'),
  ...forbidden('it takes the pages out of TLS', 'LOCAL_HTTPS'),
  ...forbidden('it switches protection against forged requests off', 'DISABLE_FORGERY_REQUEST_PROTECTION'),
  ...forbidden(
    'one pool size for programs with different numbers of threads starves one of them; each takes its own number',
    'DB_POOL',
  ),
  ...forbidden('the entry speaks plain HTTP to web; with it every request would fail', 'PROXY_PROTO_V1'),
  ...forbidden('its value is public', 'SECRET_KEY_BASE_DUMMY IGNORE_ALREADY_SET_SECRETS'),

  ...dead('removed in Mastodon 4.4', 'OTP_SECRET'),
  ...dead('no longer read; it was part of REDIS_NAMESPACE', 'CACHE_REDIS_NAMESPACE SIDEKIQ_REDIS_NAMESPACE'),
  ...dead('removed in Mastodon 4.3', 'STREAMING_CLUSTER_NUM STATSD_ADDR STATSD_NAMESPACE STATSD_SIDEKIQ'),
  ...dead('libvips is the only one since Mastodon 4.6', 'MASTODON_USE_LIBVIPS'),
  ...dead(
    'removed',
    `FETCH_REPLIES_ENABLED FETCH_REPLIES_COOLDOWN_MINUTES FETCH_REPLIES_INITIAL_WAIT_MINUTES FETCH_REPLIES_MAX_GLOBAL
     FETCH_REPLIES_MAX_SINGLE FETCH_REPLIES_MAX_PAGES`,
  ),
  ...dead('now LIMITED_FEDERATION_MODE', 'WHITELIST_MODE'),
  ...dead('now EMAIL_DOMAIN_DENYLIST', 'EMAIL_DOMAIN_BLACKLIST'),
  ...dead('now EMAIL_DOMAIN_ALLOWLIST', 'EMAIL_DOMAIN_WHITELIST'),
];

const settingsByName: ReadonlyMap<string, Setting> = new Map(table);

export function settingNamed(name: string): Setting | undefined {
  return settingsByName.get(name);
}

export function knownSettings(): string[] {
  return [...settingsByName].filter(([, { status }]) => status === 'known').map(([name]) => name);
}

/** Who gets a declared setting. One that we don't know may be new in Mastodon: those that serve people get it. */
export function readersOf(name: string): readonly Reader[] {
  const setting = settingsByName.get(name);
  if (setting === undefined) return withMedia;
  return setting.status === 'known' ? setting.readers : [];
}

/** Whether a value under this name is for nobody else's eyes. */
export function isSecret(name: string): boolean {
  const setting = settingsByName.get(name);
  if (setting !== undefined) return setting.status === 'known' && setting.secret;
  return /SECRET|PASSWORD|TOKEN|PRIVATE_KEY|API_KEY|CREDENTIAL|_PASS$|_KEY$/.test(name);
}
