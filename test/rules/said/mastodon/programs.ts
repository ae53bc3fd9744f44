import type { Said } from '../../said';
import { nodes } from '../nodes';

export const mastodonPrograms: Readonly<Record<string, readonly Said[]>> = {
  'mastodon/startup-budget-too-short': [
    {
      says: [
        'error at mastodon.web.probes.startup: the startup probe kills web after 50 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
      ],
    },
    {
      of: 'a role that nothing fills',
      over: 'one-node',
      with: 'mastodon: {media: {volume: {on: shared}}, web: {probes: {startup: {periodSeconds: 5, failureThreshold: 10}}}}',
      says: [],
    },
    {
      of: 'Sidekiq and streaming',
      with: 'mastodon: {sidekiq: {probes: {startup: {failureThreshold: 10}}}, streaming: {probes: {startup: {failureThreshold: 10}}}}',
      says: [
        'error at mastodon.streaming.probes.startup: the startup probe kills streaming after 50 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
        'error at mastodon.sidekiq.probes.startup: the startup probe kills sidekiq after 50 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
      ],
    },
    {
      of: 'a slow start that is too quick',
      with: 'mastodon: {slowStart: 60s}',
      says: [
        'error at mastodon.web.slowStart: the startup probe kills web after 60 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
        'error at mastodon.streaming.slowStart: the startup probe kills streaming after 60 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
        'error at mastodon.sidekiq.slowStart: the startup probe kills sidekiq after 60 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
      ],
    },
    {
      of: 'exactly enough',
      with: 'mastodon: {web: {probes: {startup: {periodSeconds: 5, failureThreshold: 48}}}}',
      says: [],
    },
    {
      of: 'one attempt fewer',
      with: 'mastodon: {web: {probes: {startup: {periodSeconds: 5, failureThreshold: 47}}}}',
      says: [
        'error at mastodon.web.probes.startup: the startup probe kills web after 235 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
      ],
    },
    {
      of: 'no startup probe',
      with: 'mastodon: {web: {probes: {startup: {enabled: false}}}}',
      says: [
        'error at mastodon.web.probes.startup: the liveness probe kills web after 60 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
      ],
    },
    {
      of: 'no probe that kills',
      with: 'mastodon: {web: {probes: {startup: {enabled: false}, liveness: {enabled: false}}}}',
      says: [],
    },
    {
      of: 'nothing replicated',
      with: 'mastodon: {media: {volume: {on: perNode, node: alpha}}, web: {probes: {startup: {periodSeconds: 5, failureThreshold: 10}}}}',
      says: [],
    },
    {
      of: 'nothing replicated and no startup probe',
      with: 'mastodon: {media: {volume: {on: perNode, node: alpha}}, web: {probes: {startup: {enabled: false}}}}',
      says: [
        'error at mastodon.web.probes.startup: the liveness probe kills web after 60 s; allowed: 240 s or more, or no probe that kills',
      ],
    },
    {
      of: 'a replicated database alone',
      with: `database: {engine: standalone, on: replicated}
mastodon: {media: {volume: {on: perNode, node: alpha}}, web: {probes: {startup: {periodSeconds: 5, failureThreshold: 10}}}}`,
      says: [
        'error at mastodon.web.probes.startup: the startup probe kills web after 50 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
      ],
    },
    {
      of: 'a replicated Redis alone',
      with: `redis: {mode: single, on: replicated}
mastodon: {media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.org"}}, web: {probes: {startup: {periodSeconds: 5, failureThreshold: 10}}}}`,
      says: [
        'error at mastodon.web.probes.startup: the startup probe kills web after 50 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
      ],
    },
    {
      of: 'one copy',
      with: `storage: {shared: {copies: 1}}
mastodon: {web: {probes: {startup: {periodSeconds: 5, failureThreshold: 10}}}}`,
      says: [],
    },
    {
      of: 'a role left to its default',
      with: `storage: {shared: null}
mastodon: {media: {volume: {on: shared}}, web: {probes: {startup: {periodSeconds: 5, failureThreshold: 10}}}}`,
      says: [
        'error at mastodon.web.probes.startup: the startup probe kills web after 50 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
      ],
    },
    {
      of: 'groups',
      with: 'mastodon: {sidekiq: {instances: null, probes: {startup: {failureThreshold: 10}}, groups: [{name: all, queues: ["default,8", "push,6", "ingress,4", "mailers,2", pull, fasp]}, {name: scheduler, queues: [scheduler]}]}}',
      says: [
        'error at mastodon.sidekiq.groups[0].probes.startup: the startup probe kills sidekiq-all after 50 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
        'error at mastodon.sidekiq.groups[1].probes.startup: the startup probe kills sidekiq-scheduler after 50 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
      ],
    },
    {
      of: 'a quick start without startup probe',
      with: 'mastodon: {slowStart: 60s, web: {probes: {startup: {enabled: false}}}}',
      says: [
        'error at mastodon.web.probes.startup: the liveness probe kills web after 60 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
        'error at mastodon.streaming.slowStart: the startup probe kills streaming after 60 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
        'error at mastodon.sidekiq.slowStart: the startup probe kills sidekiq after 60 s while volumes with copies start; allowed: 240 s or more, or no probe that kills',
      ],
    },
  ],
  'mastodon/version-too-old': [
    { says: ['error at mastodon.version: Mastodon v4.3.9; allowed: v4.4.0 and newer'] },
    { of: 'the oldest that is allowed', with: 'mastodon: {version: v4.4.0}', says: [] },
    {
      of: 'a major version before',
      with: 'mastodon: {version: v3.9.9}',
      says: ['error at mastodon.version: Mastodon v3.9.9; allowed: v4.4.0 and newer'],
    },
    { of: 'a major version later', with: 'mastodon: {version: v5.0.0}', says: [] },
  ],
  'mastodon/image-lacks-architecture': [
    {
      says: [
        'error at mastodon.web.image: registry.example.org/mastodon:v4.7.2-amd64 is for amd64, and node gamma is arm64; allowed: images for every node',
      ],
    },
    {
      of: 'one for the other',
      with: `${nodes('alpha', 'beta', 'gamma, arch: arm64')}
mastodon: {streaming: {image: "registry.example.org/streaming:v4.7.2-arm64"}}`,
      says: [
        'error at mastodon.streaming.image: registry.example.org/streaming:v4.7.2-arm64 is for arm64, and node alpha is amd64; allowed: images for every node',
      ],
    },
    {
      of: 'nodes of one kind',
      with: 'mastodon: {web: {image: "registry.example.org/mastodon:v4.7.2-amd64"}}',
      says: [],
    },
    {
      of: 'an image that nobody knows',
      with: `${nodes('alpha', 'beta', 'gamma, arch: arm64')}
mastodon: {web: {image: "registry.example.org/mastodon:v4.7.2"}}`,
      says: [],
    },
  ],
  'mastodon/image-architecture-unknown': [
    {
      says: [
        'warning at mastodon.web.image: nobody here knows whether registry.example.org/mastodon:v4.7.2 exists for arm64, as node gamma is',
      ],
    },
    { of: 'nodes of one kind', with: 'mastodon: {web: {image: "registry.example.org/mastodon:v4.7.2"}}', says: [] },
    {
      of: 'two of three',
      with: `${nodes('alpha', 'beta', 'gamma, arch: arm64')}
mastodon: {sidekiq: {image: "registry.example.org/mastodon:v4.7.2"}, streaming: {image: "registry.example.org/streaming:v4.7.2"}}`,
      says: [
        'warning at mastodon.streaming.image: nobody here knows whether registry.example.org/streaming:v4.7.2 exists for arm64, as node gamma is',
        'warning at mastodon.sidekiq.image: nobody here knows whether registry.example.org/mastodon:v4.7.2 exists for arm64, as node gamma is',
      ],
    },
  ],
  'mastodon/mail-password-in-clear': [
    { says: ['error at mastodon.smtp.tls: login without TLS; allowed: starttls or tls'] },
    { of: 'with TLS', with: '', says: [] },
  ],
};
