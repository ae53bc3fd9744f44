import fc from 'fast-check';
import { stringify } from 'yaml';
import { labels } from '../../lib/kube/labels';
import { destinations } from '../../lib/mastodon/destinations';
import { auditOf } from '../support/audit';
import { mayReach, policiesOf, type Target } from '../support/egress';
import { checked, rulesHit, shipped } from '../support/site';

type Env = Record<string, string>;
const overlay = (env: Env) => stringify({ mastodon: { env } });
const home = shipped('home');
const component = (name: string) => labels('mastodon', 'home', name);

/** A host as somebody writes it, and where its packets go. */
const hosts = fc.oneof(
  fc
    .ipV4()
    .filter((address) => !/^(0|127|10\.1|10\.152)\./.test(address))
    .map((one) => ({ host: one, at: one as Target })),
  fc.nat(250).map((last) => ({ host: `192.168.1.${last}`, at: `192.168.1.${last}` as Target })),
  fc.constantFrom('fd00:1::5', '2001:db8::7').map((one) => ({ host: one, at: one as Target })),
  fc.constantFrom('ldap.example.org', 'Relay.Example.COM').map((host) => ({ host, at: '203.0.113.7' as Target })),
  fc.constantFrom('auth', 'tracing').map((namespace) => ({
    host: `server.${namespace}.svc.cluster.local`,
    at: { namespace, labels: { any: 'pod' } } as Target,
  })),
);
const port = fc.integer({ min: 1, max: 65535 });
const inUrl = (host: string) => (host.includes(':') ? `[${host}]` : host);

interface Way {
  readonly env: Env;
  readonly from: string;
  readonly at: Target;
  readonly port: number;
}

const pair = (host: string, portKey: string, usual: number, from: string, more: Env = {}) =>
  fc.tuple(hosts, fc.option(port)).map(
    ([one, given]): Way => ({
      env: { ...more, [host]: one.host, ...(given !== null && { [portKey]: String(given) }) },
      from,
      at: one.at,
      port: given ?? usual,
    }),
  );
const address = (key: string, from: string, schemes: Record<string, number>, more: Env = {}) =>
  fc.tuple(hosts, fc.option(port), fc.constantFrom(...Object.entries(schemes))).map(
    ([one, given, [scheme, usual]]): Way => ({
      env: { ...more, [key]: `${scheme}://${inUrl(one.host)}${given === null ? '' : `:${given}`}/path` },
      from,
      at: one.at,
      port: given ?? usual,
    }),
  );
const web = { http: 80, https: 443 };

const ways = fc.oneof(
  pair('LDAP_HOST', 'LDAP_PORT', 389, 'web', { LDAP_ENABLED: 'true' }),
  pair('CAS_HOST', 'CAS_PORT', 443, 'web', { CAS_ENABLED: 'true' }),
  pair('OIDC_HOST', 'OIDC_PORT', 443, 'web', { OIDC_ENABLED: 'true' }),
  pair('BULK_SMTP_SERVER', 'BULK_SMTP_PORT', 25, 'sidekiq'),
  pair('REPLICA_DB_HOST', 'REPLICA_DB_PORT', 5432, 'sidekiq'),
  pair('CACHE_REDIS_HOST', 'CACHE_REDIS_PORT', 6379, 'web'),
  pair('SIDEKIQ_REDIS_HOST', 'SIDEKIQ_REDIS_PORT', 6379, 'upkeep'),
  address('CACHE_REDIS_URL', 'sidekiq-scheduler', { redis: 6379, rediss: 6379 }),
  address('CAS_URL', 'web', web, { CAS_ENABLED: 'true', CAS_VALIDATE_URL: '/p3/serviceValidate' }),
  address('CAS_VALIDATE_URL', 'web', web, { CAS_ENABLED: 'true' }),
  address('OIDC_ISSUER', 'web', web, { OIDC_ENABLED: 'true', OIDC_DISCOVERY: 'true' }),
  address('OIDC_TOKEN_ENDPOINT', 'web', web, { OIDC_ENABLED: 'true' }),
  address('OIDC_JWKS_URI', 'web', web, { OIDC_ENABLED: 'true' }),
  address('LIBRE_TRANSLATE_ENDPOINT', 'web', web),
  address('OTEL_EXPORTER_OTLP_ENDPOINT', 'sidekiq', web),
  address('http_proxy', 'sidekiq', web),
  address('http_hidden_proxy', 'upkeep', web),
  address('UPDATE_CHECK_URL', 'sidekiq-scheduler', web),
  address('DONATION_CAMPAIGNS_URL', 'web', web),
);

test('what a setting names is open under the rendered policies, for who uses it and not for streaming', () => {
  fc.assert(
    fc.property(ways, (way) => {
      const policies = policiesOf({ ...home, mastodon: { ...home.mastodon, env: way.env } });
      expect(mayReach(policies, component(way.from), way.at, way.port)).toBe(true);
      expect(mayReach(policies, component('streaming'), way.at, way.port)).toBe(false);
    }),
    { numRuns: 25 },
  );
});

