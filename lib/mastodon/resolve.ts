import { schedulableNodes } from '../cluster/cluster';
import { type DeclaredProbes, resolveProbes } from '../kube/probes';
import { seconds } from '../kube/quantity';
import { type DeclaredResources, type Profile, type Resources, resolveResources } from '../kube/resources';
import type { SiteFacts } from '../site/facts';
import { chooseVolume } from '../storage/choose';
import type { Mastodon, Media, Process, SidekiqGroup, UpkeepTask } from './mastodon';
import { mediaPlace } from './media-place';
import { type DeclaredMastodon, queues } from './schema';

const profiles: Readonly<Record<'web' | 'streaming' | 'sidekiq', Readonly<Record<Profile, Resources>>>> = {
  web: {
    small: { cpu: '100m', memory: '640Mi', memoryLimit: '1280Mi' },
    normal: { cpu: '250m', memory: '1Gi', memoryLimit: '2Gi' },
  },
  streaming: {
    small: { cpu: '50m', memory: '128Mi', memoryLimit: '384Mi' },
    normal: { cpu: '100m', memory: '192Mi', memoryLimit: '512Mi' },
  },
  sidekiq: {
    small: { cpu: '100m', memory: '512Mi', memoryLimit: '1Gi' },
    normal: { cpu: '250m', memory: '768Mi', memoryLimit: '1536Mi' },
  },
};

interface DeclaredProcess {
  readonly image?: string | undefined;
  readonly slowStart?: string | undefined;
  readonly probes?: DeclaredProbes;
  readonly resources?: DeclaredResources;
}

/** @param version Mastodon's version from the declaration or the lock */
export function resolveMastodon(declared: DeclaredMastodon, version: string, facts: SiteFacts): Mastodon {
  const images = {
    rails: `ghcr.io/mastodon/mastodon:${version}`,
    streaming: `ghcr.io/mastodon/mastodon-streaming:${version}`,
  };
  const instances = schedulableNodes(facts.cluster).length >= 2 ? 2 : 1;
  const media = resolveMedia(declared, facts);
  // Pods that must share a node would only fall together.
  const withMedia = mediaPlace(media, facts.storage) === 'one-node' ? 1 : instances;
  const process = (kind: keyof typeof profiles, image: string, count: number, one: DeclaredProcess): Process => {
    const slowStartSeconds = seconds(one.slowStart ?? declared.slowStart);
    return {
      instances: count,
      image: one.image ?? image,
      slowStartSeconds,
      probes: resolveProbes(one.probes, slowStartSeconds),
      resources: resolveResources(one.resources, profiles[kind], facts.profile),
    };
  };
  const sidekiq = (one: DeclaredProcess, count: number) =>
    process('sidekiq', images.rails, count, { ...declared.sidekiq, ...one });
  return {
    by: declared.by,
    from: declared.from,
    chartVersion: declared.chartVersion,
    version,
    handleDomain: declared.handleDomain,
    webDomain: declared.webDomain ?? declared.handleDomain,
    alternateDomains: declared.alternateDomains,
    images,
    media,
    smtp: {
      server: declared.smtp.server,
      port: declared.smtp.port,
      from: declared.smtp.from,
      secret: declared.smtp.anonymous ? undefined : declared.smtp.secret,
      tls: declared.smtp.tls,
    },
    web: {
      ...process('web', images.rails, declared.web.instances ?? withMedia, declared.web),
      workers: declared.web.workers,
      threads: declared.web.threads,
    },
    streaming: process('streaming', images.streaming, declared.streaming.instances ?? instances, declared.streaming),
    sidekiq: sidekiqGroups(declared, withMedia, sidekiq),
    locale: declared.locale,
    singleUser: declared.singleUser,
    env: declared.env,
    envFromSecrets: declared.envFromSecrets,
    upkeep: {
      timeZone: declared.upkeep.timeZone,
      removeRemoteMedia: task(declared.upkeep.removeRemoteMedia),
      removePreviewCards: task(declared.upkeep.removePreviewCards),
    },
    startEmpty: declared.startEmpty,
    migrationSeconds: seconds(declared.migrationTime),
    uploadSeconds: seconds(declared.uploadTime),
    uploadMegabytes: declared.uploadMegabytes,
  };
}

/** One declaration of instances becomes two Deployments: all queues but the scheduler's, and the scheduler's alone, once. */
function sidekiqGroups(
  declared: DeclaredMastodon,
  instances: number,
  sidekiq: (one: DeclaredProcess, count: number) => Process,
): SidekiqGroup[] {
  const { groups, concurrency } = declared.sidekiq;
  if (groups === undefined) {
    const from = 'mastodon.sidekiq';
    const weights: Readonly<Record<string, number>> = { default: 8, push: 6, ingress: 4, mailers: 2 };
    const others = queues.filter((queue) => queue !== 'scheduler').map((queue) => ({ queue, weight: weights[queue] }));
    return [
      {
        ...sidekiq({}, declared.sidekiq.instances ?? instances),
        // A chart gives every group a name of its own behind that.
        name: declared.by === 'manifests' ? 'sidekiq' : 'sidekiq-all',
        queues: others,
        concurrency,
        from,
      },
      {
        ...sidekiq({}, 1),
        name: 'sidekiq-scheduler',
        queues: [{ queue: 'scheduler', weight: undefined }],
        concurrency: 5,
        from,
      },
    ];
  }
  return groups.map((group, index) => ({
    ...sidekiq(group, group.instances),
    name: `sidekiq-${group.name}`,
    queues: group.queues.map((entry) => {
      const [queue = '', weight] = entry.split(',');
      return { queue, weight: weight === undefined ? undefined : Number(weight) };
    }),
    concurrency: group.concurrency,
    from: `mastodon.sidekiq.groups[${index}]`,
  }));
}

function resolveMedia(declared: DeclaredMastodon, facts: SiteFacts): Media {
  const { s3, volume } = declared.media;
  if (s3) {
    return {
      kind: 's3',
      s3: {
        bucket: s3.bucket,
        endpoint: s3.endpoint,
        region: s3.region,
        hostname: s3.hostname ?? hostOf(s3.endpoint),
        aliasHost: s3.aliasHost,
        // How browsers load media. Our own way to the bucket may be plain HTTP inside the home network.
        protocol:
          s3.hostname === undefined && s3.aliasHost === undefined && s3.endpoint?.startsWith('http:')
            ? 'http'
            : 'https',
        secret: s3.secret,
      },
    };
  }
  const chosen = chooseVolume(
    volume ?? { size: '50Gi' },
    ['shared', 'replicated', 'perNode'],
    facts.storage,
    facts.cluster,
  );
  return { kind: 'volume', volume: chosen };
}

/** Without it Mastodon writes Amazon's host into the addresses of media. Shape: `https://s3.example.org:9000` → `s3.example.org:9000`. */
function hostOf(endpoint: string | undefined): string | undefined {
  return endpoint?.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}

function task(declared: { enabled: boolean; schedule: string; days: number }): UpkeepTask | undefined {
  return declared.enabled ? { schedule: declared.schedule, days: declared.days } : undefined;
}
