import { settings } from '../../lib/mastodon/environment';
import { metricsSidecar } from '../../lib/mastodon/metrics';
import { isSecret, readersOf } from '../../lib/mastodon/settings';
import { rulesHit, shipped } from '../support/site';

test('Redis: one connection for all, through Sentinel where there is one', () => {
  const web = settings(shipped('home'), 'web');
  // The one beside the first master is asked last.
  const sentinels = [2, 1, 0].map((n) => `redis-${n}.redis.mastodon.svc.cluster.local`);
  expect(web.REDIS_SENTINELS?.split(',')).toEqual(sentinels);
  expect(web).toMatchObject({ REDIS_SENTINEL_MASTER: 'mastodon', REDIS_SENTINEL_PORT: '26379' });
  expect(Object.keys(web).filter((name) => /^(CACHE|SIDEKIQ)_|^REDIS_HOST/.test(name))).toEqual([]);
  expect(settings(shipped('one-node'), 'sidekiq')).toMatchObject({ REDIS_HOST: 'redis', REDIS_PORT: '6379' });
});

test('the handle stays the handle when the server answers elsewhere', () => {
  expect(settings(shipped('home'), 'web')).toMatchObject({
    LOCAL_DOMAIN: 'example.org',
    WEB_DOMAIN: 'social.example.org',
  });
  expect(settings(shipped('home', 'mastodon: {webDomain: example.org}'), 'web').WEB_DOMAIN).toBeUndefined();
});

test('programs listen on the family of addresses that pods have: a kernel without IPv6 refuses its own', () => {
  const bind = (overlay: string) => {
    const site = shipped('home', `${overlay}\nmonitoring: {enabled: true}`);
    return {
      web: settings(site, 'web').BIND,
      streaming: settings(site, 'streaming').BIND,
      sidekiq: settings(site, 'sidekiq').MASTODON_PROMETHEUS_EXPORTER_HOST,
      metrics: metricsSidecar(site, 'image')[0]?.args?.[2],
    };
  };
  expect(bind('')).toEqual({ web: '0.0.0.0', streaming: '0.0.0.0', sidekiq: '0.0.0.0', metrics: '0.0.0.0' });
  expect(bind('cluster: {podCidr: "fd00:10::/56", serviceCidr: "fd00:20::/112"}')).toEqual({
    web: '[::]',
    streaming: '::',
    sidekiq: '::',
    metrics: '::',
  });
});

test.each([
  ['prefer', 'prefer', undefined],
  ['require', 'require', 'no-verify'],
  ['verify-full', 'verify-full', 'verify-full'],
  ['disable', 'disable', 'disable'],
])('sslMode %s in the words of Rails and of the streaming server', (sslMode, rails, streaming) => {
  const site = shipped(
    'home',
    `database: {engine: external, host: db.example.org, sslMode: ${sslMode}, addresses: [192.168.1.30/32]}`,
  );
  expect(settings(site, 'web').DB_SSLMODE).toBe(rails);
  expect(settings(site, 'streaming').DB_SSLMODE).toBe(streaming);
});

test('who holds rows has our own PostgreSQL let go of them soon; another may not know the words', () => {
  const options = (overlay: string) =>
    (['web', 'sidekiq', 'streaming', 'migrations'] as const).map(
      (name) => settings(shipped('home', overlay), name).PGOPTIONS,
    );
  const quick =
    '-c tcp_keepalives_idle=3 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3 -c tcp_user_timeout=6000';
  expect(options('')).toEqual([quick, quick, undefined, undefined]);
  expect(options('database: {engine: standalone}')[0]).toBe(quick);
  const external = 'database: {engine: external, host: db.example.org, addresses: [192.168.1.30/32]}';
  expect(options(external)).toEqual([undefined, undefined, undefined, undefined]);
});

test.each([
  ['starttls', { SMTP_ENABLE_STARTTLS: 'always' }],
  ['tls', { SMTP_TLS: 'true' }],
  ['none', { SMTP_ENABLE_STARTTLS: 'never' }],
])('mail with tls: %s', (tls, expected) => {
  const all = settings(shipped('home', `mastodon: {smtp: {tls: ${tls}}}`), 'sidekiq');
  const found = Object.entries(all).filter(([name]) => /TLS/.test(name));
  expect(Object.fromEntries(found)).toEqual(expected);
});

test('a declared setting goes to those who read it', () => {
  const site = shipped(
    'home',
    'mastodon: {env: {OIDC_ENABLED: "true", SMTP_DOMAIN: example.org, PREPARED_STATEMENTS: "false"}}',
  );
  expect(settings(site, 'web')).toMatchObject({ OIDC_ENABLED: 'true', PREPARED_STATEMENTS: 'false' });
  expect(settings(site, 'sidekiq')).toMatchObject({ SMTP_DOMAIN: 'example.org', PREPARED_STATEMENTS: 'false' });
  expect(settings(site, 'sidekiq').OIDC_ENABLED).toBeUndefined();
  expect(settings(site, 'migrations').PREPARED_STATEMENTS).toBe('false');
  expect(readersOf('LOG_LEVEL')).toEqual(['streaming']);
});

test('what looks like a secret is one, unless it is known not to be', () => {
  for (const name of ['LDAP_PASSWORD', 'DEEPL_API_KEY', 'SOMETHING_NEW_TOKEN']) expect(isSecret(name)).toBe(true);
  for (const name of ['HCAPTCHA_SITE_KEY', 'CAS_UID_KEY', 'OIDC_TOKEN_ENDPOINT']) expect(isSecret(name)).toBe(false);
});

test.each([
  ['AUTHORISED_FETCH', 'mastodon/unknown-setting'],
  ['REDIS_NAMESPACE', 'mastodon/forbidden-setting'],
  ['OTP_SECRET', 'mastodon/dead-setting'],
  ['DB_PASS', 'mastodon/setting-set-elsewhere'],
  ['OIDC_CLIENT_SECRET', 'mastodon/secret-in-env'],
])('%s is found by %s and no other', (name, rule) => {
  const before = rulesHit('home');
  expect(rulesHit('home', `mastodon: {env: {${name}: x}}`).filter((hit) => !before.includes(hit))).toEqual([rule]);
});
