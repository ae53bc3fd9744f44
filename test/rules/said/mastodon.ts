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
    rule: 'mastodon/two-schedulers',
    of: 'three groups with it',
    over: 'one-node',
    with: 'mastodon: {sidekiq: {groups: [{name: all, queues: ["default,8", "push,6", "ingress,4", "mailers,2", pull, fasp, scheduler]}, {name: second, instances: 3, queues: [scheduler]}, {name: third, queues: [scheduler]}]}}',
    says: [
      'error at mastodon.sidekiq.groups[1].instances: 3 processes of sidekiq-second work the scheduler; allowed: 1',
      'error at mastodon.sidekiq.groups[1].queues: sidekiq-second works the scheduler, which sidekiq-all does already; allowed: one group',
      'error at mastodon.sidekiq.groups[2].queues: sidekiq-third works the scheduler, which sidekiq-all does already; allowed: one group',
    ],
  },
  {
    rule: 'mastodon/two-schedulers',
    of: 'several processes without groups',
    over: 'one-node',
    with: 'mastodon: {sidekiq: {instances: 2}}',
    says: [],
  },
  {
    rule: 'mastodon/queue-nobody-works',
    says: [
      'error at mastodon.sidekiq.groups: nobody works fasp; allowed: groups that together work default, push, ingress, mailers, pull, scheduler, fasp',
    ],
  },
  {
    rule: 'mastodon/queue-nobody-works',
    of: 'no scheduler',
    over: 'one-node',
    with: 'mastodon: {sidekiq: {groups: [{name: all, queues: ["default,8", "push,6", "ingress,4", "mailers,2", pull, fasp]}]}}',
    says: [
      'error at mastodon.sidekiq.groups: nobody works scheduler; allowed: groups that together work default, push, ingress, mailers, pull, scheduler, fasp',
    ],
  },
  {
    rule: 'mastodon/queue-nobody-works',
    of: 'two groups together',
    over: 'one-node',
    with: 'mastodon: {sidekiq: {groups: [{name: a, queues: [default, push, ingress]}, {name: b, queues: [mailers, pull, fasp, scheduler]}]}}',
    says: [],
  },
  {
    rule: 'mastodon/queue-nobody-works',
    of: 'nothing but one',
    over: 'one-node',
    with: 'mastodon: {sidekiq: {groups: [{name: a, queues: [default]}]}}',
    says: [
      'error at mastodon.sidekiq.groups: nobody works push, ingress, mailers, pull, scheduler, fasp; allowed: groups that together work default, push, ingress, mailers, pull, scheduler, fasp',
    ],
  },
  {
    rule: 'mastodon/unknown-queue',
    says: [
      'warning at mastodon.sidekiq.groups[0].queues[6]: unknown queue mailer; allowed: default, push, ingress, mailers, pull, scheduler, fasp | write mailers',
    ],
  },
  {
    rule: 'mastodon/unknown-queue',
    of: 'a name like none',
    over: 'one-node',
    with: 'mastodon: {sidekiq: {groups: [{name: all, queues: ["default,8", "push,6", "ingress,4", "mailers,2", pull, fasp, scheduler]}, {name: odd, queues: [pull, federation]}]}}',
    says: [
      'warning at mastodon.sidekiq.groups[1].queues[1]: unknown queue federation; allowed: default, push, ingress, mailers, pull, scheduler, fasp',
    ],
  },
  {
    rule: 'mastodon/unknown-queue',
    of: 'no groups',
    over: 'one-node',
    with: '',
    says: [],
  },
  {
    rule: 'mastodon/queue-listed-twice',
    says: ['error at mastodon.sidekiq.groups[0].queues[6]: push a second time in sidekiq-all; allowed: once'],
  },
  {
    rule: 'mastodon/queue-listed-twice',
    of: 'in two groups',
    over: 'one-node',
    with: 'mastodon: {sidekiq: {groups: [{name: all, queues: ["default,8", "push,6", "ingress,4", "mailers,2", pull, fasp, scheduler]}, {name: second, queues: [push]}]}}',
    says: [],
  },
  {
    rule: 'mastodon/queue-listed-twice',
    of: 'three times',
    over: 'one-node',
    with: 'mastodon: {sidekiq: {groups: [{name: all, queues: [push, push, "push,2", default]}]}}',
    says: [
      'error at mastodon.sidekiq.groups[0].queues[1]: push a second time in sidekiq-all; allowed: once',
      'error at mastodon.sidekiq.groups[0].queues[2]: push a second time in sidekiq-all; allowed: once',
    ],
  },
  {
    rule: 'mastodon/same-group-name',
    says: ['error at mastodon.sidekiq.groups[1].name: a second group named all; allowed: names of their own'],
  },
  {
    rule: 'mastodon/same-group-name',
    of: 'three of them',
    over: 'one-node',
    with: 'mastodon: {sidekiq: {groups: [{name: same, queues: [push]}, {name: same, queues: [pull]}, {name: same, queues: [default]}]}}',
    says: [
      'error at mastodon.sidekiq.groups[1].name: a second group named same; allowed: names of their own',
      'error at mastodon.sidekiq.groups[2].name: a second group named same; allowed: names of their own',
    ],
  },
  {
    rule: 'mastodon/unknown-setting',
    says: [
      "warning at mastodon.env.AUTHORISED_FETCH: unknown setting AUTHORISED_FETCH; allowed: Mastodon's settings | write AUTHORIZED_FETCH, if that is meant",
    ],
  },
  {
    rule: 'mastodon/unknown-setting',
    of: 'a name like none',
    over: 'home',
    with: 'mastodon: {env: {SOMETHING_ELSE_ALTOGETHER_XYZ: "1"}}',
    says: [
      "warning at mastodon.env.SOMETHING_ELSE_ALTOGETHER_XYZ: unknown setting SOMETHING_ELSE_ALTOGETHER_XYZ; allowed: Mastodon's settings",
    ],
  },
  {
    rule: 'mastodon/unknown-setting',
    of: 'in Secrets',
    over: 'home',
    with: 'mastodon: {envFromSecrets: {DEEPL_API_KEYS: {name: deepl, key: k}}}',
    says: [
      "warning at mastodon.envFromSecrets.DEEPL_API_KEYS: unknown setting DEEPL_API_KEYS; allowed: Mastodon's settings | write DEEPL_API_KEY, if that is meant",
    ],
  },
  {
    rule: 'mastodon/forbidden-setting',
    says: [
      'error at mastodon.env.REDIS_NAMESPACE: REDIS_NAMESPACE is not allowed: Mastodon 4.4 and newer stop at once when it is set',
    ],
  },
  {
    rule: 'mastodon/forbidden-setting',
    of: 'one that is allowed',
    over: 'home',
    with: 'mastodon: {env: {ES_PREFIX: m}}',
    says: [],
  },
  {
    rule: 'mastodon/dead-setting',
    says: [
      'warning at mastodon.env.STREAMING_CLUSTER_NUM: nothing reads STREAMING_CLUSTER_NUM any more: removed in Mastodon 4.3',
    ],
  },
  {
    rule: 'mastodon/dead-setting',
    of: 'a name that nobody knows',
    over: 'home',
    with: 'mastodon: {env: {SOMETHING_ELSE: "1"}}',
    says: [],
  },
  {
    rule: 'mastodon/dead-setting',
    of: 'one that is read',
    over: 'home',
    with: 'mastodon: {env: {ES_PREFIX: m}}',
    says: [],
  },
  {
    rule: 'mastodon/setting-set-elsewhere',
    says: [
      'error at mastodon.env.WEB_CONCURRENCY: WEB_CONCURRENCY comes from mastodon.web.workers; allowed: settings without a key of their own | remove it and use mastodon.web.workers',
    ],
  },
  {
    rule: 'mastodon/setting-set-elsewhere',
    of: 'a name that nobody knows',
    over: 'home',
    with: 'mastodon: {env: {SOMETHING_ELSE: "1"}}',
    says: [],
  },
  {
    rule: 'mastodon/setting-set-elsewhere',
    of: 'from a Secret',
    over: 'home',
    with: 'mastodon: {envFromSecrets: {WEB_CONCURRENCY: {name: x, key: y}}}',
    says: [
      'error at mastodon.envFromSecrets.WEB_CONCURRENCY: WEB_CONCURRENCY comes from mastodon.web.workers; allowed: settings without a key of their own | remove it and use mastodon.web.workers',
    ],
  },
  {
    rule: 'mastodon/setting-set-elsewhere',
    of: 'one that is read',
    over: 'home',
    with: 'mastodon: {env: {ES_PREFIX: m}}',
    says: [],
  },
  {
    rule: 'mastodon/secret-in-env',
    says: ['error at mastodon.env.DEEPL_API_KEY: DEEPL_API_KEY holds a secret; allowed: a reference in envFromSecrets'],
  },
  {
    rule: 'mastodon/secret-in-env',
    of: 'two of three',
    over: 'home',
    with: 'mastodon: {env: {DEEPL_API_KEY: x, ES_PREFIX: m, LDAP_PASSWORD: x}}',
    says: [
      'error at mastodon.env.DEEPL_API_KEY: DEEPL_API_KEY holds a secret; allowed: a reference in envFromSecrets',
      'error at mastodon.env.LDAP_PASSWORD: LDAP_PASSWORD holds a secret; allowed: a reference in envFromSecrets',
    ],
  },
  {
    rule: 'mastodon/secret-in-env',
    of: 'in a Secret',
    over: 'home',
    with: 'mastodon: {envFromSecrets: {DEEPL_API_KEY: {name: deepl, key: api-key}}}',
    says: [],
  },
  {
    rule: 'mastodon/redis-group-incomplete',
    says: [
      'error at mastodon.env.CACHE_REDIS_HOST: CACHE_REDIS_HOST without CACHE_REDIS_PASSWORD; allowed: both, or neither',
    ],
  },
  {
    rule: 'mastodon/redis-group-incomplete',
    of: 'Sidekiq by Sentinels',
    over: 'home',
    with: 'mastodon: {env: {SIDEKIQ_REDIS_SENTINELS: "a,b"}}',
    says: [
      'error at mastodon.env.SIDEKIQ_REDIS_SENTINELS: SIDEKIQ_REDIS_SENTINELS without SIDEKIQ_REDIS_PASSWORD; allowed: both, or neither',
    ],
  },
  {
    rule: 'mastodon/redis-group-incomplete',
    of: 'both',
    over: 'home',
    with: 'mastodon: {env: {CACHE_REDIS_HOST: 192.168.1.30, SIDEKIQ_REDIS_HOST: 192.168.1.31}}',
    says: [
      'error at mastodon.env.CACHE_REDIS_HOST: CACHE_REDIS_HOST without CACHE_REDIS_PASSWORD; allowed: both, or neither',
      'error at mastodon.env.SIDEKIQ_REDIS_HOST: SIDEKIQ_REDIS_HOST without SIDEKIQ_REDIS_PASSWORD; allowed: both, or neither',
    ],
  },
  {
    rule: 'mastodon/redis-group-incomplete',
    of: 'neither',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'mastodon/redis-group-incomplete',
    of: 'a Redis without password',
    over: 'home',
    with: `redis: {mode: external, host: redis.example.org, addresses: [192.0.2.10/32]}
mastodon: {env: {CACHE_REDIS_HOST: 192.168.1.30}}`,
    says: [],
  },
  {
    rule: 'mastodon/redis-group-incomplete',
    of: 'the password of the other',
    over: 'home',
    with: 'mastodon: {env: {CACHE_REDIS_HOST: 192.168.1.30}, envFromSecrets: {SIDEKIQ_REDIS_PASSWORD: {name: cache, key: password}}}',
    says: [
      'error at mastodon.env.CACHE_REDIS_HOST: CACHE_REDIS_HOST without CACHE_REDIS_PASSWORD; allowed: both, or neither',
    ],
  },
  {
    rule: 'mastodon/unknown-node',
    says: ['error at mastodon.media.volume.node: media on node omega; allowed: alpha'],
  },
  {
    rule: 'mastodon/unknown-node',
    of: 'a bucket',
    over: 'home',
    with: 'mastodon: {media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.org"}}}',
    says: [],
  },
  {
    rule: 'mastodon/unknown-node',
    of: 'a node without ordinary pods',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti, controlPlane: false}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, controlPlane: false}
  distribution: kubeadm
