import {
  beside,
  distributionOf,
  isByChart,
  lanOf,
  type Making,
  mayMove,
  roleIn,
  rolesForData,
  storageOf,
  type Table,
  workers,
} from './making';
import { groups, media, nodes, parameters, pools, probe, quorate, recipients, targets } from './parts';

const one =
  (...from: unknown[]) =>
  ({ chance }: Making) =>
    chance.pick(from);

const challengeOf = ({ site: { network } }: Making): string =>
  network.certificates?.challenge ??
  { tunnel: 'upstream', none: 'secret', vps: 'http01', 'port-forward': 'http01' }[
    (network.internet ?? 'port-forward') as 'none'
  ];
/** Somebody else's controller must be named, a distribution's own can't be renamed. */
function renamed(making: Making): number {
  const controller =
    making.site.network.ingress.controller ?? (distributionOf(making).ingress.by === 'addon' ? 'addon' : 'chart');
  return { existing: 1, chart: 0.3, addon: 0 }[controller as 'existing'];
}

/** Most of what a chart fixes is declared rarely enough without it. */
const unlessByChart = (making: Making) => (isByChart(making) ? 0 : 0.4);

const env = one(
  { RAILS_LOG_LEVEL: 'warn' },
  { AUTHORIZED_FETCH: 'true', MAX_SESSION_ACTIVATIONS: '20' },
  { LDAP_ENABLED: 'true', LDAP_HOST: 'ldap.example.org', LDAP_PORT: '636' },
  { BULK_SMTP_SERVER: 'bulk.example.org', LIBRE_TRANSLATE_ENDPOINT: 'https://translate.example.org:8443' },
  { http_proxy: 'http://proxy.example.org:3128', CACHE_REDIS_URL: 'redis://cache.example.org:6380/1' },
  { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel.monitoring.svc:4318' },
);

/**
 * What people declare: values for the keys of the schema, looked up by path (`cluster.nodes`), by the last two steps
 * (`smtp.server`) or by the last (`timeZone`). A key without an entry is made up from its schema alone.
 */
export const words: Table<unknown> = {
  name: one('home', 'attic', 'cellar', 'site-7'),
  'cluster.name': one('house', 'rack'),
  'cluster.version': one('1.30', '1.31.4', '1.32', '1.33', '1.34', '1.35', '1.36'),
  'cluster.nodes': nodes,
  podCidr: one('10.20.0.0/16'),
  serviceCidr: one('10.21.0.0/16'),
  apiPort: one(6443, 16443, 7443),
  kubeletDir: (making) => distributionOf(making).kubeletDir,

  'network.lan': (making) => `${lanOf(making)}.0/24`,
  'network.gateway': (making) => `${lanOf(making)}.1`,
  dhcp: (making) => making.chance.pick([`${lanOf(making)}.100-${lanOf(making)}.199`, 'none', 'unknown']),
  lanServices: (making) => [{ name: 'NAS', address: `${lanOf(making)}.${making.chance.whole(50, 60)}`, port: 9000 }],
  proxies: one(['10.8.0.1/32'], ['10.8.0.0/24', '203.0.113.7/32']),
  'loadBalancer.address': (making) => `${lanOf(making)}.240`,
  'loadBalancer.ipv6': one('2001:db8::240'),
  'loadBalancer.pools': pools,
  'loadBalancer.interfaces': one(['eth0'], ['enp3s0', 'eno1']),
  'loadBalancer.nodes': (making) => making.chance.some(workers(making)),
  'bgp.peers': (making) => [
    {
      name: 'router',
      address: `${lanOf(making)}.1`,
      asn: 64500,
      ...(making.chance.happens(0.5) && { passwordSecret: 'router', port: 1179 }),
      ...(making.chance.happens(0.5) && { holdTime: '30s', ebgpMultiHop: true }),
    },
  ],
  myASN: one(64512, 4200000000),
  bfd: (making) => making.chance.happens(0.5) && making.site.network.loadBalancer.install === 'chart',
  'ingress.className': one('public', 'web'),
  'ingress.namespace': one('ingress', 'entry'),
  'certificates.email': one('admin@example.org'),
  issuer: one('house-ca'),
  'certificates.secret': one('wildcard-tls'),
  dns01: one(
    { acmeDNS: { host: 'https://dns.example.org', accountSecretRef: { name: 'acme-dns', key: 'account.json' } } },
    {
      rfc2136: { nameserver: '192.0.2.53', tsigKeyName: 'mastodon', tsigSecretSecretRef: { name: 'tsig', key: 'key' } },
    },
  ),

  className: (_making, path) => `house-${roleIn(path).toLowerCase()}`,
  folder: one('/var/mnt/volumes'),
  server: (making) => making.chance.pick(['nas.example.org', `${lanOf(making)}.20`]),
  share: one('/volume1/mastodon'),
  copies: (making, path) => {
    const most = workers(making).length;
    if (beside(making, path, 'engine') === 'jiva') return most >= 5 ? making.chance.pick([3, 5]) : 3;
    return roleIn(path) === 'perNode' ? 1 : making.chance.whole(1, Math.min(3, most));
  },
  replicasOn: one('perNode', 'openebs-hostpath'),
  nodeSelector: one({ 'kubernetes.io/arch': 'amd64' }, { disk: 'ssd' }),
  'target.cpu': one('50m', '100m'),
  'target.memory': one('64Mi', '128Mi'),
  'replica.cpu': one('50m', '100m'),
  'replica.memory': one('128Mi', '256Mi'),
  reclaimPolicy: one('Retain'),
  accessModes: (making, path) =>
    roleIn(path) === 'shared'
      ? ['ReadWriteOnce', 'ReadWriteMany']
      : making.chance.pick([['ReadWriteOnce'], ['ReadWriteMany', 'ReadWriteOnce']]),
  nodeBound: (making, path) => roleIn(path) === 'perNode' && making.chance.happens(0.7),
  networkFilesystem: (making, path) => roleIn(path) !== 'perNode' && making.chance.happens(0.3),
  lossesSurvived: one(0, 1),
  failureDomain: one('NAS', 'the cellar'),
  backend: (making) =>
    making.site.storage.replicated === undefined && workers(making).length < 3
      ? 'perNode'
      : making.chance.pick(['replicated', 'perNode']),

  size: one('5Gi', '10Gi', '20Gi', '40Gi'),
  on: (making) => making.chance.pick(rolesForData(making)),
  node: (making) => making.chance.pick(workers(making)),
  'database.instances': (making) => making.chance.whole(1, Math.min(3, workers(making).length)),
  parameters,
  host: one('data.example.org', '192.0.2.10'),
  'database.database': one('mastodon_production', 'mastodon'),
  user: one('mastodon', 'elastic'),
  addresses: one(['192.0.2.10/32'], ['198.51.100.0/28', '2001:db8::10/128']),
  'redis.instances': (making) => quorate(making),
  maxMemory: one('256Mi', '200Mi'),
  heap: one('512m', '400m'),

  'mastodon.by': ({ by }) => by,
  chartVersion: ({ by }) => (by === 'mastodon/chart' ? '6.9.3' : '1.0.2'),
  handleDomain: one('example.org', 'example.net'),
  webDomain: (making) => making.chance.pick(['social.', 'www.', '']) + making.site.mastodon.handleDomain,
  alternateDomains: one([], ['social.example.com'], ['a.example.com', 'b.example.com']),
  'mastodon.version': one('v4.5.3', 'v4.6.5', 'v4.7.2'),
  namespace: one('mastodon', 'social'),
  'monitoring.namespace': one('monitoring', 'observability'),
  'delivery.repository': one('https://git.example.org/me/homelab.git', 'ssh://git@git.example.org/me/homelab.git'),
  'delivery.branch': one('main', 'live'),
  'delivery.path': one('dist/home', 'clusters/at-home/mastodon'),
  'delivery.namespace': one('argocd', 'flux-system'),
  media,
  'smtp.server': one('smtp.example.org', '192.0.2.25', 'mail.example.net'),
  'smtp.from': one('mastodon@example.org', 'noreply@social.example.org'),
  secret: one('of-the-house', 'shared.secrets'),
  image: ({ site }, path) =>
    path.includes('streaming')
      ? `registry.example.org/mastodon-streaming:fork-${site.name}`
      : `registry.example.org/mastodon:fork-${site.name}`,
  groups,
  'sidekiq.instances': ({ chance }) => chance.whole(1, 3),
  'web.instances': ({ chance }) => chance.whole(1, 3),
  'streaming.instances': ({ chance }) => chance.whole(1, 3),
  locale: one('en', 'de', 'pt-BR'),
  env: (making) => (making.by === 'mastodon/helm-charts' ? { RAILS_LOG_LEVEL: 'warn' } : env(making)),
  envFromSecrets: one({ DEEPL_API_KEY: { name: 'deepl', key: 'key' } }),
  schedule: one('17 4 * * *', '*/30 * * * *', '5 3 * * 0'),
  'replicated.upkeep': one('17 2 * * 0'),
  'shared.upkeep': one('17 3 * * 6'),
  'perNode.upkeep': one('17 2 1 * *'),
  timeZone: one('Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+3'),
  slowStart: one('240s', '5m', '600s'),
  migrationTime: one('2h', '6h'),
  uploadTime: one('10m', '120s'),

  'backup.daily': one('03:17', '23:50', '00:00'),
  'backup.to': targets,
  'backup.recipients': recipients,
  pingSecret: one('backup-ping'),
  databaseSize: one('40Gi'),

  startup: (making, path) =>
    probe(making, path, { periodSeconds: making.chance.pick([5, 10]), failureThreshold: making.chance.whole(60, 240) }),
  liveness: (making, path) => probe(making, path, { periodSeconds: 10, failureThreshold: 30 }),
  readiness: (making, path) => probe(making, path, { periodSeconds: 5, failureThreshold: 3 }),
  resources: one(
    { cpu: '300m' },
    { memory: '1Gi', memoryLimit: '2Gi' },
    { cpu: '1', memory: '1536Mi', memoryLimit: '3Gi' },
  ),
};

/** How likely an optional key is declared, where 0.4 makes too many, too few, or what no rule would take. */
export const odds: Table<number> = {
  // Files of their own: test/site/extends.test.ts.
  extends: () => 0,
  'cluster.name': () => 0.1,
  podCidr: () => 0.1,
  serviceCidr: () => 0.1,
  apiPort: () => 0.1,
  kubeletDir: () => 0.2,
  'network.loadBalancer': () => 0.8,
  ipv6: () => 0.1,
  bgp: (making) => (making.site.network.loadBalancer.interfaces === undefined ? 0.4 : 0),
  ingress: () => 0.7,
  controller: () => 0.7,
  'ingress.className': renamed,
  'ingress.namespace': renamed,
  internet: () => 0.7,
  proxies: ({ site }) => ({ vps: 1, tunnel: 0.5 })[site.network.internet as 'vps'] ?? 0.1,
  policiesEnforced: () => 0.3,
  'network.certificates': (making) => (challengeOf(making) === 'http01' ? 1 : 0.7),
  'certificates.email': (making) => (['http01', 'dns01'].includes(challengeOf(making)) ? 1 : 0.3),
  issuer: (making) => (challengeOf(making) === 'existing' ? 1 : 0.1),
  dns01: (making) => (challengeOf(making) === 'dns01' ? 1 : 0),
  storage: () => 0.9,
  'storage.perNode': () => 0.6,
  'storage.replicated': () => 0.8,
  'storage.shared': () => 0.8,
  className: (making, path) =>
    roleIn(path) === 'shared' && making.site.storage.replicated?.engine === making.site.storage.shared?.engine
      ? 1
      : 0.3,
  accessModes: (_making, path) => (roleIn(path) === 'shared' ? 1 : 0.5),
  nodeBound: (_making, path) => (roleIn(path) === 'perNode' ? 0.5 : 1),
  'storage.perNode.install': () => 0.9,
  'storage.replicated.install': () => 0.9,
  copies: () => 0.6,
  dataLocality: () => 0.6,
  backend: () => 1,
  on: (making) => (mayMove(making) && storageOf(making).replicated?.networkFilesystem === false ? 0.4 : 1),
  media: (making) => (mayMove(making) ? 0.7 : 1),
  // A chart has no value for these, and wants others.
  'mastodon.by': (making) => (isByChart(making) ? 1 : 0.3),
  'mastodon.from': ({ by }) => (by === 'mastodon/chart' ? 0 : 0.1),
  chartVersion: (making) => (isByChart(making) ? 0.3 : 0.05),
  'mastodon.slowStart': unlessByChart,
  'web.slowStart': unlessByChart,
  'streaming.slowStart': unlessByChart,
  'sidekiq.slowStart': unlessByChart,
  'web.probes': unlessByChart,
  'streaming.probes': unlessByChart,
  'sidekiq.probes': unlessByChart,
  uploadTime: unlessByChart,
  monitoring: unlessByChart,
  delivery: unlessByChart,
  'redis.secret': (making) => (isByChart(making) ? 1 : 0.4),
  user: (making, path) => (path === 'search.user' && making.by === 'mastodon/helm-charts' ? 1 : 0.4),
  'backup (word)': ({ site }) => (site.database?.engine === 'bitnami' ? 1 : site.mastodon.from === undefined ? 0.2 : 0),
  'search.secret': (making) => (making.site.search.user === undefined ? 0 : 1),
  search: () => 0.7,
  startEmpty: () => 0.1,
  backup: () => 1,
  recipients: () => 1,
  databaseSize: ({ site }) => (site.database?.engine === 'external' ? 0.7 : 0.05),
  image: () => 0.1,
  groups: (making) => (making.site.mastodon.sidekiq.instances === undefined ? 0.6 : 0),
  probes: () => 0.6,
  startup: () => 0.5,
  liveness: () => 0.5,
  readiness: () => 0.5,
  resources: () => 0.25,
};
