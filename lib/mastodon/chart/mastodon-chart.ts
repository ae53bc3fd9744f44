import { postgresqlValues } from '../../database';
import { frozenImage, type SubChart } from '../../database/sub-chart';
import { redisValues } from '../../redis';
import { elasticsearchValues } from '../../search';
import type { Site } from '../../site/site';
import { mediaClaim, mediaVolume } from '../media';
import { keysSecret } from '../secret-settings';
import { assetsClaim, emptyAssets, keptClaims } from './assets';
import type { MastodonChart } from './chart';
import { programValues, slowStarts } from './programs';
import { sharedRows } from './rows';
import { type Row, say } from './said';
import { Tree } from './tree';

/**
 * mastodon/chart 6.9: the project's old chart, updated until the end of 2026, with PostgreSQL, Redis and Elasticsearch of Bitnami's
 * where the declaration says so. Some keys that its templates read stand in none of its values. Source: mastodon/chart 3c8d76d.
 */
export const mastodonChart: MastodonChart = {
  title: 'mastodon/chart',
  version: 'chart/mastodon-chart',
  known: { '6.9.3': '3c8d76d0351f491f4a06cf76f1664d7b74fee375' },
  repository: 'https://github.com/mastodon/chart',
  git: true,
  limits: ['mastodon/chart is deprecated: it gets no updates after 2026', slowStarts, emptyAssets],
  values(site) {
    const tree = new Tree();
    programValues(tree, site);
    say(tree, site, rows);
    for (const [path, why] of Object.entries(reasons)) tree.because(path, why);
    tree.set('ingress.enabled', false, 'mastodon/entry/ is the entry');
    tree.set('mastodon.cron.removeMedia.enabled', false, 'mastodon/upkeep/ does it, with the declared number of days');
    tree.set('mastodon.secrets.existingSecret', keysSecret, 'keys in values would lie in git');
    tree.set('mastodon.smtp.existingSecret', site.mastodon.smtp.secret, 'a password in values would lie in git');
    media(tree, site);
    secrets(tree, site);
    servers(tree, site);
    return tree;
  },
};

const rows: readonly Row[] = [
  ...sharedRows,
  { setting: 'LOCAL_DOMAIN', path: 'mastodon.local_domain' },
  { setting: 'WEB_DOMAIN', path: 'mastodon.web_domain' },
  { setting: 'ALTERNATE_DOMAINS', path: 'mastodon.alternate_domains', as: 'list' },
  { setting: 'PREPARED_STATEMENTS', path: 'mastodon.preparedStatements', as: 'flag', usual: true },
  { setting: 'TRUSTED_PROXY_IP', path: 'mastodon.trusted_proxy_ip' },
  { setting: 'DB_HOST', path: 'postgresql.postgresqlHostname' },
  { setting: 'DB_PORT', path: 'postgresql.postgresqlPort', as: 'number', usual: 5432 },
  { setting: 'DB_NAME', path: 'postgresql.auth.database', usual: 'mastodon_production' },
  { setting: 'DB_USER', path: 'postgresql.auth.username', usual: 'mastodon' },
  { setting: 'ES_USER', path: 'elasticsearch.user' },
  { setting: 'S3_ALIAS_HOST', path: 'mastodon.s3.alias_host' },
  { setting: 'S3_MULTIPART_THRESHOLD', path: 'mastodon.s3.multipart_threshold' },
  { setting: 'SMTP_FROM_ADDRESS', path: 'mastodon.smtp.from_address' },
  { setting: 'SMTP_AUTH_METHOD', path: 'mastodon.smtp.auth_method' },
  { setting: 'SMTP_ENABLE_STARTTLS', path: 'mastodon.smtp.enable_starttls' },
  { setting: 'SMTP_DELIVERY_METHOD', path: 'mastodon.smtp.delivery_method' },
  { setting: 'SMTP_CA_FILE', path: 'mastodon.smtp.ca_file' },
  { setting: 'SMTP_OPENSSL_VERIFY_MODE', path: 'mastodon.smtp.openssl_verify_mode' },
  { setting: 'SMTP_REPLY_TO', path: 'mastodon.smtp.reply_to' },
  { setting: 'SMTP_RETURN_PATH', path: 'mastodon.smtp.return_path' },
];

const reasons: Readonly<Record<string, string>> = {
  timezone: 'as declared',
  mastodon: 'as declared',
  'mastodon.local_domain': 'part of every handle; can never change',
  'mastodon.web_domain': 'where the server answers; can never change',
  'mastodon.trusted_proxy_ip': 'who may say where a request came from; read, though no default names it',
  postgresql: 'the declared server',
  redis: 'the declared server',
  elasticsearch: 'as declared; on by default, with eight pods',
};

function media(tree: Tree, site: Site): void {
  const { media } = site.mastodon;
  if (media.kind === 's3') {
    tree.set('mastodon.s3.enabled', true);
    tree.set('mastodon.s3.existingSecret', media.s3.secret);
    return;
  }
  if (mediaVolume(site) === undefined) return;
  tree.set('mastodon.persistence.system.existingClaim', mediaClaim, keptClaims);
  tree.set('mastodon.persistence.assets.existingClaim', assetsClaim, keptClaims);
}

/** Settings in Secrets that the chart has keys for; all others have to lie in the Secret of the keys, which it reads whole. */
export const secretRows = ['DEEPL_API_KEY', 'HCAPTCHA_SECRET_KEY'] as const;

function secrets(tree: Tree, { mastodon: { envFromSecrets } }: Site): void {
  const places = {
    DEEPL_API_KEY: ['deepl', 'apiKeySecretRef'],
    HCAPTCHA_SECRET_KEY: ['hcaptcha', 'secretKeySecretRef'],
  };
  for (const name of secretRows) {
    const found = envFromSecrets[name];
    const [part, reference] = places[name];
    if (found === undefined) continue;
    tree.set(`mastodon.${part}.enabled`, true);
    tree.set(`mastodon.${part}.${reference}.name`, found.name);
    tree.set(`mastodon.${part}.${reference}.key`, found.key);
  }
}

function servers(tree: Tree, site: Site): void {
  const { database, redis, search } = site;
  const postgresql = postgresqlValues(site);
  if (postgresql) bundled(tree, 'postgresql', postgresql);
  else {
    tree.set('postgresql.enabled', false);
    tree.set('postgresql.auth.existingSecret', database.endpoint.passwordSecret.name);
  }
  const ours = redisValues(site);
  if (ours) bundled(tree, 'redis', ours);
  else {
    tree.set('redis.enabled', false);
    // With Sentinels nobody asks there, but the chart wants a name.
    if (redis.endpoint.server === undefined) tree.set('redis.hostname', 'redis');
    tree.set('redis.auth.existingSecret', redis.endpoint.passwordSecret?.name);
    tree.set('redis.auth.existingSecretKey', redis.endpoint.passwordSecret?.key);
  }
  const elasticsearch = elasticsearchValues(site);
  if (elasticsearch) bundled(tree, 'elasticsearch', elasticsearch);
  else {
    tree.set('elasticsearch.enabled', false);
    tree.set('elasticsearch.existingSecret', search.endpoint?.passwordSecret?.name);
  }
}

/** What the parent tells of a server by its own keys is the sub-chart's to say. */
function bundled(tree: Tree, key: string, { values, reasons }: SubChart): void {
  tree.set(key, values);
  tree.because(key, frozenImage);
  for (const [path, why] of Object.entries(reasons)) tree.because(`${key}.${path}`, why);
}
