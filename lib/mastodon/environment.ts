import { inUrl } from '../cluster/addresses';
import { everyAddress } from '../cluster/cluster';
import { trustedProxies } from '../network/internet';
import type { Site } from '../site/site';
import { scriptsFolder } from './scripts';
import { allReaders, everyRails, type Reader, readersOf, withMedia } from './settings';

/**
 * What each program is told, by Mastodon's own names. A program gets only what it reads: a setting that changes
 * restarts nobody else.
 */
type Values = Readonly<Record<string, string | undefined>>;

interface Group {
  readonly readers: readonly Reader[];
  values(site: Site): Values;
}

/**
 * Ruby takes no temporary folder that everybody may write to, and an emptyDir is one: Kubernetes sets no sticky bit on
 * it. Without a folder of its own every upload ends in `could not find a temporary directory`. Source: Ruby, lib/tmpdir.rb.
 */
export const temporaryFolder = '/tmp/mastodon';

const temporary: Group = { readers: ['web', 'sidekiq'], values: () => ({ TMPDIR: temporaryFolder }) };

const domains: Group = {
  readers: everyRails,
  values: ({ mastodon }) => ({
    LOCAL_DOMAIN: mastodon.handleDomain,
    WEB_DOMAIN: mastodon.webDomain === mastodon.handleDomain ? undefined : mastodon.webDomain,
    ALTERNATE_DOMAINS: mastodon.alternateDomains.join(',') || undefined,
  }),
};

const pages: Group = {
  readers: withMedia,
  values: ({ mastodon }) => ({
    DEFAULT_LOCALE: mastodon.locale,
    SINGLE_USER_MODE: mastodon.singleUser ? 'true' : undefined,
  }),
};

const database: Group = {
  readers: allReaders,
  values: ({ database: { endpoint } }) => ({
    DB_HOST: endpoint.host,
    DB_PORT: String(endpoint.port),
    DB_NAME: endpoint.database,
    DB_USER: endpoint.user,
  }),
};

const databaseTls: Group = {
  readers: everyRails,
  values: ({ database: { endpoint } }) => ({
    DB_SSLMODE: endpoint.sslMode,
    // libpq verifies against nothing unless it is told where the authorities are.
    PGSSLROOTCERT: endpoint.sslMode?.startsWith('verify') ? '/etc/ssl/certs/ca-certificates.crt' : undefined,
  }),
};

/** Who holds connections for long gives up one whose other end has vanished. Source: postgresql.org/docs, libpq-pgservice and libpq-envars. */
const databaseConnection: Group = {
  readers: ['web', 'sidekiq'],
  values: ({ database: { endpoint } }) => ({
    PGSERVICE: 'mastodon',
    PGSERVICEFILE: `${scriptsFolder}/pg_service.conf`,
    PGOPTIONS:
      Object.entries(endpoint.sessionParameters)
        .map(([name, value]) => `-c ${name}=${value}`)
        .join(' ') || undefined,
  }),
};

/** The streaming server knows other words: without one it uses no TLS, and any but these two verifies. Source: streaming/database.js. */
const streamingDatabaseTls: Group = {
  readers: ['streaming'],
  values: ({ database: { endpoint } }) => ({
    DB_SSLMODE:
      endpoint.sslMode === 'require' ? 'no-verify' : endpoint.sslMode === 'prefer' ? undefined : endpoint.sslMode,
  }),
};

/** Cache and Sidekiq use the same connection: their own groups fall back to this one as a whole. */
const redis: Group = {
  readers: allReaders,
  values: ({ redis: { endpoint } }) => ({
    REDIS_HOST: endpoint.server?.host,
    REDIS_PORT: endpoint.server && String(endpoint.server.port),
    REDIS_SENTINELS: endpoint.sentinel?.hosts.join(','),
    REDIS_SENTINEL_MASTER: endpoint.sentinel?.master,
    REDIS_SENTINEL_PORT: endpoint.sentinel && String(endpoint.sentinel.port),
  }),
};