mastodon: {media: {volume: {on: perNode, node: alpha}}}`,
    says: ['error at mastodon.media.volume.node: media on node alpha; allowed: beta, gamma'],
  },
  {
    rule: 'mastodon/instances-on-one-node',
    says: [
      'warning at mastodon.web: several pods of web with media on a volume for one node: they all run on that node; useful: 1, or media that several nodes mount',
    ],
  },
  {
    rule: 'mastodon/instances-on-one-node',
    of: 'Sidekiq alone',
    over: 'home',
    with: 'mastodon: {web: {instances: 1}, media: {volume: {on: replicated}}}',
    says: [
      'warning at mastodon.sidekiq: several pods of sidekiq with media on a volume for one node: they all run on that node; useful: 1, or media that several nodes mount',
    ],
  },
  {
    rule: 'mastodon/instances-on-one-node',
    of: 'one of each',
    over: 'home',
    with: 'mastodon: {web: {instances: 1}, sidekiq: {instances: 1}, media: {volume: {on: replicated}}}',
    says: [],
  },
  {
    rule: 'mastodon/instances-on-one-node',
    of: 'one node',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
mastodon: {media: {volume: {on: replicated}}}`,
    says: [],
  },
  {
    rule: 'mastodon/instances-on-one-node',
    of: 'two nodes',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
mastodon: {media: {volume: {on: replicated}}}`,
    says: [
      'warning at mastodon.web: several pods of web with media on a volume for one node: they all run on that node; useful: 1, or media that several nodes mount',
    ],
  },
  {
    rule: 'mastodon/instances-on-one-node',
    of: 'a group of several',
    over: 'home',
    with: 'mastodon: {web: {instances: 1}, sidekiq: {instances: null, groups: [{name: all, instances: 3, queues: [default, push, ingress, mailers, pull, fasp]}, {name: scheduler, queues: [scheduler]}]}, media: {volume: {on: replicated}}}',
    says: [
      'warning at mastodon.sidekiq: several pods of sidekiq with media on a volume for one node: they all run on that node; useful: 1, or media that several nodes mount',
    ],
  },
  {
    rule: 'mastodon/s3-media-over-http',
    says: [
      'error at mastodon.media.s3.endpoint: browsers would load media from http://192.168.1.20:9000; allowed: HTTPS',
    ],
  },
  {
    rule: 'mastodon/s3-media-over-http',
    of: 'by HTTPS',
    over: 'home',
    with: 'mastodon: {media: {volume: null, s3: {bucket: media, endpoint: "https://192.168.1.20:9000"}}}',
    says: [],
  },
  {
    rule: 'mastodon/s3-media-over-http',
    of: 'a volume',
    over: 'home',
    with: '',
    says: [],
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
    rule: 'mastodon/startup-budget-too-short',
    of: 'a role that nothing fills',
    over: 'one-node',
    with: 'mastodon: {media: {volume: {on: shared}}, web: {probes: {startup: {periodSeconds: 5, failureThreshold: 10}}}}',
    says: [],
  },
  {
    rule: 'mastodon/startup-budget-too-short',
    of: 'Sidekiq and streaming',
    over: 'home',
    with: 'mastodon: {sidekiq: {probes: {startup: {failureThreshold: 10}}}, streaming: {probes: {startup: {failureThreshold: 10}}}}',
    says: [
      'error at mastodon.streaming.probes.startup: the startup probe kills streaming after 50 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
      'error at mastodon.sidekiq.probes.startup: the startup probe kills sidekiq after 50 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
    ],
  },
  {
    rule: 'mastodon/startup-budget-too-short',
    of: 'a slow start that is too quick',
    over: 'home',
    with: 'mastodon: {slowStart: 60s}',
    says: [
      'error at mastodon.web.slowStart: the startup probe kills web after 60 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
      'error at mastodon.streaming.slowStart: the startup probe kills streaming after 60 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
      'error at mastodon.sidekiq.slowStart: the startup probe kills sidekiq after 60 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
    ],
  },
  {
    rule: 'mastodon/startup-budget-too-short',
    of: 'exactly enough',
    over: 'home',
    with: 'mastodon: {web: {probes: {startup: {periodSeconds: 5, failureThreshold: 48}}}}',
    says: [],
  },
  {
    rule: 'mastodon/startup-budget-too-short',
    of: 'one attempt fewer',
    over: 'home',
    with: 'mastodon: {web: {probes: {startup: {periodSeconds: 5, failureThreshold: 47}}}}',
    says: [
      'error at mastodon.web.probes.startup: the startup probe kills web after 235 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
    ],
  },
  {
    rule: 'mastodon/startup-budget-too-short',
    of: 'no startup probe',
    over: 'home',
    with: 'mastodon: {web: {probes: {startup: {enabled: false}}}}',
    says: [
      'error at mastodon.web.probes.startup: the liveness probe kills web after 60 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
    ],
  },
  {
    rule: 'mastodon/startup-budget-too-short',
    of: 'no probe that kills',
    over: 'home',
    with: 'mastodon: {web: {probes: {startup: {enabled: false}, liveness: {enabled: false}}}}',
    says: [],
  },
  {
    rule: 'mastodon/startup-budget-too-short',
    of: 'nothing replicated',
    over: 'home',
    with: 'mastodon: {media: {volume: {on: perNode, node: alpha}}, web: {probes: {startup: {periodSeconds: 5, failureThreshold: 10}}}}',
    says: [],
  },
  {
    rule: 'mastodon/startup-budget-too-short',
    of: 'nothing replicated and no startup probe',
    over: 'home',
    with: 'mastodon: {media: {volume: {on: perNode, node: alpha}}, web: {probes: {startup: {enabled: false}}}}',
    says: [
      'error at mastodon.web.probes.startup: the liveness probe kills web after 60 s; allowed: 240 s or more, or no probe that kills',
    ],
  },
  {
    rule: 'mastodon/startup-budget-too-short',
    of: 'a replicated database alone',
    over: 'home',
    with: `database: {engine: standalone, on: replicated}
mastodon: {media: {volume: {on: perNode, node: alpha}}, web: {probes: {startup: {periodSeconds: 5, failureThreshold: 10}}}}`,
    says: [
      'error at mastodon.web.probes.startup: the startup probe kills web after 50 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
    ],
  },
  {
    rule: 'mastodon/startup-budget-too-short',
    of: 'a replicated Redis alone',
    over: 'home',
    with: `redis: {mode: single, on: replicated}
mastodon: {media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.org"}}, web: {probes: {startup: {periodSeconds: 5, failureThreshold: 10}}}}`,
    says: [
      'error at mastodon.web.probes.startup: the startup probe kills web after 50 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
    ],
  },
  {
    rule: 'mastodon/startup-budget-too-short',
    of: 'one copy',
    over: 'home',
    with: `storage: {shared: {copies: 1}}
mastodon: {web: {probes: {startup: {periodSeconds: 5, failureThreshold: 10}}}}`,
    says: [],
  },
  {
    rule: 'mastodon/startup-budget-too-short',
    of: 'a role left to its default',
    over: 'home',
    with: `storage: {shared: null}
mastodon: {media: {volume: {on: shared}}, web: {probes: {startup: {periodSeconds: 5, failureThreshold: 10}}}}`,
    says: [
      'error at mastodon.web.probes.startup: the startup probe kills web after 50 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
    ],
  },
  {
    rule: 'mastodon/startup-budget-too-short',
    of: 'groups',
    over: 'home',
    with: 'mastodon: {sidekiq: {instances: null, probes: {startup: {failureThreshold: 10}}, groups: [{name: all, queues: ["default,8", "push,6", "ingress,4", "mailers,2", pull, fasp]}, {name: scheduler, queues: [scheduler]}]}}',
    says: [
      'error at mastodon.sidekiq.groups[0].probes.startup: the startup probe kills sidekiq-all after 50 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
      'error at mastodon.sidekiq.groups[1].probes.startup: the startup probe kills sidekiq-scheduler after 50 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
    ],
  },
  {
    rule: 'mastodon/version-too-old',
    says: ['error at mastodon.version: Mastodon v4.3.9; allowed: v4.4.0 and newer'],
  },
  {
    rule: 'mastodon/version-too-old',
    of: 'the oldest that is allowed',
    over: 'home',
    with: 'mastodon: {version: v4.4.0}',
    says: [],
  },
  {
    rule: 'mastodon/version-too-old',
    of: 'a major version before',
    over: 'home',
    with: 'mastodon: {version: v3.9.9}',
    says: ['error at mastodon.version: Mastodon v3.9.9; allowed: v4.4.0 and newer'],
  },
  {
    rule: 'mastodon/version-too-old',
    of: 'a major version later',
    over: 'home',
    with: 'mastodon: {version: v5.0.0}',
    says: [],
  },
  {
    rule: 'mastodon/image-lacks-architecture',
    says: [
      'error at mastodon.web.image: registry.example.org/mastodon:v4.7.2-amd64 is for amd64, and node gamma is arm64; allowed: images for every node',
    ],
  },
  {
    rule: 'mastodon/image-lacks-architecture',
    of: 'one for the other',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, arch: arm64}
mastodon: {streaming: {image: "registry.example.org/streaming:v4.7.2-arm64"}}`,
    says: [
      'error at mastodon.streaming.image: registry.example.org/streaming:v4.7.2-arm64 is for arm64, and node alpha is amd64; allowed: images for every node',
    ],
  },
  {
    rule: 'mastodon/image-lacks-architecture',
    of: 'nodes of one kind',
    over: 'home',
    with: 'mastodon: {web: {image: "registry.example.org/mastodon:v4.7.2-amd64"}}',
    says: [],
  },
  {
    rule: 'mastodon/image-lacks-architecture',
    of: 'an image that nobody knows',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, arch: arm64}
mastodon: {web: {image: "registry.example.org/mastodon:v4.7.2"}}`,
    says: [],
  },
  {
    rule: 'mastodon/image-architecture-unknown',
    says: [
      'warning at mastodon.web.image: nobody here knows whether registry.example.org/mastodon:v4.7.2 exists for arm64, as node gamma is',
    ],
  },
  {
    rule: 'mastodon/image-architecture-unknown',
    of: 'nodes of one kind',
    over: 'home',
    with: 'mastodon: {web: {image: "registry.example.org/mastodon:v4.7.2"}}',
    says: [],
  },
  {
    rule: 'mastodon/image-architecture-unknown',
    of: 'two of three',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, arch: arm64}
