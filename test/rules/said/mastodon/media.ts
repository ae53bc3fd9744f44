import type { Said } from '../../said';
import { nodes } from '../nodes';

export const mastodonMedia: Readonly<Record<string, readonly Said[]>> = {
  'mastodon/unknown-node': [
    { says: ['error at mastodon.media.volume.node: media on node omega; allowed: alpha'] },
    {
      of: 'a bucket',
      over: 'home',
      with: 'mastodon: {media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.org"}}}',
      says: [],
    },
    {
      of: 'a node without ordinary pods',
      over: 'home',
      with: `${nodes('alpha', 'beta, controlPlane: false', 'gamma, controlPlane: false')}
  distribution: kubeadm
mastodon: {media: {volume: {on: perNode, node: alpha}}}`,
      says: ['error at mastodon.media.volume.node: media on node alpha; allowed: beta, gamma'],
    },
  ],
  'mastodon/instances-on-one-node': [
    {
      says: [
        'warning at mastodon.web: several pods of web with media on a volume for one node: they all run on that node; useful: 1, or media that several nodes mount',
      ],
    },
    {
      of: 'Sidekiq alone',
      with: 'mastodon: {web: {instances: 1}, media: {volume: {on: replicated}}}',
      says: [
        'warning at mastodon.sidekiq: several pods of sidekiq with media on a volume for one node: they all run on that node; useful: 1, or media that several nodes mount',
      ],
    },
    {
      of: 'one of each',
      with: 'mastodon: {web: {instances: 1}, sidekiq: {instances: 1}, media: {volume: {on: replicated}}}',
      says: [],
    },
    {
      of: 'one node',
      with: `${nodes('alpha')}
mastodon: {media: {volume: {on: replicated}}}`,
      says: [],
    },
    {
      of: 'two nodes',
      with: `${nodes('alpha', 'beta')}
mastodon: {media: {volume: {on: replicated}}}`,
      says: [
        'warning at mastodon.web: several pods of web with media on a volume for one node: they all run on that node; useful: 1, or media that several nodes mount',
      ],
    },
    {
      of: 'a group of several',
      with: 'mastodon: {web: {instances: 1}, sidekiq: {instances: null, groups: [{name: all, instances: 3, queues: [default, push, ingress, mailers, pull, fasp]}, {name: scheduler, queues: [scheduler]}]}, media: {volume: {on: replicated}}}',
      says: [
        'warning at mastodon.sidekiq: several pods of sidekiq with media on a volume for one node: they all run on that node; useful: 1, or media that several nodes mount',
      ],
    },
  ],
  'mastodon/s3-media-over-http': [
    {
      says: [
        'error at mastodon.media.s3.endpoint: browsers would load media from http://192.168.1.20:9000; allowed: HTTPS',
      ],
    },
    {
      of: 'by HTTPS',
      with: 'mastodon: {media: {volume: null, s3: {bucket: media, endpoint: "https://192.168.1.20:9000"}}}',
      says: [],
    },
    { of: 'a volume', with: '', says: [] },
  ],
  'mastodon/start-empty-left-on': [
    { says: ['warning at mastodon.startEmpty: an empty database beside existing media is initialised; safe: false'] },
  ],
};
