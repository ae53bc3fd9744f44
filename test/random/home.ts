import { distributions } from '../../lib/cluster/distributions';
import { queues } from '../../lib/mastodon/schema';
import type { Chance } from './chance';

/**
 * What people declare: values for the keys of the schema, looked up by path (`cluster.nodes`), by the last two steps
 * (`startup.enabled`) or by the last (`timeZone`). A key without an entry is made up from its schema alone.
 */
export interface Making {
  readonly chance: Chance;
  /** What is declared so far, in the schema's order. */
  // biome-ignore lint/suspicious/noExplicitAny: a declaration in the making
  site: Record<string, any>;
}

type Table<T> = Readonly<Record<string, (making: Making) => T>>;

const one =
  (...from: unknown[]) =>
  ({ chance }: Making) =>
    chance.pick(from);
const never = () => undefined;

const lans = ['192.168.1', '192.168.178', '10.0.0', '172.16.5'];
const names = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta'];

const distributionOf = ({ site }: Making) => distributions[site.cluster.distribution as keyof typeof distributions];
const lanOf = ({ site }: Making) => String(site.cluster.nodes[0].address).replace(/\.\d+$/, '');
const votersOf = (making: Making) =>
  making.site.cluster.nodes.filter(
    (node: { controlPlane?: boolean }, index: number) =>
      node.controlPlane ?? (distributionOf(making).joinsControlPlane || index === 0),
  ).length as number;
/** Nodes that take ordinary pods, by name. */
const workers = (making: Making): string[] => {
  const nodes: { name: string; controlPlane?: boolean }[] = making.site.cluster.nodes;
  const { joinsControlPlane, taintsControlPlane } = distributionOf(making);
  const free = nodes.filter((node, index) => !(node.controlPlane ?? (joinsControlPlane || index === 0)));
  return (!taintsControlPlane || free.length === 0 ? nodes : free).map((node) => node.name);
};

export const words: Table<unknown> = {
  name: ({ chance }) => chance.pick(['home', 'attic', 'cellar', 'site-7']),
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
  'loadBalancer.address': (making) => `${lanOf(making)}.240`,
  'loadBalancer.ipv6': never,
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

  size: one('5Gi', '10Gi', '20Gi', '50Gi'),
  className: one('house-volumes'),
  folder: one('/srv/kubernetes'),
  copies: (making) => making.chance.whole(2, 3),
  on: (making) => making.chance.pick(rolesThatMove(making)),
  'volume.on': one('shared', 'replicated', 'perNode'),
  node: (making) => making.chance.pick(workers(making)),

  'database.instances': (making) => making.chance.whole(1, Math.min(3, workers(making).length)),
  parameters: one({ log_min_duration_statement: '500' }, { random_page_cost: '1.1', work_mem: '8MB' }),
  host: one('db.example.org', '192.0.2.10'),
  database: one('mastodon_production', 'mastodon'),
  user: one('mastodon', 'elastic'),
  addresses: one(['192.0.2.10/32'], ['198.51.100.0/28', '2001:db8::10/128']),
  'redis.instances': one(3),
  heap: one('512m', '700m', '1g'),

  handleDomain: one('example.org', 'example.net'),
  webDomain: ({ site, chance }) => chance.pick(['social.', 'www.', '']) + (site.handleDomain ?? 'example.org'),
  alternateDomains: one([], ['social.example.com'], ['a.example.com', 'b.example.com']),
  'mastodon.version': one('v4.5.3', 'v4.6.5', 'v4.7.2'),
  namespace: one('mastodon', 'social'),
  'monitoring.namespace': one('monitoring', 'observability'),
  media: (making) => media(making),
  'smtp.server': one('smtp.example.org', '192.0.2.25', 'mail.example.net'),
  'smtp.from': one('mastodon@example.org', 'noreply@social.example.org'),
  secret: one('of-the-house', 'shared.secrets'),
  image: one('registry.example.org/mastodon/mastodon:v4.7.2-glitch', 'ghcr.io/example/fork:2026.1'),
  groups: (making) => groups(making),
  'sidekiq.instances': ({ chance }) => chance.whole(1, 3),
  'web.instances': ({ chance }) => chance.whole(1, 4),
  'streaming.instances': ({ chance }) => chance.whole(1, 3),
  locale: one('en', 'de', 'pt-BR'),
  env: one({ RAILS_LOG_LEVEL: 'warn' }, { DEFAULT_LOCALE: 'fi', MAX_SESSION_ACTIVATIONS: '20' }),
  envFromSecrets: one({ DEEPL_API_KEY: { name: 'deepl', key: 'key' } }),
  schedule: one('17 4 * * *', '*/30 * * * *', '5 3 * * 0'),
  timeZone: one('Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+3'),
  slowStart: one('240s', '5m', '600s'),
  migrationTime: one('2h', '6h'),
  uploadTime: one('10m', '120s'),

  startup: ({ chance }) =>
    probe(chance, { periodSeconds: chance.pick([5, 10]), failureThreshold: chance.whole(60, 240) }),
  liveness: ({ chance }) => probe(chance, { periodSeconds: 10, failureThreshold: 30 }),
  readiness: ({ chance }) => probe(chance, { periodSeconds: 5, failureThreshold: 3 }),
  resources: one(
    { cpu: '300m' },
    { memory: '1Gi', memoryLimit: '2Gi' },
    { cpu: '1', memory: '1536Mi', memoryLimit: '3Gi' },
  ),
};