mastodon: {sidekiq: {image: "registry.example.org/mastodon:v4.7.2"}, streaming: {image: "registry.example.org/streaming:v4.7.2"}}`,
    says: [
      'warning at mastodon.streaming.image: nobody here knows whether registry.example.org/streaming:v4.7.2 exists for arm64, as node gamma is',
      'warning at mastodon.sidekiq.image: nobody here knows whether registry.example.org/mastodon:v4.7.2 exists for arm64, as node gamma is',
    ],
  },
  {
    rule: 'mastodon/mail-password-in-clear',
    says: ['error at mastodon.smtp.tls: login without TLS; allowed: starttls or tls'],
  },
  {
    rule: 'mastodon/mail-password-in-clear',
    of: 'with TLS',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'mastodon/home-host-without-lan-service',
    says: [
      'error at mastodon.smtp.server: relay.lan is a name of the home network, and port 25 is open to no host there; allowed: hosts under network.lanServices',
    ],
  },
  {
    rule: 'mastodon/home-host-without-lan-service',
    of: 'a public host',
    over: 'home',
    with: 'mastodon: {smtp: {server: smtp.example.net, port: 25, anonymous: true}}',
    says: [],
  },
  {
    rule: 'mastodon/home-host-without-lan-service',
    of: 'another port',
    over: 'home',
    with: `network: {lanServices: [{name: relay, address: 192.168.1.9, port: 26}]}
