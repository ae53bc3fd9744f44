import type { Said } from '../../said';

export const mastodonChartBeyond: Readonly<Record<string, readonly Said[]>> = {
  'mastodon/beyond-chart': [
    { says: ['error at mastodon.web.probes: probes of web; mastodon/chart fixes them'] },
    { of: 'nothing beyond mastodon/chart', with: 'mastodon: {by: mastodon/chart}', says: [] },
    {
      of: 'mastodon/chart: slow start',
      with: 'mastodon: {by: mastodon/chart, slowStart: 300s}',
      says: [
        'error at mastodon.web.slowStart: web may start for 300 s; mastodon/chart fixes its probes',
        'error at mastodon.streaming.slowStart: streaming may start for 300 s; mastodon/chart fixes its probes',
        'error at mastodon.sidekiq.slowStart: sidekiq-all may start for 300 s; mastodon/chart fixes its probes',
      ],
    },
    {
      of: 'mastodon/chart: probes of Sidekiq',
      with: 'mastodon: {by: mastodon/chart, sidekiq: {probes: {liveness: {failureThreshold: 100}}}}',
      says: ['error at mastodon.sidekiq.probes: probes of sidekiq-all; mastodon/chart fixes them'],
    },
    {
      of: 'mastodon/chart: uploads',
      with: 'mastodon: {by: mastodon/chart, uploadTime: 20m}',
      says: ['error at mastodon.uploadTime: uploads of 1200 s; pods of mastodon/chart end after 30 s'],
    },
    {
      of: 'mastodon/chart: monitoring',
      with: `mastodon: {by: mastodon/chart}
monitoring: {enabled: true}`,
      says: ['error at monitoring: monitoring; pods of mastodon/chart are not looked at'],
    },
    {
      of: 'mastodon/chart: delivery by Flux',
      with: `mastodon: {by: mastodon/chart}
delivery: {by: flux, repository: "https://git.example.org/home.git"}`,
      says: ['error at delivery: delivery by flux; mastodon/chart is installed by helm, after mastodon/'],
    },
    {
      of: 'mastodon/chart: a bucket without endpoint',
      with: 'mastodon: {by: mastodon/chart, media: {volume: null, s3: {bucket: media, region: eu-1}}}',
      says: [
        'error at mastodon.media.s3: a bucket without endpoint; mastodon/chart always sets one | name the endpoint: https://s3.<region>.amazonaws.com for AWS',
      ],
    },
    {
      of: 'mastodon/chart: a bucket with endpoint',
      with: 'mastodon: {by: mastodon/chart, media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.org"}}}',
      says: [],
    },
    {
      of: 'mastodon/chart: a Redis without password',
      with: `redis: {mode: external, host: redis.example.org, addresses: [192.0.2.10/32]}
mastodon: {by: mastodon/chart}`,
      says: [
        'error at redis: a Redis without password; every pod of mastodon/chart reads one from a Secret | give Redis a password, and name its Secret in redis.secret',
      ],
    },
    {
      of: 'mastodon/chart: media of one node',
      with: 'mastodon: {by: mastodon/chart, media: {volume: {on: replicated}}}',
      says: [],
    },
    {
      of: 'mastodon/chart: search without user',
      with: `search: {engine: elasticsearch}
mastodon: {by: mastodon/chart}`,
      says: [],
    },
    {
      of: 'mastodon/chart: search elsewhere with user',
      with: `search: {engine: external, host: search.example.org, addresses: [192.0.2.10/32], user: m, secret: search}
mastodon: {by: mastodon/chart}`,
      says: [],
    },
    {
      of: 'mastodon/chart: settings that it writes itself',
      with: 'mastodon: {by: mastodon/chart, env: {SINGLE_USER_MODE: "true", S3_ENABLED: "true", ES_PREFIX: m, SMTP_DOMAIN: example.org, DB_POOL: "5", RAILS_ENV: production, AUTHORIZED_FETCH: "true"}}',
      says: [],
    },
    {
      of: 'mastodon/chart: secrets',
      with: 'mastodon: {by: mastodon/chart, envFromSecrets: {DEEPL_API_KEY: {name: deepl, key: api-key}, CACHE_BUSTER_SECRET: {name: x, key: y}, SMTP_PASSWORD: {name: x, key: y}, LDAP_PASSWORD: {name: x, key: y}}}',
      says: [
        "error at mastodon.envFromSecrets.CACHE_BUSTER_SECRET: CACHE_BUSTER_SECRET is key y of Secret x; mastodon/chart reads Secret mastodon-secrets alone, keys by their settings' names | put the value into Secret mastodon-secrets as CACHE_BUSTER_SECRET, and declare {name: mastodon-secrets, key: CACHE_BUSTER_SECRET}",
        "error at mastodon.envFromSecrets.SMTP_PASSWORD: SMTP_PASSWORD is key y of Secret x; mastodon/chart reads Secret mastodon-secrets alone, keys by their settings' names | put the value into Secret mastodon-secrets as SMTP_PASSWORD, and declare {name: mastodon-secrets, key: SMTP_PASSWORD}",
        "error at mastodon.envFromSecrets.LDAP_PASSWORD: LDAP_PASSWORD is key y of Secret x; mastodon/chart reads Secret mastodon-secrets alone, keys by their settings' names | put the value into Secret mastodon-secrets as LDAP_PASSWORD, and declare {name: mastodon-secrets, key: LDAP_PASSWORD}",
      ],
    },
    {
      of: 'mastodon/chart: a secret of its place',
      with: 'mastodon: {by: mastodon/chart, envFromSecrets: {DEEPL_API_KEY: {name: mastodon-secrets, key: DEEPL_API_KEY}, LDAP_PASSWORD: {name: mastodon-secrets, key: other}, HCAPTCHA_SECRET_KEY: {name: elsewhere, key: HCAPTCHA_SECRET_KEY}}}',
      says: [
        "error at mastodon.envFromSecrets.LDAP_PASSWORD: LDAP_PASSWORD is key other of Secret mastodon-secrets; mastodon/chart reads Secret mastodon-secrets alone, keys by their settings' names | put the value into Secret mastodon-secrets as LDAP_PASSWORD, and declare {name: mastodon-secrets, key: LDAP_PASSWORD}",
      ],
    },
    { of: 'nothing beyond mastodon/helm-charts', with: 'mastodon: {by: mastodon/helm-charts}', says: [] },
    {
      of: 'mastodon/helm-charts: slow start',
      with: 'mastodon: {by: mastodon/helm-charts, slowStart: 300s}',
      says: [
        'error at mastodon.web.slowStart: web may start for 300 s; mastodon/helm-charts fixes its probes',
        'error at mastodon.streaming.slowStart: streaming may start for 300 s; mastodon/helm-charts fixes its probes',
        'error at mastodon.sidekiq.slowStart: sidekiq-all may start for 300 s; mastodon/helm-charts fixes its probes',
      ],
    },
    {
      of: 'mastodon/helm-charts: probes of Sidekiq',
      with: 'mastodon: {by: mastodon/helm-charts, sidekiq: {probes: {liveness: {failureThreshold: 100}}}}',
      says: ['error at mastodon.sidekiq.probes: probes of sidekiq-all; mastodon/helm-charts fixes them'],
    },
    {
      of: 'mastodon/helm-charts: uploads',
      with: 'mastodon: {by: mastodon/helm-charts, uploadTime: 20m}',
      says: ['error at mastodon.uploadTime: uploads of 1200 s; pods of mastodon/helm-charts end after 30 s'],
    },
    {
      of: 'mastodon/helm-charts: monitoring',
      with: `mastodon: {by: mastodon/helm-charts}
monitoring: {enabled: true}`,
      says: ['error at monitoring: monitoring; pods of mastodon/helm-charts are not looked at'],
    },
    {
      of: 'mastodon/helm-charts: delivery by Flux',
      with: `mastodon: {by: mastodon/helm-charts}
delivery: {by: flux, repository: "https://git.example.org/home.git"}`,
      says: ['error at delivery: delivery by flux; mastodon/helm-charts is installed by helm, after mastodon/'],
    },
    {
      of: 'mastodon/helm-charts: a bucket without endpoint',
      with: 'mastodon: {by: mastodon/helm-charts, media: {volume: null, s3: {bucket: media, region: eu-1}}}',
      says: [
        'error at mastodon.media.s3: a bucket without endpoint; mastodon/helm-charts always sets one | name the endpoint: https://s3.<region>.amazonaws.com for AWS',
      ],
    },
    {
      of: 'mastodon/helm-charts: a bucket with endpoint',
      with: 'mastodon: {by: mastodon/helm-charts, media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.org"}}}',
      says: [],
    },
    {
      of: 'mastodon/helm-charts: a Redis without password',
      with: `redis: {mode: external, host: redis.example.org, addresses: [192.0.2.10/32]}
mastodon: {by: mastodon/helm-charts}`,
      says: [
        'error at redis: a Redis without password; every pod of mastodon/helm-charts reads one from a Secret | give Redis a password, and name its Secret in redis.secret',
      ],
    },
    {
      of: 'mastodon/helm-charts: media of one node',
      with: 'mastodon: {by: mastodon/helm-charts, media: {volume: {on: replicated}}}',
      says: [
        'error at mastodon.media.volume: media on a volume for one node; mastodon/helm-charts wants one that several nodes mount, or a bucket | put media on a shared role or into S3, or declare by: manifests',
      ],
    },
    {
      of: 'mastodon/helm-charts: search without user',
      with: `search: {engine: elasticsearch}
mastodon: {by: mastodon/helm-charts}`,
      says: [
        'error at search: a search server that asks for no user; mastodon/helm-charts always reads one from a Secret | declare engine: none, or external with user and secret',
      ],
    },
    {
      of: 'mastodon/helm-charts: search elsewhere with user',
      with: `search: {engine: external, host: search.example.org, addresses: [192.0.2.10/32], user: m, secret: search}
mastodon: {by: mastodon/helm-charts}`,
      says: [],
    },
    {
      of: 'mastodon/helm-charts: settings that it writes itself',
      with: 'mastodon: {by: mastodon/helm-charts, env: {SINGLE_USER_MODE: "true", S3_ENABLED: "true", ES_PREFIX: m, SMTP_DOMAIN: example.org, DB_POOL: "5", RAILS_ENV: production, AUTHORIZED_FETCH: "true"}}',
      says: [],
    },
    {
      of: 'mastodon/helm-charts: secrets',
      with: 'mastodon: {by: mastodon/helm-charts, envFromSecrets: {DEEPL_API_KEY: {name: deepl, key: api-key}, CACHE_BUSTER_SECRET: {name: x, key: y}, SMTP_PASSWORD: {name: x, key: y}, LDAP_PASSWORD: {name: x, key: y}}}',
      says: [
        'error at mastodon.envFromSecrets.SMTP_PASSWORD: SMTP_PASSWORD from a Secret; mastodon/helm-charts reads DEEPL_API_KEY, HCAPTCHA_SECRET_KEY, CACHE_BUSTER_SECRET alone',
        'error at mastodon.envFromSecrets.LDAP_PASSWORD: LDAP_PASSWORD from a Secret; mastodon/helm-charts reads DEEPL_API_KEY, HCAPTCHA_SECRET_KEY, CACHE_BUSTER_SECRET alone',
      ],
    },
    {
      of: 'mastodon/helm-charts: a secret of its place',
      with: 'mastodon: {by: mastodon/helm-charts, envFromSecrets: {DEEPL_API_KEY: {name: mastodon-secrets, key: DEEPL_API_KEY}, LDAP_PASSWORD: {name: mastodon-secrets, key: other}, HCAPTCHA_SECRET_KEY: {name: elsewhere, key: HCAPTCHA_SECRET_KEY}}}',
      says: [
        'error at mastodon.envFromSecrets.LDAP_PASSWORD: LDAP_PASSWORD from a Secret; mastodon/helm-charts reads DEEPL_API_KEY, HCAPTCHA_SECRET_KEY, CACHE_BUSTER_SECRET alone',
      ],
    },
    { of: 'our own manifests', with: 'mastodon: {slowStart: 300s}', says: [] },
    {
      of: 'mastodon/helm-charts: settings that it writes itself, among others',
      with: 'mastodon: {by: mastodon/helm-charts, env: {S3_ENABLED: "true", WEB_DOMAIN: a, LOCAL_DOMAIN: b, DB_SSLMODE: prefer, ES_PRESET: x, RAILS_LOG_LEVEL: info, DEFAULT_LOCALE: de, S3_ALIAS_HOST: a, PGSSLMODE: x, SMTP_AUTH_METHOD: plain, TRUSTED_PROXY_IP: 10.0.0.0/8, OIDC_ENABLED: "true", LDAP_ENABLED: "true", CAS_ENABLED: "true", SAML_ENABLED: "true", PAM_ENABLED: "true", MAX_THREADS: "5", PREPARED_STATEMENTS: "true", SMTP_SSL: "true", REDIS_URL: x, CACHE_REDIS_URL: y, ES_ENABLED: "true"}}',
      says: [
        "error at mastodon.env.OIDC_ENABLED: OIDC_ENABLED; mastodon/helm-charts writes it itself, and a setting can't stand twice",
        "error at mastodon.env.LDAP_ENABLED: LDAP_ENABLED; mastodon/helm-charts writes it itself, and a setting can't stand twice",
        "error at mastodon.env.CAS_ENABLED: CAS_ENABLED; mastodon/helm-charts writes it itself, and a setting can't stand twice",
        "error at mastodon.env.SAML_ENABLED: SAML_ENABLED; mastodon/helm-charts writes it itself, and a setting can't stand twice",
        "error at mastodon.env.PAM_ENABLED: PAM_ENABLED; mastodon/helm-charts writes it itself, and a setting can't stand twice",
      ],
    },
    {
      of: 'mastodon/chart: the same settings, which it does not write',
      with: 'mastodon: {by: mastodon/chart, env: {OIDC_ENABLED: "true", LDAP_ENABLED: "true"}}',
      says: [],
    },
    {
      of: 'keys of Secrets, one right, one elsewhere, one by another name',
      with: 'mastodon: {by: mastodon/chart, envFromSecrets: {LDAP_PASSWORD: {name: mastodon-secrets, key: LDAP_PASSWORD}, OIDC_CLIENT_SECRET: {name: elsewhere, key: OIDC_CLIENT_SECRET}, SMTP_PASSWORD: {name: mastodon-secrets, key: other}}}',
      says: [
        "error at mastodon.envFromSecrets.OIDC_CLIENT_SECRET: OIDC_CLIENT_SECRET is key OIDC_CLIENT_SECRET of Secret elsewhere; mastodon/chart reads Secret mastodon-secrets alone, keys by their settings' names | put the value into Secret mastodon-secrets as OIDC_CLIENT_SECRET, and declare {name: mastodon-secrets, key: OIDC_CLIENT_SECRET}",
        "error at mastodon.envFromSecrets.SMTP_PASSWORD: SMTP_PASSWORD is key other of Secret mastodon-secrets; mastodon/chart reads Secret mastodon-secrets alone, keys by their settings' names | put the value into Secret mastodon-secrets as SMTP_PASSWORD, and declare {name: mastodon-secrets, key: SMTP_PASSWORD}",
      ],
    },
  ],
};
