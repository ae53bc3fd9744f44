import { parse, stringify } from 'yaml';
import { rooms } from '../../lib/rooms';
import type { Requirement } from '../../lib/site/room';
import type { Site } from '../../lib/site/site';
import { shipped } from '../support/site';

export type ChartNeed = NonNullable<Requirement['chart']>;

const wal = 'backup: {to: {s3: {wal: {}}}}';
const jiva = 'cluster: {distribution: k3s}\nstorage: {replicated: {install: chart}}';

/** Charts that a site installs, by name and version. */
const needed = (site: Site) =>
  rooms
    .flatMap((room) => room.requires(site))
    .flatMap(({ chart, version }) => (chart ? [[`${chart.chart} ${version}`, chart] as const] : []));

const bitnami = `database: {engine: bitnami, on: replicated}
redis: {mode: bitnami, on: replicated}
search: {engine: bitnami, on: replicated}
backup: none
mastodon: {by: mastodon/chart}`;
const further = `mastodon:
  media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.org"}}
  env: {AUTHORIZED_FETCH: "true", PREPARED_STATEMENTS: "false", SMTP_DOMAIN: example.org, DEEPL_PLAN: free}
  envFromSecrets: {DEEPL_API_KEY: {name: deepl, key: key}}
  locale: de
  singleUser: true
  alternateDomains: [social.example.com]
  web: {image: "registry.example.org/mastodon:fork"}`;

export const chartsOf = (overlay: string): ReadonlyMap<string, ChartNeed> => new Map(needed(shipped('home', overlay)));

/** Every chart that some site installs, with values that we set. */
export const charts: ReadonlyMap<string, ChartNeed> = new Map(
  [
    shipped('home', wal),
    shipped('home', 'network: {loadBalancer: {install: chart}}'),
    shipped('microk8s-jiva'),
    shipped('one-node'),
    shipped('microk8s-jiva', jiva),
    shipped('home', 'mastodon: {by: mastodon/helm-charts}'),
    shipped('home', bitnami),
  ].flatMap(needed),
);

const standalone = 'database: {engine: standalone, on: replicated}\nredis: {mode: single, on: replicated}';
const elsewhere = `database: {engine: external, host: db.example.org, addresses: [192.0.2.10/32], sslMode: require}
redis: {mode: external, host: redis.example.org, secret: redis, addresses: [192.0.2.11/32]}
search: {engine: external, host: search.example.org, addresses: [192.0.2.12/32], user: mastodon, secret: search}`;
const oneNode = 'mastodon: {media: {volume: {on: replicated}}, web: {instances: 1}, sidekiq: {instances: 1}}';

/** Mastodon by a chart, with what people declare: own servers, others', a bucket, secrets, a volume for one node. */
export const byChart: readonly (readonly [name: string, of: { readonly site: Site; readonly chart: ChartNeed }])[] = [
  ...['mastodon/chart', 'mastodon/helm-charts'].flatMap((by) =>
    [standalone, elsewhere, further].map((overlay) => ({ by, overlay })),
  ),
  { by: 'mastodon/chart', overlay: oneNode },
  { by: 'mastodon/chart', overlay: bitnami },
].flatMap(({ by, overlay }) => {
  const declared = parse(overlay) as Record<string, object>;
  const site = shipped('home', stringify({ ...declared, mastodon: { ...declared.mastodon, by } }));
  return needed(site)
    .filter(([, { chart }]) => chart === 'mastodon')
    .map(([name, chart]) => [`${name} with ${Object.keys(declared).join(', ')}`, { site, chart }] as const);
});