mastodon: {smtp: {server: relay.lan, port: 25, anonymous: true}}`,
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
    rule: 'mastodon/private-address-closed',
    of: 'two, of which one is open',
    over: 'home',
    with: `network: {lanServices: [{name: n, address: 192.168.1.20, port: 443}]}
mastodon: {env: {ALLOWED_PRIVATE_ADDRESSES: "192.168.1.20, 192.168.1.21"}}`,
    says: [
      'error at mastodon.env.ALLOWED_PRIVATE_ADDRESSES: 192.168.1.21 lies in the home network, where no host is open; allowed: hosts under network.lanServices',
    ],
  },
  {
    rule: 'mastodon/private-address-closed',
    of: 'a list without commas',
    over: 'home',
    with: 'mastodon: {env: {ALLOWED_PRIVATE_ADDRESSES: "192.168.1.20  192.168.1.21"}}',
    says: [
      'error at mastodon.env.ALLOWED_PRIVATE_ADDRESSES: 192.168.1.20 lies in the home network, where no host is open; allowed: hosts under network.lanServices',
      'error at mastodon.env.ALLOWED_PRIVATE_ADDRESSES: 192.168.1.21 lies in the home network, where no host is open; allowed: hosts under network.lanServices',
    ],
  },
  {
    rule: 'mastodon/private-address-closed',
    of: 'somewhere else',
    over: 'home',
    with: 'mastodon: {env: {ALLOWED_PRIVATE_ADDRESSES: 10.9.9.9}}',
    says: [],
  },
  {
    rule: 'mastodon/private-address-closed',
    of: 'no address',
    over: 'home',
    with: 'mastodon: {env: {ALLOWED_PRIVATE_ADDRESSES: nas}}',
    says: [],
  },
  {
    rule: 'mastodon/private-address-closed',
    of: 'the other family',
    over: 'home',
    with: 'mastodon: {env: {ALLOWED_PRIVATE_ADDRESSES: "fd00::1"}}',
    says: [],
  },
  {
    rule: 'mastodon/private-address-closed',
    of: 'nothing declared',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'mastodon/host-out-of-reach',
    says: [
      'error at mastodon.env.OTEL_EXPORTER_OTLP_ENDPOINT: localhost with port 4318: it is the pod itself, in which nothing else runs; allowed: hosts and ports that pods can reach | name the host on which the service runs',
    ],
  },
  {
    rule: 'mastodon/host-out-of-reach',
    of: 'a host at home that nobody declared',
    over: 'home',
    with: 'mastodon: {smtp: {server: relay.lan, port: 25, anonymous: true}}',
    says: [],
  },
  {
    rule: 'mastodon/host-out-of-reach',
    of: 'itself by address',
    over: 'home',
    with: 'mastodon: {smtp: {server: 127.0.0.1, port: 25, anonymous: true}}',
    says: [
      'error at mastodon.smtp.server: 127.0.0.1 with port 25: it is the pod itself, in which nothing else runs; allowed: hosts and ports that pods can reach | name the host on which the service runs',
    ],
  },
  {
    rule: 'mastodon/host-unreadable',
    says: [
      'error at mastodon.env.http_proxy: http_proxy names no server; allowed: an address like https://host.example.org:8443',
    ],
  },
  {
    rule: 'mastodon/host-unreadable',
    of: 'a host in a Secret',
    over: 'home',
    with: 'mastodon: {envFromSecrets: {REPLICA_DATABASE_URL: {name: replica, key: url}}}',
    says: [],
  },
  {
    rule: 'mastodon/host-unreadable',
    of: 'nothing of that kind',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'mastodon/host-in-secret',
    says: [
      'error at mastodon.envFromSecrets.REPLICA_DATABASE_URL: REPLICA_DATABASE_URL lies in a Secret and names a host; allowed: hosts in mastodon.env',
    ],
  },
  {
    rule: 'mastodon/host-in-secret',
    of: 'with a service at home',
    over: 'home',
    with: `network: {lanServices: [{name: relay, address: 192.168.1.9, port: 25}]}
