import { schedulableNodes } from '../../cluster/cluster';
import type { Rule } from '../../site/rule';
import { mediaVolume } from '../media';
import { mediaPlace } from '../media-place';

const unknownNode: Rule = {
  name: 'mastodon/unknown-node',
  severity: 'error',
  why: 'pods that are pinned to a node which is not there, or takes no pods, are never scheduled',
  source: 'kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node',
  fix: 'name one of cluster.nodes that takes ordinary pods',
  examples: {
    over: 'one-node',
    wrong: 'mastodon: {media: {volume: {node: omega}}}',
    right: 'mastodon: {media: {volume: {node: alpha}}}',
  },
  *check(site) {
    const node = mediaVolume(site)?.volume.node;
    const names = schedulableNodes(site.cluster).map(({ name }) => name);
    if (node !== undefined && !names.includes(node)) {
      yield {
        path: ['mastodon', 'media', 'volume', 'node'],
        message: `media on node ${node}; allowed: ${names.join(', ')}`,
      };
    }
  },
};

const instancesOnOneNode: Rule = {
  name: 'mastodon/instances-on-one-node',
  severity: 'warning',
  why: 'a volume that one node at a time can mount keeps all of web and Sidekiq on that node: more pods fall with it all the same, and each rollout is an outage of a minute',
  source:
    'the article: pods that use the same claim must be on the same node when it is ReadWriteOnce (mastodon/chart#17)',
  fix: 'put media on a shared role or into S3, or declare one instance',
  examples: {
    over: 'home',
    wrong: 'mastodon: {media: {volume: {on: replicated}}}',
    right: 'mastodon: {media: {volume: {on: shared}}}',
  },
  *check(site) {
    if (schedulableNodes(site.cluster).length < 2 || mediaPlace(site.mastodon.media, site.storage) !== 'one-node')
      return;
    const { web, sidekiq } = site.mastodon;
    const more = web.instances > 1 ? 'web' : sidekiq.some(({ instances }) => instances > 1) ? 'sidekiq' : undefined;
    if (more) {
      yield {
        path: ['mastodon', more],
        message: `several pods of ${more} with media on a volume for one node: they all run on that node; useful: 1, or media that several nodes mount`,
      };
    }
  },
};

const mediaOverHttp: Rule = {
  name: 'mastodon/s3-media-over-http',
  severity: 'error',
  why: 'browsers block pictures by http:// on a page by https://: every avatar and attachment would be missing',
  source:
    'developer.mozilla.org: mixed content; mastodon config/initializers/paperclip.rb: S3_PROTOCOL and S3_HOSTNAME make the addresses',
  fix: 'declare hostname or aliasHost, where browsers load media by HTTPS',
  examples: {
    over: 'home',
    wrong: 'mastodon: {media: {volume: null, s3: {bucket: media, endpoint: "http://192.168.1.20:9000"}}}',
    right:
      'mastodon: {media: {volume: null, s3: {bucket: media, endpoint: "http://192.168.1.20:9000", aliasHost: media.example.org}}}',
  },
  *check({ mastodon: { media } }) {
    if (media.kind === 's3' && media.s3.protocol === 'http') {
      yield {
        path: ['mastodon', 'media', 's3', 'endpoint'],
        message: `browsers would load media from http://${media.s3.hostname}; allowed: HTTPS`,
      };
    }
  },
};

const startEmptyLeftOn: Rule = {
  name: 'mastodon/start-empty-left-on',
  severity: 'warning',
  why: 'it switches off what keeps a lost database volume from becoming a fresh server with new keys beside the old media',
  source: 'this project: lib/mastodon/scripts/migrate-pre.rb',
  fix: 'remove startEmpty after the first start',
  examples: {
    over: 'home',
    wrong: 'mastodon: {startEmpty: true}',
    right: 'mastodon: {startEmpty: false}',
  },
  *check(site) {
    if (site.mastodon.startEmpty)
      yield {
        path: ['mastodon', 'startEmpty'],
        message: 'an empty database beside existing media is initialised; safe: false',
      };
  },
};

export const mediaRules: readonly Rule[] = [unknownNode, instancesOnOneNode, mediaOverHttp, startEmptyLeftOn];
