import { schedulableNodes, voters } from '../cluster/cluster';
import type { chapters } from './room';
import type { Site } from './site';

/**
 * What can be lost. `node` and `two-nodes`: machines, for a while. `primary`: the server that takes the database's
 * writes. `disk`: one machine's, for good. `power`: all machines at once. `line`: router, provider or tunnel.
 * `backups`: the place of the sets. `building`: everything in it.
 */
export const losses = ['node', 'two-nodes', 'primary', 'disk', 'power', 'line', 'backups', 'building'] as const;
export type Loss = (typeof losses)[number];

/** What a loss costs, from nothing to the worst. */
export const costs = ['nothing', 'a moment', 'a command', 'until it is back', 'a restore', 'everything'] as const;
export type Cost = (typeof costs)[number];

/** What one loss does to one part of the site. */
export interface Fate {
  readonly loss: Loss;
  /** As people call it: `PostgreSQL`. */
  readonly part: string;
  readonly cost: Cost;
  /** Sentence without a full stop: what happens. */
  readonly text: string;
  /** How long it is away. `@default -` nobody can say beforehand */
  readonly time?: string;
  /** Chapter of the runbook that a person follows. `@default -` nothing is to be done */
  readonly chapter?: (typeof chapters)[number];
  /** Where it was measured; a name in backticks is a test whose figures docs/recovery.md has. `@default -` it was not */
  readonly measured?: string;
  /** The server goes on without it. `@default false` */
  readonly beside?: boolean;
}

/** How many machines each of the first two losses takes. */
export const machineLosses = [
  { loss: 'node', count: 1 },
  { loss: 'two-nodes', count: 2 },
] as const;

/** Machines that are left to run pods, and a control plane that can start them there. */
export function canMove({ cluster }: Site, lost: number): boolean {
  const members = voters(cluster);
  // One lost machine either runs pods, or votes and runs none: then nothing has to move.
  const atRisk = lost === 1 ? members.filter(({ schedulable }) => schedulable).length : members.length;
  const left = members.length - Math.min(lost, atRisk);
  return schedulableNodes(cluster).length > lost && left > members.length / 2;
}

/** Data that no other copy holds: back from the last set, or gone. */
export function fromBackup({ backup }: Site): Pick<Fate, 'cost' | 'text'> {
  return backup.kind === 'plan'
    ? { cost: 'a restore', text: 'comes back from the last set; what came since, up to a day, is lost' }
    : { cost: 'everything', text: 'is lost: there is no backup' };
}
