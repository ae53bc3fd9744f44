import type { Said } from '../../said';

export const mastodonSettings: Readonly<Record<string, readonly Said[]>> = {
  'mastodon/unknown-setting': [
    {
      says: [
        "warning at mastodon.env.AUTHORISED_FETCH: unknown setting AUTHORISED_FETCH; allowed: Mastodon's settings | write AUTHORIZED_FETCH, if that is meant",
      ],
    },
    {
      of: 'a name like none',
      with: 'mastodon: {env: {SOMETHING_ELSE_ALTOGETHER_XYZ: "1"}}',
      says: [
        "warning at mastodon.env.SOMETHING_ELSE_ALTOGETHER_XYZ: unknown setting SOMETHING_ELSE_ALTOGETHER_XYZ; allowed: Mastodon's settings",
      ],
    },
    {
      of: 'in Secrets',
      with: 'mastodon: {envFromSecrets: {DEEPL_API_KEYS: {name: deepl, key: k}}}',
      says: [
        "warning at mastodon.envFromSecrets.DEEPL_API_KEYS: unknown setting DEEPL_API_KEYS; allowed: Mastodon's settings | write DEEPL_API_KEY, if that is meant",
      ],
    },
  ],
  'mastodon/forbidden-setting': [
    {
      says: [
        'error at mastodon.env.REDIS_NAMESPACE: REDIS_NAMESPACE is not allowed: Mastodon 4.4 and newer stop at once when it is set',
      ],
    },
    { of: 'one that is allowed', with: 'mastodon: {env: {ES_PREFIX: m}}', says: [] },
  ],
  'mastodon/dead-setting': [
    {
      says: [
        'warning at mastodon.env.STREAMING_CLUSTER_NUM: nothing reads STREAMING_CLUSTER_NUM any more: removed in Mastodon 4.3',
      ],
    },
    { of: 'a name that nobody knows', with: 'mastodon: {env: {SOMETHING_ELSE: "1"}}', says: [] },
    { of: 'one that is read', with: 'mastodon: {env: {ES_PREFIX: m}}', says: [] },
  ],
  'mastodon/setting-set-elsewhere': [
    {
      says: [
        'error at mastodon.env.WEB_CONCURRENCY: WEB_CONCURRENCY comes from mastodon.web.workers; allowed: settings without a key of their own | remove it and use mastodon.web.workers',
      ],
    },
    { of: 'a name that nobody knows', with: 'mastodon: {env: {SOMETHING_ELSE: "1"}}', says: [] },
    {
      of: 'from a Secret',
      with: 'mastodon: {envFromSecrets: {WEB_CONCURRENCY: {name: x, key: y}}}',
      says: [
        'error at mastodon.envFromSecrets.WEB_CONCURRENCY: WEB_CONCURRENCY comes from mastodon.web.workers; allowed: settings without a key of their own | remove it and use mastodon.web.workers',
      ],
    },
    { of: 'one that is read', with: 'mastodon: {env: {ES_PREFIX: m}}', says: [] },
  ],
  'mastodon/secret-in-env': [
    {
      says: [
        'error at mastodon.env.DEEPL_API_KEY: DEEPL_API_KEY holds a secret; allowed: a reference in envFromSecrets',
      ],
    },
    {
      of: 'two of three',
      with: 'mastodon: {env: {DEEPL_API_KEY: x, ES_PREFIX: m, LDAP_PASSWORD: x}}',
      says: [
        'error at mastodon.env.DEEPL_API_KEY: DEEPL_API_KEY holds a secret; allowed: a reference in envFromSecrets',
        'error at mastodon.env.LDAP_PASSWORD: LDAP_PASSWORD holds a secret; allowed: a reference in envFromSecrets',
      ],
    },
    { of: 'in a Secret', with: 'mastodon: {envFromSecrets: {DEEPL_API_KEY: {name: deepl, key: api-key}}}', says: [] },
  ],
  'mastodon/redis-group-incomplete': [
    {
      says: [
        'error at mastodon.env.CACHE_REDIS_HOST: CACHE_REDIS_HOST without CACHE_REDIS_PASSWORD; allowed: both, or neither',
      ],
    },
    {
      of: 'Sidekiq by Sentinels',
      with: 'mastodon: {env: {SIDEKIQ_REDIS_SENTINELS: "a,b"}}',
      says: [
        'error at mastodon.env.SIDEKIQ_REDIS_SENTINELS: SIDEKIQ_REDIS_SENTINELS without SIDEKIQ_REDIS_PASSWORD; allowed: both, or neither',
      ],
    },
    {
      of: 'both',
      with: 'mastodon: {env: {CACHE_REDIS_HOST: 192.168.1.30, SIDEKIQ_REDIS_HOST: 192.168.1.31}}',
      says: [
        'error at mastodon.env.CACHE_REDIS_HOST: CACHE_REDIS_HOST without CACHE_REDIS_PASSWORD; allowed: both, or neither',
        'error at mastodon.env.SIDEKIQ_REDIS_HOST: SIDEKIQ_REDIS_HOST without SIDEKIQ_REDIS_PASSWORD; allowed: both, or neither',
      ],
    },
    { of: 'neither', with: '', says: [] },
    {
      of: 'a Redis without password',
      with: `redis: {mode: external, host: redis.example.org, addresses: [192.0.2.10/32]}
mastodon: {env: {CACHE_REDIS_HOST: 192.168.1.30}}`,
      says: [],
    },
    {
      of: 'the password of the other',
      with: 'mastodon: {env: {CACHE_REDIS_HOST: 192.168.1.30}, envFromSecrets: {SIDEKIQ_REDIS_PASSWORD: {name: cache, key: password}}}',
      says: [
        'error at mastodon.env.CACHE_REDIS_HOST: CACHE_REDIS_HOST without CACHE_REDIS_PASSWORD; allowed: both, or neither',
      ],
    },
  ],
};
