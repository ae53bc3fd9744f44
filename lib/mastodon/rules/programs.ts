import { schedulableNodes } from '../../cluster/cluster';
import { startupBudget } from '../../kube/probes';
import type { Path } from '../../site/finding';
import type { Rule } from '../../site/rule';
import type { Site } from '../../site/site';
import { architecturesOf } from '../architectures';
import type { Process } from '../mastodon';

export interface Program {
  readonly name: string;
  readonly path: Path;
  readonly process: Process;
}

/** Web, streaming and every group of Sidekiq's, where they are declared; one declaration once. */
export function programs({ mastodon: { web, streaming, sidekiq } }: Site): Program[] {
  const groups = sidekiq.map((group, index) => ({
    name: group.name,
    path: group.from.includes('groups') ? ['mastodon', 'sidekiq', 'groups', index] : ['mastodon', 'sidekiq'],
    process: group,
  }));
  return [
    { name: 'web', path: ['mastodon', 'web'], process: web },
    { name: 'streaming', path: ['mastodon', 'streaming'], process: streaming },
    ...groups.filter(({ path }, index) => groups.findIndex((one) => one.path.join() === path.join()) === index),
  ];
}

/** Seconds that a start was seen to need at worst where volumes are replicated. Source: the article's probes, 40 + 40 × 5. */
const slowStartSeconds = 240;

function waitsForReplicas({ storage, database, redis, mastodon: { media } }: Site): boolean {
  const volumes = [database.volume, redis.volume, media.kind === 'volume' ? media.volume : undefined];
  return volumes.some((volume) => volume !== undefined && (storage[volume.on]?.copies ?? 1) > 1);
}

const startupBudgetTooShort: Rule = {
  name: 'mastodon/startup-budget-too-short',
  severity: 'error',
  why: 'after a node is lost, volumes are rebuilt while everything starts at once: a pod that is killed in its start begins again, for ever',
  source:
    "the article's startup probes (40 s + 40 × 5 s = 240 s) against the default timeouts, which left pods in a restart loop",
  fix: 'give it 240 s: leave probes.startup out, or raise slowStart or failureThreshold',
  examples: {
    over: 'home',
    wrong: 'mastodon: {web: {probes: {startup: {periodSeconds: 5, failureThreshold: 10}}}}',
    right: 'mastodon: {web: {probes: {startup: {periodSeconds: 5, failureThreshold: 50}}}}',
  },
  *check(site) {
    const replicated = waitsForReplicas(site);
    for (const { name, path, process } of programs(site)) {
      const budget = startupBudget(process.probes);
      const killer = process.probes.startup ? 'startup' : 'liveness';
      if (budget === undefined || budget >= slowStartSeconds || !(replicated || killer === 'liveness')) continue;
      const where = replicated ? ' while volumes with copies start' : '';
      yield {
        path:
          killer === 'startup' && process.slowStartSeconds < slowStartSeconds
            ? [...path, 'slowStart']
            : [...path, 'probes', 'startup'],
        message: `the ${killer} probe kills ${name} after ${budget} s${where}; allowed: ${slowStartSeconds} s or more, or no probe that kills`,
      };
    }
  },
};

const versionTooOld: Rule = {
  name: 'mastodon/version-too-old',
  severity: 'error',
  why: 'what is rendered (streaming image, Sentinel, encryption keys, ready file) needs Mastodon 4.4, and what is older gets no security fixes',
  source: 'docs.joinmastodon.org/admin/config; endoflife.date/mastodon',
  fix: 'upgrade the old server to 4.4 or newer first, one minor version after the other',
  examples: { over: 'home', wrong: 'mastodon: {version: v4.3.9}', right: 'mastodon: {version: v4.7.2}' },
  *check({ mastodon: { version } }) {
    const [major = 0, minor = 0] = version.slice(1).split('.').map(Number);
    if (major < 4 || (major === 4 && minor < 4)) {
      yield { path: ['mastodon', 'version'], message: `Mastodon ${version}; allowed: v4.4.0 and newer` };
    }
  },
};

const mixedNodes = `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, arch: arm64}
`;

const imageLacksArchitecture: Rule = {
  name: 'mastodon/image-lacks-architecture',
  severity: 'error',
  why: 'a pod that lands on a node of another architecture dies with "exec format error", and the next one may land there again',
  source: 'kubernetes.io/docs/concepts/containers/images: multi-architecture images',
  fix: 'use an image that was built for every node, without an architecture in its tag',
  examples: {
    over: 'home',
    wrong: `${mixedNodes}mastodon: {web: {image: "registry.example.org/mastodon:v4.7.2-amd64"}}`,
    right: `${mixedNodes}mastodon: {web: {image: "ghcr.io/glitch-soc/mastodon:v4.7.2"}}`,
  },
  *check(site) {
    const nodes = schedulableNodes(site.cluster);
    for (const { path, process } of programs(site)) {
      const built = architecturesOf(process.image);
      const lacking = nodes.find((node) => built !== undefined && !built.includes(node.arch));
      if (lacking) {
        yield {
          path: [...path, 'image'],
          message: `${process.image} is for ${built?.join(' and ')}, and node ${lacking.name} is ${lacking.arch}; allowed: images for every node`,
        };
      }
    }
  },
};

const unknownArchitecture: Rule = {
  name: 'mastodon/image-architecture-unknown',
  severity: 'warning',
  why: 'images of one\'s own are often built for amd64 alone; on an arm64 node such a pod dies with "exec format error"',
  source: 'docs.docker.com/build/building/multi-platform: without --platform an image is for the machine that built it',
  fix: 'look at the image with `docker buildx imagetools inspect`, and build it for linux/amd64,linux/arm64',
  examples: {
    over: 'home',
    wrong: `${mixedNodes}mastodon: {web: {image: "registry.example.org/mastodon:v4.7.2"}}`,
    right: `${mixedNodes}mastodon: {web: {image: "ghcr.io/mastodon/mastodon:v4.7.2"}}`,
  },
  *check(site) {
    const arm = schedulableNodes(site.cluster).find((node) => node.arch === 'arm64');
    if (arm === undefined) return;
    for (const { path, process } of programs(site)) {
      if (architecturesOf(process.image) === undefined) {
        yield {
          path: [...path, 'image'],
          message: `nobody here knows whether ${process.image} exists for arm64, as node ${arm.name} is`,
        };
      }
    }
  },
};

const passwordInClear: Rule = {
  name: 'mastodon/mail-password-in-clear',
  severity: 'error',
  why: "without TLS the mail account's password crosses the network in the clear with every mail",
  source: 'datatracker.ietf.org/doc/html/rfc4954, section 4: PLAIN and LOGIN need TLS',
  fix: 'use tls: starttls or tls, or declare anonymous: true for a relay that asks for no login',
  examples: {
    over: 'home',
    wrong: 'mastodon: {smtp: {tls: none}}',
    right: 'mastodon: {smtp: {tls: none, anonymous: true}}',
  },
  *check({ mastodon: { smtp } }) {
    if (smtp.tls === 'none' && smtp.secret !== undefined) {
      yield { path: ['mastodon', 'smtp', 'tls'], message: 'login without TLS; allowed: starttls or tls' };
    }
  },
};

export const programRules: readonly Rule[] = [
  startupBudgetTooShort,
  versionTooOld,
  imageLacksArchitecture,
  unknownArchitecture,
  passwordInClear,
];
