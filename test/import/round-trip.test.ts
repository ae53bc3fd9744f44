import { parse, stringify } from 'yaml';
import { fromMastodonChart } from '../../lib/import/mastodon-chart';
import { rooms } from '../../lib/rooms';
import { read } from '../../lib/site/read';
import { resolve } from '../../lib/site/resolve';
import type { Site } from '../../lib/site/site';
import { currentVersions } from '../../lib/site/versions';
import { declaration } from '../support/site';

type Yaml = Record<string, Record<string, unknown>>;

function resolved(value: object): Omit<Site, 'written'> {
  const { declared, findings } = read(stringify(value));
  if (declared === undefined) throw new Error(JSON.stringify(findings));
  const { written: _, ...site } = resolve(declared, currentVersions);
  return site;
}

/** What no values say, apart from what lies in the Secret of the keys, which the chart reads whole: our own claim, our own clean-ups, an external server's addresses. */
const unsaid = { mastodon: ['media', 'upkeep'], database: ['addresses'], redis: ['addresses'], search: ['addresses'] };

function pick(from: Record<string, unknown> | undefined, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(from ?? {}).filter(([key]) => keys.includes(key)));
}

/** Renders values of a declaration, imports them, and puts the result in the place of what they came from. */
function roundTrip(overlay: string) {
  const { mastodon, ...parts } = (parse(overlay) ?? {}) as Yaml;
  const declared = parse(
    declaration('home', stringify({ ...parts, mastodon: { ...mastodon, by: 'mastodon/chart' } })),
  ) as Yaml;
  const site = resolved(declared);
  const chart = rooms
    .flatMap((room) => room.requires({ ...site, written: declared }))
    .find((one) => one.chart?.chart === 'mastodon')?.chart;
  const { declaration: imported, notes } = fromMastodonChart(JSON.parse(JSON.stringify(chart?.values)), true);
  const rebuilt: Yaml = { ...declared };
  for (const [key, keys] of Object.entries(unsaid))
    rebuilt[key] = { ...pick(declared[key], keys), ...(imported as Yaml)[key] };
  return { site, again: resolved(rebuilt), notes };
}

const bitnami = (more = '') => `database: {engine: bitnami${more}}
redis: {mode: bitnami${more}}
search: {engine: bitnami${more}}
backup: none`;

test.each([
  ['our own servers', ''],
  ['single ones of ours', 'database: {engine: standalone}\nredis: {mode: single}\nsearch: {engine: elasticsearch}'],
  ["Bitnami's servers", bitnami()],
  [
    '… with sizes, patience and memory',
    bitnami(', size: 7Gi, slowStart: 600s, resources: {cpu: 300m, memory: 1Gi, memoryLimit: 2Gi}'),
  ],
  [
    "… with the article's probes",
    bitnami(
      ', probes: {startup: {initialDelaySeconds: 40, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 40}, liveness: {enabled: false}}',
    ),
  ],
  [
    '… with parameters, a heap, less memory',
    'database: {engine: bitnami, parameters: {work_mem: 8MB, log_line_prefix: "%m "}}\nredis: {mode: bitnami, maxMemory: 300Mi}\nsearch: {engine: bitnami, heap: 600m}\nbackup: none',
  ],
  [
    "others' servers",
    `database: {engine: external, host: db.example.org, port: 5433, addresses: [192.0.2.10/32], sslMode: require, database: social, user: me, secret: db}
redis: {mode: external, host: redis.example.org, secret: cache, addresses: [192.0.2.11/32]}
search: {engine: external, host: search.example.org, addresses: [192.0.2.12/32], user: mastodon, secret: search}`,
  ],
  [
    'a bucket',
    'mastodon: {media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.org", region: eu-1, aliasHost: cdn.example.org}}}',
  ],
  [
    'groups of queues',
    'mastodon: {sidekiq: {instances: null, groups: [{name: few, queues: [default, "push,6", ingress, mailers], instances: 2, concurrency: 7}, {name: rest, queues: [pull, fasp, scheduler], image: "registry.example.org/fork:v1"}]}}',
  ],
  [
    'programs as people want them',
    'mastodon: {web: {instances: 3, workers: 4, threads: 7, image: "registry.example.org:5000/mastodon:fork", resources: {memory: 2Gi, memoryLimit: 3Gi}}, streaming: {instances: 1}, sidekiq: {instances: 4, concurrency: 20, resources: {cpu: 500m}}}',
  ],
  [
    'settings of all kinds',
    `mastodon:
  alternateDomains: [social.example.com]
  locale: de
  singleUser: true
  smtp: {port: 465, tls: tls}
  env: {AUTHORIZED_FETCH: "true", PREPARED_STATEMENTS: "false", RAILS_LOG_LEVEL: warn, LOG_LEVEL: debug, SMTP_DOMAIN: example.org,
    MIN_THREADS: "3", TZ: Europe/Berlin, DEEPL_PLAN: pro, CACHE_BUSTER_ENABLED: "true", S3_KEY_PREFIX: a, OIDC_ENABLED: "true"}
  envFromSecrets: {DEEPL_API_KEY: {name: deepl, key: key}}`,
  ],
  ['mail without a login', 'mastodon: {smtp: {anonymous: true, tls: none}}'],
])('values that Mammut rendered are imported as the same site: %s', (_what, overlay) => {
  const { site, again, notes } = roundTrip(overlay);
  expect(again).toEqual(site);
  expect(notes.filter(({ kind }) => kind === 'lost')).toEqual([]);
});
