import { schedulableNodes } from '../cluster/cluster';
import { labels } from '../kube/labels';
import { resolveProbes } from '../kube/probes';
import { bytes, seconds } from '../kube/quantity';
import { type Profile, type Resources, resolveResources } from '../kube/resources';
import type { SiteFacts } from '../site/facts';
import { chooseRole, chooseVolume } from '../storage/choose';
import { redisLabelsOf, redisName } from './bitnami';
import type { Redis } from './redis';
import type { DeclaredRedis } from './schema';

const profiles: Readonly<Record<Profile, Resources>> = {
  small: { cpu: '50m', memory: '128Mi', memoryLimit: '384Mi' },
  normal: { cpu: '100m', memory: '256Mi', memoryLimit: '1Gi' },
};

const passwordSecret = { name: 'redis', key: 'password' };

export function resolveRedis(declared: DeclaredRedis | undefined, facts: SiteFacts): Redis {
  const chosen = declared ?? byTopology(schedulableNodes(facts.cluster).length >= 3);
  const slowStartSeconds = chosen.mode === 'external' ? 0 : seconds(chosen.slowStart);
  const ours = chosen.mode === 'external' ? undefined : chosen;
  const resources = resolveResources(ours?.resources, profiles, facts.profile);
  const maxMemory = ours?.maxMemory === undefined ? bytes(resources.memoryLimit) * 0.6 : bytes(ours.maxMemory);
  const common = {
    mode: chosen.mode,
    isBundled: chosen.mode === 'bitnami',
    slowStartSeconds,
    probes: resolveProbes(ours?.probes, slowStartSeconds),
    resources,
    maxMemoryMegabytes: Math.floor(maxMemory / 2 ** 20),
    cli: undefined,
  };
  const cli = { pod: 'redis-0', container: 'redis' };
  const ourPods = { labels: labels('redis', facts.name, 'redis') };
  switch (chosen.mode) {
    case 'sentinel':
      return {
        ...common,
        cli,
        instances: chosen.instances,
        volume: {
          on: chooseRole(chosen.on, ['perNode', 'replicated'], facts.storage),
          size: chosen.size,
          node: undefined,
        },
        endpoint: {
          server: undefined,
          sentinel: {
            master: 'mastodon',
            port: 26379,
            hosts: members(chosen.instances, facts.namespace).reverse(),
          },
          passwordSecret,
          reachedAt: ourPods,
        },
      };
    case 'single':
      return {
        ...common,
        cli,
        instances: 1,
        volume: chooseVolume(chosen, ['replicated', 'perNode'], facts.storage, facts.cluster),
        endpoint: { server: { host: 'redis', port: 6379 }, sentinel: undefined, passwordSecret, reachedAt: ourPods },
      };
    case 'bitnami':
      return {
        ...common,
        instances: 1,
        volume: chooseVolume(chosen, ['replicated', 'perNode'], facts.storage, facts.cluster),
        endpoint: {
          server: { host: redisName(facts.name), port: 6379 },
          sentinel: undefined,
          passwordSecret,
          reachedAt: { labels: redisLabelsOf(facts.name) },
        },
      };
    case 'external':
      return {
        ...common,
        instances: 0,
        volume: undefined,
        endpoint: {
          server: { host: chosen.host, port: chosen.port },
          sentinel: undefined,
          passwordSecret: chosen.secret === undefined ? undefined : { name: chosen.secret, key: 'password' },
          reachedAt: { cidrs: chosen.addresses },
        },
      };
  }
}

/** The group's hosts, ordinal 0 first. */
export function members(instances: number, namespace: string): string[] {
  return Array.from({ length: instances }, (_, index) => `redis-${index}.redis.${namespace}.svc.cluster.local`);
}

function byTopology(many: boolean): DeclaredRedis {
  const common = { size: '2Gi', slowStart: '240s' };
  return many ? { mode: 'sentinel', instances: 3, ...common } : { mode: 'single', ...common };
}
