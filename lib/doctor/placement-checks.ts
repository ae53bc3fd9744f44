import { schedulableNodes } from '../cluster/cluster';
import { noSuchTopology } from '../kube/scheduling';
import type { Site } from '../site/site';
import { type Check, fail, few, named, warn } from './check';
import { isMet, type Taint, taintText, tolerates, tolerationsOf, topologiesOf, wantsOf, wantText } from './placement';
import type { Any } from './seen';

/** Kubernetes sets and takes these by itself, and the check of nodes says why. */
const passing = /^node\.kubernetes\.io\/(not-ready|unreachable|unschedulable|[a-z]+-pressure)$/;

const forgotten = 'node.kubernetes.io/out-of-service';

/** Pods are kept away, not only put last. */
const keepsAway = ({ key, effect }: Taint) => effect !== 'PreferNoSchedule' && !passing.test(key);

const taintsOf = ({ spec }: Any): Taint[] => (spec?.taints ?? []).filter(keepsAway);
const labelsOf = ({ metadata }: Any): Readonly<Record<string, string>> => metadata.labels ?? {};

/** Of declared machines that are not there: the check of nodes speaks of those. */
const labelsToCome = ({ cluster }: Site, nodes: readonly Any[]) =>
  cluster.nodes
    .filter(({ name }) => named(nodes, name) === undefined)
    .map(({ name }) => ({ 'kubernetes.io/hostname': name }));

export const placementChecks: readonly Check[] = [
  {
    name: 'labels',
    needs: ['nodes'],
    passed: 'nodes carry every label that pods and volumes of the site ask for',
    *find({ site, objects: rendered }, { nodes }) {
      const objects = rendered.map(({ json }) => json);
      const labels = [...nodes.map(labelsOf), ...labelsToCome(site, nodes)];
      const unmet = objects.flatMap(wantsOf).filter((want) => !labels.some((one) => isMet(want, one)));
      for (const text of new Set(unmet.map(wantText))) {
        const who = unmet.filter((want) => wantText(want) === text).map((want) => want.who);
        yield fail(
          `no node has ${text}: ${few([...new Set(who)])} finds no place`,
          'kubectl label node NODE KEY=VALUE, or declare other labels or nodes',
        );
      }
      const topologies = new Set(objects.flatMap(topologiesOf).filter((key) => key !== noSuchTopology));
      for (const key of topologies) {
        const without = schedulableNodes(site.cluster).filter(({ name }) => {
          const node = named(nodes, name);
          return node !== undefined && labelsOf(node)[key] === undefined;
        });
        if (without.length > 0)
          yield fail(
            `${few(without.map(({ name }) => name))} lacks the label ${key}, by which pods are spread and kept together`,
            `kubectl label node NODE ${key}=VALUE; a kubelet sets kubernetes.io/hostname when it starts`,
          );
      }
    },
  },
  {
    name: 'taints',
    needs: ['nodes'],
    passed: 'every node that pods of the site count on takes them, and no other does',
    *find({ site, objects }, { nodes }) {
      const tolerations = objects.flatMap(({ json }) => tolerationsOf(json));
      for (const { name, schedulable } of site.cluster.nodes) {
        const node = named(nodes, name);
        if (node === undefined) continue;
        const taints = taintsOf(node);
        if (!schedulable && taints.length === 0)
          yield warn(
            `${name} takes pods, and budgets and spread count without it`,
            `kubectl taint nodes ${name} node-role.kubernetes.io/control-plane:NoSchedule`,
          );
        if (!schedulable) continue;
        for (const taint of taints.filter((one) => !tolerations.some((toleration) => tolerates(toleration, one))))
          yield fail(
            `${name} is tainted ${taintText(taint)}, and no pod of the site tolerates it: it counts as a node, and takes none`,
            `${taint.key === forgotten ? 'the machine is back? ' : ''}kubectl taint nodes ${name} ${taint.key}:${taint.effect}-`,
          );
      }
    },
  },
];