mastodon: {envFromSecrets: {REPLICA_DATABASE_URL: {name: replica, key: url}}}`,
    says: [],
  },
  {
    rule: 'mastodon/host-in-secret',
    of: 'an unreadable one',
    over: 'home',
    with: 'mastodon: {env: {http_proxy: "192.168.1.20:3128"}}',
    says: [],
  },
  {
    rule: 'mastodon/beyond-chart',
    says: ['error at mastodon.web.probes: probes of web; mastodon/chart fixes them'],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'nothing beyond mastodon/chart',
    over: 'home',
    with: 'mastodon: {by: mastodon/chart}',
    says: [],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/chart: slow start',
    over: 'home',
    with: 'mastodon: {by: mastodon/chart, slowStart: 300s}',
    says: [
      'error at mastodon.web.slowStart: web may start for 300 s; mastodon/chart fixes its probes',
      'error at mastodon.streaming.slowStart: streaming may start for 300 s; mastodon/chart fixes its probes',
      'error at mastodon.sidekiq.slowStart: sidekiq-all may start for 300 s; mastodon/chart fixes its probes',
    ],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/chart: probes of Sidekiq',
    over: 'home',
    with: 'mastodon: {by: mastodon/chart, sidekiq: {probes: {liveness: {failureThreshold: 100}}}}',
    says: ['error at mastodon.sidekiq.probes: probes of sidekiq-all; mastodon/chart fixes them'],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/chart: uploads',
    over: 'home',
    with: 'mastodon: {by: mastodon/chart, uploadTime: 20m}',
    says: ['error at mastodon.uploadTime: uploads of 1200 s; pods of mastodon/chart end after 30 s'],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/chart: monitoring',
    over: 'home',
    with: `mastodon: {by: mastodon/chart}
