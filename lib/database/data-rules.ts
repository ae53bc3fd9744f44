import { type Probes, startupBudget } from '../kube/probes';
import type { Rule } from '../site/rule';
import type { Site } from '../site/site';
import type { DataVolume } from '../storage/choose';

/** What a database, Redis and search have in common as keepers of data, and the rules that follow from it. */
export interface DataPart {
  /** Key of the declaration, first part of the rules' names. */
  readonly key: 'database' | 'redis' | 'search';
  /** `PostgreSQL`, as messages say it. */
  readonly title: string;
  /** The line that declares it to run once, for the rules' examples: `engine: standalone`. */
  readonly single: string;
  of(site: Site): {
    readonly volume: DataVolume | undefined;
    readonly probes: Probes | undefined;
    readonly slowStartSeconds: number;
  };
}

/** Seconds that a start on replicated storage was seen to need at worst. Source: the article's probes, 40 + 40 × 5. */
const replicatedStartSeconds = 240;

export function dataRules(part: DataPart): Rule[] {
  return [networkFilesystem(part), startupBudgetTooShort(part), unknownNode(part)];
}

function networkFilesystem({ key, title, single, of }: DataPart): Rule {
  return {
    name: `${key}/on-network-filesystem`,
    severity: 'error',
    why: `${title} on NFS hangs with the NFS server, and locks and fsync there do not keep what they promise: data is lost without an error`,
    source:
      'postgresql.org/docs/17/creating-cluster.html, "File Systems"; elastic.co: NFS is not supported; the article put all three on openebs-rwx',
    fix: `choose on: perNode or on: replicated for ${key}`,
    examples: {
      over: 'microk8s-jiva',
      wrong: `${key}: {${single}, on: shared}`,
      right: `${key}: {${single}, on: replicated}`,
    },
    *check(site) {
      const role = of(site).volume?.on;
      const volumeClass = role && site.storage[role];
      if (volumeClass?.networkFilesystem) {
        yield {
          path: [key, 'on'],
          message: `${title} on ${role}, which ${volumeClass.engine} mounts over the network; allowed: a role with a block device or a local disk`,
        };
      }
    },
  };
}

function startupBudgetTooShort({ key, title, single, of }: DataPart): Rule {
  return {
    name: `${key}/startup-budget-too-short`,
    severity: 'error',
    why: `${title} that is killed while it recovers on replicated storage starts over, for ever, and a killed recovery can corrupt the data`,
    source:
      "the article's startup probes (40 s + 40 × 5 s = 240 s); without a startup probe its charts killed after 45 to 90 s",
    fix: `give it 240 s: leave ${key}.probes.startup out, or raise failureThreshold`,
    examples: {
      over: 'microk8s-jiva',
      wrong: `${key}: {${single}, probes: {startup: {periodSeconds: 5, failureThreshold: 5}}}`,
      right: `${key}: {${single}, probes: {startup: {initialDelaySeconds: 40, periodSeconds: 5, failureThreshold: 40}}}`,
    },
    *check(site) {
      const { volume, probes, slowStartSeconds } = of(site);
      const copies = volume && (site.storage[volume.on]?.copies ?? 1);
      const budget = probes && startupBudget(probes);
      if (copies !== undefined && copies > 1 && budget !== undefined && budget < replicatedStartSeconds) {
        const killer = probes?.startup ? 'startup' : 'liveness';
        yield {
          path: slowStartSeconds < replicatedStartSeconds ? [key, 'slowStart'] : [key, 'probes', 'startup'],
          message: `the ${killer} probe kills ${title} after ${budget} s on storage with ${copies} copies; allowed: ${replicatedStartSeconds} s or more`,
        };
      }
    },
  };
}

function unknownNode({ key, title, single, of }: DataPart): Rule {
  return {
    name: `${key}/unknown-node`,
    severity: 'error',
    why: 'a pod that is pinned to a node which is not there, or takes no pods, is never scheduled',
    source: 'kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node',
    fix: 'name one of cluster.nodes that takes ordinary pods',
    examples: {
      over: 'one-node',
      wrong: `${key}: {${single}, node: omega}`,
      right: `${key}: {${single}, node: alpha}`,
    },
    *check(site) {
      const node = of(site).volume?.node;
      const names = site.cluster.nodes.filter((one) => one.schedulable).map((one) => one.name);
      if (node !== undefined && !names.includes(node)) {
        yield { path: [key, 'node'], message: `${title} on node ${node}; allowed: ${names.join(', ')}` };
      }
    },
  };
}