test('without such a setting the way is closed, and a switch that is off opens nothing', () => {
  const closed = (env: Env) =>
    mayReach(policiesOf(shipped('home', overlay(env))), component('web'), '192.168.1.40', 636);
  const ldap = { LDAP_HOST: '192.168.1.40', LDAP_PORT: '636' };
  expect(closed({})).toBe(false);
  expect(closed(ldap)).toBe(false);
  expect(closed({ ...ldap, LDAP_ENABLED: 'true' })).toBe(true);
});

test('a name of the home network is open where a service at home has its port', () => {
  const env = overlay({ LDAP_ENABLED: 'true', LDAP_HOST: 'nas.lan', LDAP_PORT: '636' });
  const name = 'mastodon/home-host-without-lan-service';
  expect(rulesHit('home', env)).toContain(name);
  const declared = `${env}network: {lanServices: [{name: LDAP, address: 192.168.1.40, port: 636}]}`;
  expect(rulesHit('home', declared)).not.toContain(name);
  const policies = policiesOf(shipped('home', declared));
  expect(mayReach(policies, component('web'), '192.168.1.40', 636)).toBe(true);
  expect(mayReach(policies, component('web'), '203.0.113.7', 636)).toBe(false);
});

test('Sentinels of a group, and the masters beside them', () => {
  const env = {
    SIDEKIQ_REDIS_SENTINELS: '192.168.1.41,192.168.1.42:5000',
    SIDEKIQ_REDIS_SENTINEL_MASTER: 'jobs',
    SIDEKIQ_REDIS_SENTINEL_PORT: '26000',
  };
  const found = destinations(shipped('home', overlay(env))).filter(({ what }) => what.includes('SIDEKIQ'));
  expect(found.map(({ host, port }) => `${host}:${port}`)).toEqual([
    '192.168.1.41:26000',
    '192.168.1.41:6379',
    '192.168.1.42:5000',
    '192.168.1.42:6379',
  ]);
});

test('Services of the site itself: its replicas are read where they are, another port is refused', () => {
  const replica = (env: Env) => overlay({ REPLICA_DB_HOST: 'database-ro.mastodon.svc.cluster.local', ...env });
  expect(rulesHit('home', replica({}))).toEqual(rulesHit('home'));
  expect(auditOf(shipped('home', replica({})))).toEqual([]);
  expect(rulesHit('home', replica({ REPLICA_DB_PORT: '6432' }))).toContain('mastodon/host-out-of-reach');
  expect(rulesHit('home', overlay({ REPLICA_DB_NAME: 'other', REPLICA_DB_PORT: '6432' }))).toContain(
    'mastodon/host-out-of-reach',
  );
});

test.each([
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://127.0.0.1:4318', 'host-out-of-reach'],
  ['CACHE_REDIS_HOST', '10.152.183.20', 'host-out-of-reach'],
  ['CACHE_REDIS_HOST', 'cache.mastodon.svc', 'host-out-of-reach'],
  ['REPLICA_DB_HOST', 'postgres://db.example.org', 'host-unreadable'],
  ['http_proxy', 'proxy.example.org:3128', 'host-unreadable'],
  ['SIDEKIQ_REDIS_URL', 'unix:///run/redis.sock', 'host-unreadable'],
  ['LIBRE_TRANSLATE_ENDPOINT', 'http://translate:5000', 'home-host-without-lan-service'],
  ['ALLOWED_PRIVATE_ADDRESSES', '10.9.0.0/24, 192.168.0.0/16', 'private-address-closed'],
])('%s %s is refused by %s', (setting, value, rule) => {
  expect(rulesHit('home', overlay({ [setting]: value }))).toContain(`mastodon/${rule}`);
});

test('a port by its name is no number for Mastodon, and the message stands at the port', () => {
  const { findings } = checked(
    'home',
    overlay({ LDAP_ENABLED: 'true', LDAP_HOST: '192.168.1.40', LDAP_PORT: 'ldaps' }),
  );
  const found = findings.filter(({ rule }) => rule === 'mastodon/host-unreadable');
  expect(found.map(({ path }) => path.at(-1))).toEqual(['LDAP_PORT']);
});

test('what Mastodon makes anew after a restore reaches what it did before: its bucket, its proxy', () => {
  const site = shipped(
    'home',
    `mastodon:
  env: {http_proxy: "http://192.168.1.21:3128"}
  media: {volume: null, s3: {bucket: media, endpoint: "https://192.168.1.20:9000"}}`,
  );
  const from = labels('backup', 'home', 'restore-afterwards');
  expect(mayReach(policiesOf(site), from, '192.168.1.20', 9000)).toBe(true);
  expect(mayReach(policiesOf(site), from, '192.168.1.21', 3128)).toBe(true);
});
