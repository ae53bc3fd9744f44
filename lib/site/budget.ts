import { schedulableNodes } from '../cluster/cluster';
import { bytes, bytesText, millicores } from '../kube/quantity';
import type { Finding } from './finding';
import type { Footprint } from './room';
import type { Site } from './site';

/** Memory of a node that the system and Kubernetes themselves take. */
export const systemReserve = 1024 ** 3;

/** What all pods together ask of the nodes, and what the nodes have. Units: bytes and thousandths of a processor. */
export interface Budget {
  readonly memory: number;
  readonly cpu: number;
  readonly available: number;
  /** What is asked and there when the largest node is gone; undefined on a single node. */
  readonly withoutLargest: { readonly memory: number; readonly available: number; readonly node: string } | undefined;
  /** Per node: what cannot leave it, and what it has. */
  readonly bound: readonly {
    readonly index: number;
    readonly node: string;
    readonly memory: number;
    readonly available: number;
  }[];
}

export function budgetOf(site: Site, footprints: readonly Footprint[]): Budget {
  const nodes = schedulableNodes(site.cluster);
  const available = (memory: string) => Math.max(0, bytes(memory) - systemReserve);
  const memory = sum(footprints.map((one) => bytes(one.memory) * one.instances));
  const largest = nodes.reduce(
    (most, node) => (bytes(node.memory) > bytes(most.memory) ? node : most),
    nodes[0] ?? { name: '', memory: '0' },
  );
  const total = sum(nodes.map((node) => available(node.memory)));
  // What is bound to the lost node does not start elsewhere; everything else does.
  const stays = sum(
    footprints.filter((one) => one.perNode || one.node === largest.name).map((one) => bytes(one.memory)),
  );
  return {
    memory,
    cpu: sum(footprints.map((one) => millicores(one.cpu) * one.instances)),
    available: total,
    withoutLargest:
      nodes.length > 1
        ? { memory: memory - stays, available: total - available(largest.memory), node: largest.name }
        : undefined,
    bound: site.cluster.nodes.map((node, index) => ({
      index,
      node: node.name,
      memory: sum(
        footprints
          .filter((one) => one.node === node.name || (one.perNode && node.schedulable && one.instances >= nodes.length))
          .map((one) => bytes(one.memory)),
      ),
      available: available(node.memory),
    })),
  };
}

/** Sources of the figures: requests of every pod, which is what Kubernetes' scheduler adds up. */
export function budgetFindings(site: Site, footprints: readonly Footprint[]): Finding[] {
  const budget = budgetOf(site, footprints);
  const findings: Finding[] = [];
  if (budget.memory > budget.available) {
    findings.push({
      rule: 'cluster/memory-exceeds-nodes',
      severity: 'error',
      path: ['cluster', 'nodes'],
      message: `the pods ask for ${bytesText(budget.memory)} of memory; allowed: ${bytesText(budget.available)}, what the nodes have less 1Gi each for the system`,
      fix: 'choose profile: small, fewer instances, or more memory',
    });
  } else if (budget.withoutLargest && budget.withoutLargest.memory > budget.withoutLargest.available) {
    findings.push({
      rule: 'cluster/memory-without-a-node',
      severity: 'warning',
      path: ['cluster', 'nodes'],
      message: `without ${budget.withoutLargest.node} the pods still ask for ${bytesText(budget.withoutLargest.memory)} of memory and find ${bytesText(budget.withoutLargest.available)}: some will wait until it is back`,
      fix: 'choose profile: small, fewer instances, or more memory',
    });
  }
  for (const { index, node, memory, available } of budget.bound) {
    if (memory > available) {
      findings.push({
        rule: 'cluster/memory-exceeds-node',
        severity: 'error',
        path: ['cluster', 'nodes', index, 'memory'],
        message: `what is bound to ${node} asks for ${bytesText(memory)} of memory; allowed: ${bytesText(available)}`,
        fix: 'move parts to other nodes, choose profile: small, or add memory',
      });
    }
  }
  return findings;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** What the findings above are named after. */
export const budgetRules = [
  {
    name: 'cluster/memory-exceeds-nodes',
    severity: 'error',
    why: 'the pods ask for more memory than all nodes have: some would never start',
    source: 'kubernetes.io/docs/concepts/configuration/manage-resources-containers: the scheduler adds up requests',
    fix: 'choose profile: small, fewer instances, or more memory',
  },
  {
    name: 'cluster/memory-exceeds-node',
    severity: 'error',
    why: 'what cannot leave a node asks for more memory than it has',
    source: 'kubernetes.io/docs/concepts/configuration/manage-resources-containers',
    fix: 'move parts to other nodes, choose profile: small, or add memory',
  },
  {
    name: 'cluster/memory-without-a-node',
    severity: 'warning',
    why: 'when the largest node is lost, the others have too little memory for everything that moves: some pods wait until it is back',
    source: 'kubernetes.io/docs/concepts/configuration/manage-resources-containers',
    fix: 'choose profile: small, fewer instances, or more memory',
  },
] as const;
