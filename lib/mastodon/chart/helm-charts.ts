import type { Site } from '../../site/site';
import { mediaClaim } from '../media';
import { keysSecret } from '../secret-settings';
import { assetsClaim, emptyAssets, keptClaims } from './assets';
import type { MastodonChart } from './chart';
import { programValues, slowStarts } from './programs';
import { sharedRows } from './rows';
import { type Row, say } from './said';
import { Tree } from './tree';

/** mastodon/helm-charts, charts/mastodon 1.0: the project's new chart, without servers of its own. Source: mastodon/helm-charts f6905d5. */
export const helmCharts: MastodonChart = {
  title: 'mastodon/helm-charts',
  version: 'chart/mastodon',
  known: { '1.0.2': 'f6905d5da2c2dc61b023a25fcf258e994ce9b112' },
  repository: 'https://mastodon.github.io/helm-charts/',
  git: false,
  limits: [slowStarts, emptyAssets],
  values(site) {
    const tree = new Tree();
    programValues(tree, site);
    say(tree, site, rows);
    for (const [path, why] of Object.entries(reasons)) tree.because(path, why);
    tree.set('httproute.enabled', false, 'mastodon/entry/ is the entry');
    secret(tree, 'mastodon.secrets', keysSecret, {
      secretKeyBase: 'SECRET_KEY_BASE',
      vapidPrivateKey: 'VAPID_PRIVATE_KEY',
      vapidPublicKey: 'VAPID_PUBLIC_KEY',
      arePrimaryKey: 'ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY',
      areDeterministicKey: 'ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY',
      areKeyDerivationSalt: 'ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT',
    });
    secret(tree, 'mastodon.smtp', site.mastodon.smtp.secret, { username: 'login', password: 'password' });
    media(tree, site);
    further(tree, site);
    servers(tree, site);
    return tree;
  },
};

const rows: readonly Row[] = [
  ...sharedRows,
  { setting: 'LOCAL_DOMAIN', path: 'mastodon.localDomain' },
  { setting: 'WEB_DOMAIN', path: 'mastodon.webDomain' },
  { setting: 'ALTERNATE_DOMAINS', path: 'mastodon.alternateDomains', as: 'list' },
  { setting: 'PREPARED_STATEMENTS', path: 'postgresql.preparedStatements', as: 'flag', usual: true },
  { setting: 'TRUSTED_PROXY_IP', path: 'mastodon.trustedProxyIp' },
  { setting: 'DB_HOST', path: 'postgresql.hostname' },
  { setting: 'DB_PORT', path: 'postgresql.port', as: 'number', usual: 5432 },
  { setting: 'DB_NAME', path: 'postgresql.database' },
  // Of its Secret.
  { setting: 'DB_USER', path: 'postgresql.username' },
  // Of its Secret.
  { setting: 'ES_USER', path: 'elasticsearch.username' },
  { setting: 'S3_ALIAS_HOST', path: 'mastodon.s3.aliasHost' },
  { setting: 'S3_MULTIPART_THRESHOLD', path: 'mastodon.s3.multipartThreshold' },
  { setting: 'S3_OVERRIDE_PATH_STYLE', path: 'mastodon.s3.overridePathStyle' },
  { setting: 'SMTP_FROM_ADDRESS', path: 'mastodon.smtp.fromAddress' },
  { setting: 'SMTP_AUTH_METHOD', path: 'mastodon.smtp.authMethod' },
  { setting: 'SMTP_ENABLE_STARTTLS', path: 'mastodon.smtp.enableStartTls' },
  { setting: 'SMTP_DELIVERY_METHOD', path: 'mastodon.smtp.deliveryMethod' },
  { setting: 'SMTP_CA_FILE', path: 'mastodon.smtp.caFile' },
  { setting: 'SMTP_OPENSSL_VERIFY_MODE', path: 'mastodon.smtp.opensslVerifyMode' },
  { setting: 'SMTP_REPLY_TO', path: 'mastodon.smtp.replyTo' },
  { setting: 'SMTP_RETURN_PATH', path: 'mastodon.smtp.returnPath' },
];

const reasons: Readonly<Record<string, string>> = {
  timezone: 'as declared',
  mastodon: 'as declared',
  'mastodon.localDomain': 'part of every handle; can never change',
  'mastodon.webDomain': 'where the server answers; can never change',
  'mastodon.trustedProxyIp': 'who may say where a request came from',
  postgresql: 'the declared server',
  redis: 'the declared server',
  elasticsearch: 'as declared',
};

/** The chart's key → the Secret's. */
type Keys = Readonly<Record<string, string>>;

function secret(tree: Tree, at: string, name: string | undefined, keys: Keys): void {
  if (name === undefined) return;
  tree.set(`${at}.existingSecret`, name);
  for (const [key, ours] of Object.entries(keys)) tree.set(`${at}.existingSecretKeys.${key}`, ours);
}

function media(tree: Tree, { mastodon: { media } }: Site): void {
  if (media.kind === 's3') {
    secret(tree, 'mastodon.s3', media.s3.secret, {
      accessKeyId: 'AWS_ACCESS_KEY_ID',
      secretAccessKey: 'AWS_SECRET_ACCESS_KEY',
    });
    return;
  }
  tree.set('mastodon.s3.enabled', false, 'media lie on a volume');
  tree.set('mastodon.pvc.enabled', true, 'media lie on a volume');
  tree.set('mastodon.pvc.system.existingClaim', mediaClaim, keptClaims);
  tree.set('mastodon.pvc.assets.existingClaim', assetsClaim, keptClaims);
}

/** The chart writes these whatever is said, by keys of its own: said once more they would stand twice. */
export const writtenAnyway = /^(OIDC|SAML|CAS|PAM|LDAP)_|^OMNIAUTH_ONLY$/;

/** Settings in Secrets that the chart has keys for; it reads no others. */
export const secretRows: Readonly<Record<string, readonly [part: string, key: string]>> = {
  DEEPL_API_KEY: ['deepl', 'apiKey'],
  HCAPTCHA_SECRET_KEY: ['hcaptcha', 'apiKey'],
  CACHE_BUSTER_SECRET: ['cacheBuster', 'authToken'],
};

function further(tree: Tree, { mastodon: { envFromSecrets } }: Site): void {
  for (const [name, [part, key]] of Object.entries(secretRows)) {
    const found = envFromSecrets[name];
    if (found === undefined) continue;
    tree.set(`mastodon.${part}.enabled`, true);
    secret(tree, `mastodon.${part}`, found.name, { [key]: found.key });
  }
}

function servers(tree: Tree, { database, redis, search }: Site): void {
  const { passwordSecret } = database.endpoint;
  secret(tree, 'postgresql', passwordSecret.name, { username: 'username', password: passwordSecret.key });
  // With Sentinels nobody asks there, but the chart wants a name.
  if (redis.endpoint.server === undefined) tree.set('redis.hostname', 'redis');
  secret(tree, 'redis', redis.endpoint.passwordSecret?.name, { password: redis.endpoint.passwordSecret?.key ?? '' });
  if (search.endpoint === undefined) return;
  tree.set('elasticsearch.enabled', true);
  tree.set('elasticsearch.tls', false);
  secret(tree, 'elasticsearch', search.endpoint.passwordSecret?.name, {
    username: 'username',
    password: search.endpoint.passwordSecret?.key ?? '',
  });
}