monitoring: {enabled: true}`,
    says: ['error at monitoring: monitoring; pods of mastodon/chart are not looked at'],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/chart: delivery by Flux',
    over: 'home',
    with: `mastodon: {by: mastodon/chart}
delivery: {by: flux, repository: "https://git.example.org/home.git"}`,
    says: ['error at delivery: delivery by flux; mastodon/chart is installed by helm, after mastodon/'],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/chart: a bucket without endpoint',
    over: 'home',
    with: 'mastodon: {by: mastodon/chart, media: {volume: null, s3: {bucket: media, region: eu-1}}}',
    says: [
      'error at mastodon.media.s3: a bucket without endpoint; mastodon/chart always sets one | name the endpoint: https://s3.<region>.amazonaws.com for AWS',
    ],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/chart: a bucket with endpoint',
    over: 'home',
    with: 'mastodon: {by: mastodon/chart, media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.org"}}}',
    says: [],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/chart: a Redis without password',
    over: 'home',
    with: `redis: {mode: external, host: redis.example.org, addresses: [192.0.2.10/32]}
mastodon: {by: mastodon/chart}`,
    says: [
      'error at redis: a Redis without password; every pod of mastodon/chart reads one from a Secret | give Redis a password, and name its Secret in redis.secret',
    ],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/chart: media of one node',
    over: 'home',
    with: 'mastodon: {by: mastodon/chart, media: {volume: {on: replicated}}}',
    says: [],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/chart: search without user',
    over: 'home',
    with: `search: {engine: elasticsearch}
mastodon: {by: mastodon/chart}`,
    says: [],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/chart: search elsewhere with user',
    over: 'home',
    with: `search: {engine: external, host: search.example.org, addresses: [192.0.2.10/32], user: m, secret: search}
mastodon: {by: mastodon/chart}`,
    says: [],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/chart: settings that it writes itself',
    over: 'home',
    with: 'mastodon: {by: mastodon/chart, env: {SINGLE_USER_MODE: "true", S3_ENABLED: "true", ES_PREFIX: m, SMTP_DOMAIN: example.org, DB_POOL: "5", RAILS_ENV: production, AUTHORIZED_FETCH: "true"}}',
    says: [],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/chart: secrets',
    over: 'home',
    with: 'mastodon: {by: mastodon/chart, envFromSecrets: {DEEPL_API_KEY: {name: deepl, key: api-key}, CACHE_BUSTER_SECRET: {name: x, key: y}, SMTP_PASSWORD: {name: x, key: y}, LDAP_PASSWORD: {name: x, key: y}}}',
    says: [
      "error at mastodon.envFromSecrets.CACHE_BUSTER_SECRET: CACHE_BUSTER_SECRET is key y of Secret x; mastodon/chart reads Secret mastodon-secrets alone, keys by their settings' names | put the value into Secret mastodon-secrets as CACHE_BUSTER_SECRET, and declare {name: mastodon-secrets, key: CACHE_BUSTER_SECRET}",
      "error at mastodon.envFromSecrets.SMTP_PASSWORD: SMTP_PASSWORD is key y of Secret x; mastodon/chart reads Secret mastodon-secrets alone, keys by their settings' names | put the value into Secret mastodon-secrets as SMTP_PASSWORD, and declare {name: mastodon-secrets, key: SMTP_PASSWORD}",
      "error at mastodon.envFromSecrets.LDAP_PASSWORD: LDAP_PASSWORD is key y of Secret x; mastodon/chart reads Secret mastodon-secrets alone, keys by their settings' names | put the value into Secret mastodon-secrets as LDAP_PASSWORD, and declare {name: mastodon-secrets, key: LDAP_PASSWORD}",
    ],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/chart: a secret of its place',
    over: 'home',
    with: 'mastodon: {by: mastodon/chart, envFromSecrets: {DEEPL_API_KEY: {name: mastodon-keys, key: DEEPL_API_KEY}, LDAP_PASSWORD: {name: mastodon-keys, key: other}}}',
    says: [
      "error at mastodon.envFromSecrets.LDAP_PASSWORD: LDAP_PASSWORD is key other of Secret mastodon-keys; mastodon/chart reads Secret mastodon-secrets alone, keys by their settings' names | put the value into Secret mastodon-secrets as LDAP_PASSWORD, and declare {name: mastodon-secrets, key: LDAP_PASSWORD}",
    ],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'nothing beyond mastodon/helm-charts',
    over: 'home',
    with: 'mastodon: {by: mastodon/helm-charts}',
    says: [],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/helm-charts: slow start',
    over: 'home',
    with: 'mastodon: {by: mastodon/helm-charts, slowStart: 300s}',
    says: [
      'error at mastodon.web.slowStart: web may start for 300 s; mastodon/helm-charts fixes its probes',
      'error at mastodon.streaming.slowStart: streaming may start for 300 s; mastodon/helm-charts fixes its probes',
      'error at mastodon.sidekiq.slowStart: sidekiq-all may start for 300 s; mastodon/helm-charts fixes its probes',
    ],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/helm-charts: probes of Sidekiq',
    over: 'home',
    with: 'mastodon: {by: mastodon/helm-charts, sidekiq: {probes: {liveness: {failureThreshold: 100}}}}',
    says: ['error at mastodon.sidekiq.probes: probes of sidekiq-all; mastodon/helm-charts fixes them'],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/helm-charts: uploads',
    over: 'home',
    with: 'mastodon: {by: mastodon/helm-charts, uploadTime: 20m}',
    says: ['error at mastodon.uploadTime: uploads of 1200 s; pods of mastodon/helm-charts end after 30 s'],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/helm-charts: monitoring',
    over: 'home',
    with: `mastodon: {by: mastodon/helm-charts}