const search: Group = {
  readers: withMedia,
  values: ({ search: { endpoint } }) => ({
    ES_ENABLED: endpoint && 'true',
    ES_HOST: endpoint?.host,
    ES_PORT: endpoint && String(endpoint.port),
    ES_USER: endpoint?.user,
    ES_PRESET: endpoint?.preset,
  }),
};

const bucket: Group = {
  readers: withMedia,
  values: ({ mastodon: { media } }) =>
    media.kind === 's3'
      ? {
          S3_ENABLED: 'true',
          S3_BUCKET: media.s3.bucket,
          S3_ENDPOINT: media.s3.endpoint,
          S3_REGION: media.s3.region,
          S3_HOSTNAME: media.s3.hostname,
          S3_ALIAS_HOST: media.s3.aliasHost,
          S3_PROTOCOL: media.s3.protocol,
        }
      : {},
};

/** Sidekiq alone sends mail: everything else queues it. */
const mail: Group = {
  readers: ['sidekiq'],
  values: ({ mastodon: { smtp } }) => ({
    SMTP_SERVER: smtp.server,
    SMTP_PORT: String(smtp.port),
    SMTP_FROM_ADDRESS: smtp.from,
    SMTP_AUTH_METHOD: smtp.secret === undefined ? 'none' : undefined,
    SMTP_TLS: smtp.tls === 'tls' ? 'true' : undefined,
    SMTP_ENABLE_STARTTLS: { starttls: 'always', tls: undefined, none: 'never' }[smtp.tls],
  }),
};

const proxies: Group = {
  readers: ['web', 'streaming'],
  values: (site) => ({ TRUSTED_PROXY_IP: trustedProxies(site)?.join(',') }),
};

const web: Group = {
  readers: ['web'],
  values: ({ mastodon, cluster }) => ({
    // Puma takes it as a part of an address, the streaming server plainly.
    BIND: inUrl(everyAddress(cluster)),
    PORT: '3000',
    WEB_CONCURRENCY: String(mastodon.web.workers),
    MAX_THREADS: String(mastodon.web.threads),
    UPLOAD_SECONDS: String(mastodon.uploadSeconds),
  }),
};

const streaming: Group = {
  readers: ['streaming'],
  values: ({ cluster }) => ({ BIND: everyAddress(cluster), PORT: '4000' }),
};

const sidekiq: Group = {
  readers: ['sidekiq'],
  values: () => ({ MASTODON_SIDEKIQ_READY_FILENAME: 'sidekiq_process_has_started_and_will_begin_processing_jobs' }),
};

const metrics: Group = {
  readers: ['web', 'sidekiq'],
  values: ({ monitoring }) => ({ MASTODON_PROMETHEUS_EXPORTER_ENABLED: monitoring.enabled ? 'true' : undefined }),
};

/** Sidekiq answers the scrape itself; web's processes report to a container beside them. */
const sidekiqMetrics: Group = {
  readers: ['sidekiq'],
  values: ({ monitoring, cluster }) =>
    monitoring.enabled
      ? { MASTODON_PROMETHEUS_EXPORTER_LOCAL: 'true', MASTODON_PROMETHEUS_EXPORTER_HOST: everyAddress(cluster) }
      : {},
};

const guard: Group = {
  readers: ['migrations'],
  values: ({ mastodon }) => ({ START_EMPTY: mastodon.startEmpty ? 'true' : undefined }),
};

const groups = [
  temporary,
  domains,
  pages,
  database,
  databaseTls,
  databaseConnection,
  streamingDatabaseTls,
  redis,
  search,
  bucket,
  mail,
  proxies,
  web,
  streaming,
  sidekiq,
  metrics,
  sidekiqMetrics,
  guard,
];

/** Data of a component's ConfigMap, sorted by name; what the declaration's `env` says comes last and wins. */
export function settings(site: Site, reader: Reader): Record<string, string> {
  const ours = groups
    .filter(({ readers }) => readers.includes(reader))
    .flatMap((group) => Object.entries(group.values(site)));
  const declared = Object.entries(site.mastodon.env).filter(([name]) => readersOf(name).includes(reader));
  const known = [...ours, ...declared].filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries([...new Map(known)].sort(([one], [other]) => (one < other ? -1 : 1)));
}