/** How likely an optional key is declared, where 0.4 makes too many or too few. */
export const odds: Readonly<Record<string, number>> = {
  'cluster.name': 0.1,
  podCidr: 0.1,
  serviceCidr: 0.1,
  apiPort: 0.1,
  kubeletDir: 0.2,
  'network.loadBalancer': 0.8,
  startEmpty: 0.1,
  image: 0.1,
  groups: 0.5,
  'sidekiq.instances': 0.5,
  startup: 0.4,
  resources: 0.25,
};

/** Options that go together with what is declared already. */
export const offered: Table<readonly string[]> = {
  'network.loadBalancer': (making) =>
    making.site.cluster.distribution === 'k3s' ? ['metallb', 'servicelb', 'host-ports'] : ['metallb', 'host-ports'],
};

function nodes({ chance }: Making) {
  const many = chance.pick([1, 2, 3, 3, 4, 5, 7]);
  const lan = chance.pick(lans);
  const memory = chance.pick(['16Gi', '24Gi', '32Gi', '64Gi']);
  const secondDisk = chance.happens(0.3);
  // Everybody votes, three of many, or as the distribution joins nodes.
  const voting = chance.pick(['all', 'three', 'default']);
  const arm = chance.happens(0.15);
  return names.slice(0, many).map((name, index) => ({
    name,
    address: `${lan}.${11 + index}`,
    memory,
    disk: chance.pick(['500Gi', '1Ti']),
    ...(secondDisk && { dataDisk: '2Ti' }),
    ...(voting === 'all' && { controlPlane: true }),
    ...(voting === 'three' && { controlPlane: index < 3 }),
    ...(arm && { arch: 'arm64' }),
  }));
}

function pools(making: Making) {
  const lan = lanOf(making);
  const named = making.site.cluster.distribution === 'microk8s' ? 'default-addresspool' : 'house';
  return making.chance.pick([
    [{ name: named, addresses: [`${lan}.240-${lan}.247`] }],
    [{ name: named, addresses: [`${lan}.240/32`, `${lan}.250/31`] }],
    [
      { name: named, addresses: [`${lan}.240/29`] },
      { name: 'guests', addresses: [`${lan}.220-${lan}.229`] },
    ],
  ]);
}

function rolesThatMove(making: Making): string[] {
  return making.site.storage?.replicated && votersOf(making) >= 3 ? ['replicated', 'perNode'] : ['perNode'];
}

function media(making: Making) {
  const { chance } = making;
  const s3 = {
    bucket: 'mastodon',
    ...(chance.happens(0.7) && {
      endpoint: chance.pick(['https://s3.example.org', 'http://192.0.2.30:9000']),
      region: 'eu-1',
    }),
    ...(chance.happens(0.3) && { hostname: 'files.example.org', aliasHost: 'cdn.example.org', secret: 'bucket' }),
  };
  if (chance.happens(0.3)) return { s3 };
  return { volume: { on: chance.pick(['shared', 'replicated', 'perNode']), size: '50Gi' } };
}

/** All queues over some groups; the scheduler's once. */
function groups({ chance }: Making) {
  const others = chance.shuffled(queues.filter((queue) => queue !== 'scheduler'));
  const cut = chance.whole(1, others.length - 1);
  const parts = chance.happens(0.5) ? [others] : [others.slice(0, cut), others.slice(cut)];
  return [
    { name: 'scheduler', queues: ['scheduler'] },
    ...parts.map((part, index) => ({
      name: ['many', 'few'][index],
      queues: part.map((queue) => (chance.happens(0.5) ? `${queue},${chance.whole(1, 9)}` : queue)),
      ...(chance.happens(0.5) && { instances: chance.whole(1, 3), concurrency: chance.whole(1, 25) }),
    })),
  ];
}

function probe(chance: Chance, timing: object) {
  if (chance.happens(0.2)) return { enabled: false };
  return { ...timing, timeoutSeconds: 5, ...(chance.happens(0.3) && { initialDelaySeconds: 40 }) };
}
