import type { Said } from '../said';

export const mastodon: readonly Said[] = [
  {
    rule: 'mastodon/two-schedulers',
    says: [
      'error at mastodon.sidekiq.groups[0].instances: 2 processes of sidekiq-all work the scheduler; allowed: 1',
      'error at mastodon.sidekiq.groups[1].queues: sidekiq-scheduler works the scheduler, which sidekiq-all does already; allowed: one group',
    ],
  },
  {
    rule: 'mastodon/queue-nobody-works',
    says: [
      'error at mastodon.sidekiq.groups: nobody works fasp; allowed: groups that together work default, push, ingress, mailers, pull, scheduler, fasp',
    ],
  },
  {
    rule: 'mastodon/unknown-queue',
    says: [
      'warning at mastodon.sidekiq.groups[0].queues[6]: unknown queue mailer; allowed: default, push, ingress, mailers, pull, scheduler, fasp | write mailers',
    ],
  },
  {
    rule: 'mastodon/queue-listed-twice',
    says: ['error at mastodon.sidekiq.groups[0].queues[6]: push a second time in sidekiq-all; allowed: once'],
  },
  {
    rule: 'mastodon/same-group-name',
    says: ['error at mastodon.sidekiq.groups[1].name: a second group named all; allowed: names of their own'],
  },
  {
    rule: 'mastodon/unknown-setting',
    says: [
      "warning at mastodon.env.AUTHORISED_FETCH: unknown setting AUTHORISED_FETCH; allowed: Mastodon's settings | write AUTHORIZED_FETCH, if that is meant",
    ],
  },
  {
    rule: 'mastodon/forbidden-setting',
    says: [
      'error at mastodon.env.REDIS_NAMESPACE: REDIS_NAMESPACE is not allowed: Mastodon 4.4 and newer stop at once when it is set',
    ],
  },
  {
    rule: 'mastodon/dead-setting',
    says: [
      'warning at mastodon.env.STREAMING_CLUSTER_NUM: nothing reads STREAMING_CLUSTER_NUM any more: removed in Mastodon 4.3',
    ],
  },
  {
    rule: 'mastodon/setting-set-elsewhere',
    says: [
      'error at mastodon.env.WEB_CONCURRENCY: WEB_CONCURRENCY comes from mastodon.web.workers; allowed: settings without a key of their own | remove it and use mastodon.web.workers',
    ],
  },
  {
    rule: 'mastodon/secret-in-env',
    says: ['error at mastodon.env.DEEPL_API_KEY: DEEPL_API_KEY holds a secret; allowed: a reference in envFromSecrets'],
  },
  {
    rule: 'mastodon/redis-group-incomplete',
    says: [
      'error at mastodon.env.CACHE_REDIS_HOST: CACHE_REDIS_HOST without CACHE_REDIS_PASSWORD; allowed: both, or neither',
    ],
  },
  {
    rule: 'mastodon/unknown-node',
    says: ['error at mastodon.media.volume.node: media on node omega; allowed: alpha'],
  },
  {
    rule: 'mastodon/instances-on-one-node',
    says: [
      'warning at mastodon.web: several pods of web with media on a volume for one node: they all run on that node; useful: 1, or media that several nodes mount',
    ],
  },
  {
    rule: 'mastodon/s3-media-over-http',
    says: [
      'error at mastodon.media.s3.endpoint: browsers would load media from http://192.168.1.20:9000; allowed: HTTPS',
    ],
  },
  {
    rule: 'mastodon/start-empty-left-on',
    says: ['warning at mastodon.startEmpty: an empty database beside existing media is initialised; safe: false'],
  },
  {
    rule: 'mastodon/startup-budget-too-short',
    says: [
      'error at mastodon.web.probes.startup: the startup probe kills web after 50 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
    ],
  },
  {
    rule: 'mastodon/version-too-old',
    says: ['error at mastodon.version: Mastodon v4.3.9; allowed: v4.4.0 and newer'],
  },
  {
    rule: 'mastodon/image-lacks-architecture',
    says: [
      'error at mastodon.web.image: registry.example.org/mastodon:v4.7.2-amd64 is for amd64, and node gamma is arm64; allowed: images for every node',
    ],
  },
  {
    rule: 'mastodon/image-architecture-unknown',
    says: [
      'warning at mastodon.web.image: nobody here knows whether registry.example.org/mastodon:v4.7.2 exists for arm64, as node gamma is',
    ],
  },
  {
    rule: 'mastodon/mail-password-in-clear',
    says: ['error at mastodon.smtp.tls: login without TLS; allowed: starttls or tls'],
  },
  {
    rule: 'mastodon/home-host-without-lan-service',
    says: [
      'error at mastodon.smtp.server: relay.lan is a name of the home network, and port 25 is open to no host there; allowed: hosts under network.lanServices',
    ],
  },
  {
    rule: 'mastodon/private-address-closed',
    says: [
      'error at mastodon.env.ALLOWED_PRIVATE_ADDRESSES: 192.168.1.20 lies in the home network, where no host is open; allowed: hosts under network.lanServices',
    ],
  },
  {
    rule: 'mastodon/host-out-of-reach',
    says: [
      'error at mastodon.env.OTEL_EXPORTER_OTLP_ENDPOINT: localhost with port 4318: it is the pod itself, in which nothing else runs; allowed: hosts and ports that pods can reach | name the host on which the service runs',
    ],
  },
  {
    rule: 'mastodon/host-unreadable',
    says: [
      'error at mastodon.env.http_proxy: http_proxy names no server; allowed: an address like https://host.example.org:8443',
    ],
  },
  {
    rule: 'mastodon/host-in-secret',
    says: [
      'error at mastodon.envFromSecrets.REPLICA_DATABASE_URL: REPLICA_DATABASE_URL lies in a Secret and names a host; allowed: hosts in mastodon.env',
    ],
  },
  {
    rule: 'mastodon/beyond-chart',
    says: ['error at mastodon.web.probes: probes of web; mastodon/chart fixes them'],
  },
  {
    rule: 'mastodon/bitnami-without-chart',
    says: [
      'error at database.engine: bitnami for database, and Mastodon by manifests; allowed with mastodon/chart alone',
    ],
  },
  {
    rule: 'mastodon/bitnami-without-restore',
    says: ["error at backup: a backup of Bitnami's PostgreSQL; allowed: backup: none"],
  },
  {
    rule: 'mastodon/release-like-a-server',
    says: ['error at name: release my-redis with sub-chart redis: its pods would not be found'],
  },
  {
    rule: 'mastodon/move-needs-backup',
    says: ['error at mastodon.from: a move from mastodon/chart without a backup; allowed: with backup.to'],
  },
  {
    rule: 'mastodon/chart-version-unknown',
    says: ['error at mastodon.chartVersion: mastodon/chart 5.1.0, whose keys are not known; allowed: 6.9.3'],
  },
  {
    rule: 'mastodon/by-chart',
    says: [
      'warning at mastodon.by: web is killed 165 s into a slow start and streaming after 80 s, which replicated volumes may need after a node loss',
      'warning at mastodon.by: an empty volume hides what the image has in public/assets, e.g. its error pages',
    ],
  },
];
