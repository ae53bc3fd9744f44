import { containersOf, podTemplates } from '../audit/pods';
import { bytesText } from '../kube/quantity';
import { type Budget, budgetOf, systemReserve } from '../site/budget';
import type { Footprint } from '../site/room';
import type { Site } from '../site/site';
import type { OutputObject } from './objects';

/** What the pods ask of the nodes, and how long each container may take to start. Markdown. */
export function budgets(site: Site, footprints: readonly Footprint[], objects: readonly OutputObject[]): string[] {
  return [memory(site, footprints), starts(objects)];
}

function memory(site: Site, footprints: readonly Footprint[]): string {
  const budget = budgetOf(site, footprints);
  return [
    `**Memory** that pods are promised, against what the nodes have less ${bytesText(systemReserve)} each for the system; ${budget.cpu / 1000} processors are promised in all.`,
    '',
    '| where | promised | there |',
    '|---|---|---|',
    ...memoryRows(budget).map(
      ({ where, promised, there }) => `| ${where} | ${bytesText(promised)} | ${bytesText(there)} |`,
    ),
  ].join('\n');
}

/** Memory that pods are promised, and what is there. Unit: bytes. */
export interface MemoryRow {
  readonly where: string;
  readonly promised: number;
  readonly there: number;
}

export function memoryRows({ memory, available, withoutLargest, bound }: Budget): MemoryRow[] {
  return [
    { where: 'all nodes', promised: memory, there: available },
    ...(withoutLargest
      ? [
          {
            where: `without ${withoutLargest.node}`,
            promised: withoutLargest.memory,
            there: withoutLargest.available,
          },
        ]
      : []),
    ...bound
      .filter((one) => one.memory > 0)
      .map((one) => ({ where: `bound to ${one.node}`, promised: one.memory, there: one.available })),
  ];
}

interface Probe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly failureThreshold?: number;
}

/** Kubernetes' own defaults fill what a probe leaves out. */
const patience = ({ initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 }: Probe) =>
  initialDelaySeconds + periodSeconds * failureThreshold;

/** A container that Kubernetes waits for, and for how long. */
export interface StartBudget {
  /** Shape: `Deployment web, web`. */
  readonly container: string;
  readonly seconds: number;
}

/** How long each container may take to answer for the first time. */
export function startBudgets(objects: readonly OutputObject[]): StartBudget[] {
  const clusters = objects
    .filter(({ json }) => json.kind === 'Cluster' && json.spec.probes?.startup)
    .map(({ json }) => ({ container: `Cluster ${json.metadata.name}`, seconds: patience(json.spec.probes.startup) }));
  const pods = podTemplates(objects).flatMap((pod) =>
    containersOf(pod)
      .filter((container) => container.startupProbe ?? container.livenessProbe)
      .map((container) => ({
        container: `${pod.owner.json.kind} ${pod.owner.json.metadata.name}, ${container.name}`,
        seconds: patience(container.startupProbe ?? container.livenessProbe),
      })),
  );
  return [...clusters, ...pods];
}

function starts(objects: readonly OutputObject[]): string {
  return [
    '**Time to start** before Kubernetes restarts a container that never answered:',
    '',
    '| container | time |',
    '|---|---|',
    ...startBudgets(objects).map(({ container, seconds }) => `| ${container} | ${seconds} s |`),
  ].join('\n');
}