monitoring: {enabled: true}`,
    says: ['error at monitoring: monitoring; pods of mastodon/helm-charts are not looked at'],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/helm-charts: delivery by Flux',
    over: 'home',
    with: `mastodon: {by: mastodon/helm-charts}
delivery: {by: flux, repository: "https://git.example.org/home.git"}`,
    says: ['error at delivery: delivery by flux; mastodon/helm-charts is installed by helm, after mastodon/'],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/helm-charts: a bucket without endpoint',
    over: 'home',
    with: 'mastodon: {by: mastodon/helm-charts, media: {volume: null, s3: {bucket: media, region: eu-1}}}',
    says: [
      'error at mastodon.media.s3: a bucket without endpoint; mastodon/helm-charts always sets one | name the endpoint: https://s3.<region>.amazonaws.com for AWS',
    ],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/helm-charts: a bucket with endpoint',
    over: 'home',
    with: 'mastodon: {by: mastodon/helm-charts, media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.org"}}}',
    says: [],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/helm-charts: a Redis without password',
    over: 'home',
    with: `redis: {mode: external, host: redis.example.org, addresses: [192.0.2.10/32]}
mastodon: {by: mastodon/helm-charts}`,
    says: [
      'error at redis: a Redis without password; every pod of mastodon/helm-charts reads one from a Secret | give Redis a password, and name its Secret in redis.secret',
    ],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/helm-charts: media of one node',
    over: 'home',
    with: 'mastodon: {by: mastodon/helm-charts, media: {volume: {on: replicated}}}',
    says: [
      'error at mastodon.media.volume: media on a volume for one node; mastodon/helm-charts wants one that several nodes mount, or a bucket | put media on a shared role or into S3, or declare by: manifests',
    ],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/helm-charts: search without user',
    over: 'home',
    with: `search: {engine: elasticsearch}
mastodon: {by: mastodon/helm-charts}`,
    says: [
      'error at search: a search server that asks for no user; mastodon/helm-charts always reads one from a Secret | declare engine: none, or external with user and secret',
    ],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/helm-charts: search elsewhere with user',
    over: 'home',
    with: `search: {engine: external, host: search.example.org, addresses: [192.0.2.10/32], user: m, secret: search}
mastodon: {by: mastodon/helm-charts}`,
    says: [],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/helm-charts: settings that it writes itself',
    over: 'home',
    with: 'mastodon: {by: mastodon/helm-charts, env: {SINGLE_USER_MODE: "true", S3_ENABLED: "true", ES_PREFIX: m, SMTP_DOMAIN: example.org, DB_POOL: "5", RAILS_ENV: production, AUTHORIZED_FETCH: "true"}}',
    says: [],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/helm-charts: secrets',
    over: 'home',
    with: 'mastodon: {by: mastodon/helm-charts, envFromSecrets: {DEEPL_API_KEY: {name: deepl, key: api-key}, CACHE_BUSTER_SECRET: {name: x, key: y}, SMTP_PASSWORD: {name: x, key: y}, LDAP_PASSWORD: {name: x, key: y}}}',
    says: [
      'error at mastodon.envFromSecrets.SMTP_PASSWORD: SMTP_PASSWORD from a Secret; mastodon/helm-charts reads DEEPL_API_KEY, HCAPTCHA_SECRET_KEY, CACHE_BUSTER_SECRET alone',
      'error at mastodon.envFromSecrets.LDAP_PASSWORD: LDAP_PASSWORD from a Secret; mastodon/helm-charts reads DEEPL_API_KEY, HCAPTCHA_SECRET_KEY, CACHE_BUSTER_SECRET alone',
    ],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'mastodon/helm-charts: a secret of its place',
    over: 'home',
    with: 'mastodon: {by: mastodon/helm-charts, envFromSecrets: {DEEPL_API_KEY: {name: mastodon-keys, key: DEEPL_API_KEY}, LDAP_PASSWORD: {name: mastodon-keys, key: other}}}',
    says: [
      'error at mastodon.envFromSecrets.LDAP_PASSWORD: LDAP_PASSWORD from a Secret; mastodon/helm-charts reads DEEPL_API_KEY, HCAPTCHA_SECRET_KEY, CACHE_BUSTER_SECRET alone',
    ],
  },
  {
    rule: 'mastodon/beyond-chart',
    of: 'our own manifests',
    over: 'home',
    with: 'mastodon: {slowStart: 300s}',
    says: [],
  },
  {
    rule: 'mastodon/bitnami-without-chart',
    says: [
      'error at database.engine: bitnami for database, and Mastodon by manifests; allowed with mastodon/chart alone',
    ],
  },
  {
    rule: 'mastodon/bitnami-without-chart',
    of: 'all three',
    over: 'home',
    with: `database: {engine: bitnami, on: replicated}
