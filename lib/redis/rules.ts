import { schedulableNodes } from '../cluster/cluster';
import { dataRules } from '../database/data-rules';
import { bytes, bytesText } from '../kube/quantity';
import type { Rule } from '../site/rule';
import { volumeClass } from './config';

const sentinelNeedsThreeNodes: Rule = {
  name: 'redis/sentinel-needs-three-nodes',
  severity: 'error',
  why: 'Sentinels choose a new master by majority: of two nobody can outvote the lost one, and of an even number one more is no help',
  source:
    'redis.io/docs/latest/operate/oss_and_stack/management/sentinel: at least three Sentinels on machines that fail independently',
  fix: 'declare three or five instances on as many nodes, or mode: single',
  examples: {
    over: 'home',
    wrong: 'redis: {instances: 2}',
    right: 'redis: {instances: 3}',
  },
  *check({ redis, cluster }) {
    if (redis.mode !== 'sentinel') return;
    const { instances } = redis;
    const nodes = schedulableNodes(cluster).length;
    const allowed = nodes < 3 ? 'mode: single' : nodes < 5 ? '3' : `an odd number from 3 to ${nodes}`;
    if (instances < 3 || instances % 2 === 0 || instances > nodes) {
      yield {
        path: ['redis', 'instances'],
        message: `${instances} instances with Sentinel on ${nodes} nodes that take pods; allowed: ${allowed}`,
      };
    }
  },
};

const singleOnOneDisk: Rule = {
  name: 'redis/single-on-one-disk',
  severity: 'warning',
  why: 'one Redis on one disk stays down as long as its node, and Mastodon with it; with the disk the jobs that wait are lost',
  source: 'kubernetes.io/docs/concepts/storage/volumes: local volumes are bound to their node',
  fix: 'declare mode: sentinel on three nodes or more, or a replicated volume',
  examples: {
    over: 'home',
    wrong: 'redis: {mode: single, on: perNode}',
    right: 'redis: {mode: single, on: replicated}',
  },
  *check(site) {
    if (site.redis.mode === 'single' && volumeClass(site)?.nodeBound) {
      yield {
        path: ['redis'],
        message: `the only Redis lies on ${site.redis.volume?.node ?? 'one node'}'s own disk: while that node is away Mastodon stays down`,
      };
    }
  },
};

const onReplicatedStorage: Rule = {
  name: 'redis/sentinel-on-replicated-storage',
  severity: 'warning',
  why: 'Redis already copies to its replicas: on storage that copies too, every write goes over the network many times, and a slow fsync stops the master',
  source:
    'redis.io/docs/latest/operate/oss_and_stack/management/optimization/latency: disk I/O and the append-only file',
  fix: 'declare redis.on: perNode',
  examples: { over: 'home', wrong: 'redis: {on: replicated}', right: 'redis: {on: perNode}' },
  *check(site) {
    const copies = volumeClass(site)?.copies ?? 1;
    if (site.redis.mode === 'sentinel' && copies > 1) {
      yield {
        path: ['redis', 'on'],
        message: `${site.redis.instances} servers on ${copies} copies each write everything ${site.redis.instances * copies} times; better: perNode`,
      };
    }
  },
};

const memoryWithoutRoom: Rule = {
  name: 'redis/memory-without-room',
  severity: 'error',
  why: 'Redis needs memory beside its data, for copying to replicas and rewriting its file: without it Kubernetes kills it in the middle, and again while it loads',
  source:
    'redis.io/docs/latest/operate/oss_and_stack/management/admin: leave room for copy-on-write and replication buffers',
  fix: 'leave maxMemory out, or raise redis.resources.memoryLimit',
  examples: {
    over: 'home',
    wrong: 'redis: {maxMemory: 1Gi}',
    right: 'redis: {maxMemory: 512Mi}',
  },
  *check({ redis }) {
    if (redis.mode === 'external') return;
    const most = bytes(redis.resources.memoryLimit) * 0.75;
    if (redis.maxMemoryMegabytes * 2 ** 20 > most) {
      yield {
        path: ['redis', 'maxMemory'],
        message: `${redis.maxMemoryMegabytes}Mi of data in pods that are stopped at ${redis.resources.memoryLimit}; allowed: ${bytesText(most)} at most`,
      };
    }
  },
};

const tooLittleMemory: Rule = {
  name: 'redis/too-little-memory',
  severity: 'error',
  why: "queues and feeds of even a small server outgrow less: the pod is killed, or refuses Sidekiq's jobs",
  source: "mastodon/chart: its Redis was stopped at 192Mi by the sub-chart's preset",
  fix: 'leave redis.resources.memoryLimit out, or raise it',
  examples: {
    over: 'home',
    wrong: 'redis: {resources: {memory: 128Mi, memoryLimit: 192Mi}}',
    right: 'redis: {resources: {memory: 128Mi, memoryLimit: 384Mi}}',
  },
  *check({ redis }) {
    const { memoryLimit } = redis.resources;
    if (redis.mode !== 'external' && bytes(memoryLimit) < 256 * 2 ** 20) {
      yield {
        path: ['redis', 'resources', 'memoryLimit'],
        message: `Redis is stopped at ${memoryLimit}; allowed: 256Mi or more`,
      };
    }
  },
};

export const redisRules: readonly Rule[] = [
  ...dataRules({ key: 'redis', title: 'Redis', single: 'mode: single', of: ({ redis }) => redis }),
  sentinelNeedsThreeNodes,
  singleOnOneDisk,
  onReplicatedStorage,
  memoryWithoutRoom,
  tooLittleMemory,
];
