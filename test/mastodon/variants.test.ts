import { toYaml } from '../../lib/output/yaml';
import { auditOf } from '../support/audit';
import { objectsOf, shipped } from '../support/site';

const twoNodes = `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
storage: null
database: null
redis: null
mastodon: {media: null, web: null, streaming: null, sidekiq: null}`;

const groups = `mastodon:
  sidekiq:
    instances: null
    groups:
      - {name: main, queues: [default, push, ingress, fasp], instances: 2}
      - {name: slow, queues: [pull, mailers], image: "ghcr.io/glitch-soc/mastodon:v4.7.2"}
      - {name: scheduler, queues: [scheduler]}`;

test.each([
  ['two nodes', 'home', twoNodes],
  ['media that one node mounts, on a volume that moves', 'home', 'mastodon: {media: {volume: {on: replicated}}}'],
  ['groups of queues', 'home', groups],
  [
    'everything at somebody else',
    'home',
    `database: {engine: external, host: db.example.org, addresses: [203.0.113.5/32]}
redis: {mode: external, host: 192.168.1.20, addresses: [192.168.1.20/32]}
search: {engine: external, host: search.example.org, addresses: [203.0.113.6/32], secret: search, user: mastodon}
mastodon: {media: {volume: null, s3: {bucket: media}}}`,
  ],
  ['search and monitoring', 'home', 'search: {engine: elasticsearch}\nmonitoring: {enabled: true}'],
  [
    'no upkeep',
    'one-node',
    'mastodon: {upkeep: {removeRemoteMedia: {enabled: false}, removePreviewCards: {enabled: false}}}',
  ],
  [
    'no probes',
    'one-node',
    'mastodon: {web: {probes: {startup: {enabled: false}, liveness: {enabled: false}, readiness: {enabled: false}}}}',
  ],
] as const)('%s: every reference has its object, every connection is open', (_what, over, overlay) => {
  const site = shipped(over, overlay);
  expect(auditOf(site)).toEqual([]);
  // An empty list is left out by the API server, so every apply would report a change.
  for (const { json } of objectsOf(site)) expect(toYaml(json)).not.toMatch(/undefined|\[object|: \[\]$/m);
});