redis: {mode: bitnami, on: replicated}
search: {engine: bitnami, on: replicated}
backup: none`,
    says: [
      'error at database.engine: bitnami for database, and Mastodon by manifests; allowed with mastodon/chart alone',
      'error at redis.mode: bitnami for redis, and Mastodon by manifests; allowed with mastodon/chart alone',
      'error at search.engine: bitnami for search, and Mastodon by manifests; allowed with mastodon/chart alone',
    ],
  },
  {
    rule: 'mastodon/bitnami-without-chart',
    of: 'another chart',
    over: 'home',
    with: `database: {engine: bitnami, on: replicated}
mastodon: {by: mastodon/helm-charts}
backup: none`,
    says: [
      'error at database.engine: bitnami for database, and Mastodon by mastodon/helm-charts; allowed with mastodon/chart alone',
    ],
  },
  {
    rule: 'mastodon/bitnami-without-chart',
    of: 'none',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'mastodon/bitnami-without-restore',
    says: ["error at backup: a backup of Bitnami's PostgreSQL; allowed: backup: none"],
  },
  {
    rule: 'mastodon/bitnami-without-restore',
    of: 'no backup',
    over: 'home',
    with: `database: {engine: bitnami, on: replicated}
mastodon: {by: mastodon/chart}
backup: none`,
    says: [],
  },
  {
    rule: 'mastodon/bitnami-without-restore',
    of: 'a backup of another',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'mastodon/release-like-a-server',
    says: ['error at name: release my-redis with sub-chart redis: its pods would not be found'],
  },
  {
    rule: 'mastodon/release-like-a-server',
    of: 'a database',
    over: 'home',
    with: `name: my-postgresql
database: {engine: bitnami, on: replicated}
redis: {mode: bitnami, on: replicated}
mastodon: {by: mastodon/chart}`,
    says: ['error at name: release my-postgresql with sub-chart postgresql: its pods would not be found'],
  },
  {
    rule: 'mastodon/release-like-a-server',
    of: 'search',
    over: 'home',
    with: `name: elasticsearch
search: {engine: bitnami, on: replicated}
mastodon: {by: mastodon/chart}`,
    says: ['error at name: release elasticsearch with sub-chart elasticsearch: its pods would not be found'],
  },
  {
    rule: 'mastodon/release-like-a-server',
    of: 'no sub-chart',
    over: 'home',
    with: 'name: my-redis',
    says: [],
  },
  {
    rule: 'mastodon/move-needs-backup',
    says: ['error at mastodon.from: a move from mastodon/chart without a backup; allowed: with backup.to'],
  },
  {
    rule: 'mastodon/move-needs-backup',
    of: 'no move',
    over: 'home',
    with: 'backup: none',
    says: [],
  },
  {
    rule: 'mastodon/chart-version-unknown',
    says: ['error at mastodon.chartVersion: mastodon/chart 5.1.0, whose keys are not known; allowed: 6.9.3'],
  },
  {
    rule: 'mastodon/chart-version-unknown',
    of: 'the other chart',
    over: 'home',
    with: 'mastodon: {by: mastodon/helm-charts, chartVersion: "0.0.1"}',
    says: ['error at mastodon.chartVersion: mastodon/helm-charts 0.0.1, whose keys are not known; allowed: 1.0.2'],
  },
  {
    rule: 'mastodon/chart-version-unknown',
    of: 'no version',
    over: 'home',
    with: 'mastodon: {by: mastodon/chart}',
    says: [],
  },
  {
    rule: 'mastodon/chart-version-unknown',
    of: 'no chart',
    over: 'home',
    with: 'mastodon: {chartVersion: "0.0.1"}',
    says: [],
  },
  {
    rule: 'mastodon/by-chart',
    says: [
      'warning at mastodon.by: web is killed 165 s into a slow start and streaming after 80 s, which replicated volumes may need after a node loss',
      'warning at mastodon.by: an empty volume hides what the image has in public/assets, e.g. its error pages',
    ],
  },
  {
    rule: 'mastodon/by-chart',
    of: 'with sub-charts',
    over: 'home',
    with: `database: {engine: bitnami, on: replicated}
redis: {mode: bitnami, on: replicated}
mastodon: {by: mastodon/chart}
backup: none`,
    says: [
      'warning at mastodon.by: mastodon/chart is deprecated: it gets no updates after 2026',
      'warning at mastodon.by: web is killed 165 s into a slow start and streaming after 80 s, which replicated volumes may need after a node loss',
      'warning at mastodon.by: an empty volume hides what the image has in public/assets, e.g. its error pages',
      "warning at database.engine: Bitnami's images of these versions lie in bitnamilegacy since 2025 and get no more updates",
      "warning at redis.mode: Bitnami's images of these versions lie in bitnamilegacy since 2025 and get no more updates",
    ],
  },
  {
    rule: 'mastodon/by-chart',
    of: 'no chart',
    over: 'home',
    with: '',
    says: [],
  },
];
