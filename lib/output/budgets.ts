import { containersOf, podTemplates } from '../audit/pods';
import { bytesText } from '../kube/quantity';
import { budgetOf, systemReserve } from '../site/budget';
import type { Footprint } from '../site/room';
import type { Site } from '../site/site';
import type { OutputObject } from './objects';

/** What the pods ask of the nodes, and how long each container may take to start. Markdown. */
export function budgets(site: Site, footprints: readonly Footprint[], objects: readonly OutputObject[]): string[] {
  return [memory(site, footprints), starts(objects)];
}

function memory(site: Site, footprints: readonly Footprint[]): string {
  const budget = budgetOf(site, footprints);
  const rows = [
    ['all nodes', budget.memory, budget.available],
    ...(budget.withoutLargest
      ? [
          [
            `without ${budget.withoutLargest.node}`,
            budget.withoutLargest.memory,
            budget.withoutLargest.available,
          ] as const,
        ]
      : []),
    ...budget.bound
      .filter((one) => one.memory > 0)
      .map((one) => [`bound to ${one.node}`, one.memory, one.available] as const),
  ] as const;
  return [
    `**Memory** that pods are promised, against what the nodes have less ${bytesText(systemReserve)} each for the system; ${budget.cpu / 1000} processors are promised in all.`,
    '',
    '| where | promised | there |',
    '|---|---|---|',
    ...rows.map(([where, promised, there]) => `| ${where} | ${bytesText(promised)} | ${bytesText(there)} |`),
  ].join('\n');
}

interface Probe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly failureThreshold?: number;
}

/** Kubernetes' own defaults fill what a probe leaves out. */
const patience = ({ initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 }: Probe) =>
  initialDelaySeconds + periodSeconds * failureThreshold;

function starts(objects: readonly OutputObject[]): string {
  const rows = podTemplates(objects).flatMap((pod) =>
    containersOf(pod)
      .filter((container) => container.startupProbe ?? container.livenessProbe)
      .map(
        (container) =>
          `| ${pod.owner.json.kind} ${pod.owner.json.metadata.name}, ${container.name} | ${patience(container.startupProbe ?? container.livenessProbe)} s |`,
      ),
  );
  const clusters = objects
    .filter(({ json }) => json.kind === 'Cluster' && json.spec.probes?.startup)
    .map(({ json }) => `| Cluster ${json.metadata.name} | ${patience(json.spec.probes.startup)} s |`);
  return [
    '**Time to start** before Kubernetes restarts a container that never answered:',
    '',
    '| container | time |',
    '|---|---|',
    ...clusters,
    ...rows,
  ].join('\n');
}
