import type { Said } from '../said';
import { nodes } from './nodes';

/** A room whose part keeps data on a volume. */
interface Keeper {
  readonly room: 'database' | 'redis' | 'search';
  /** As people know it. */
  readonly program: string;
  /** Its part of a declaration with one server of its own, without braces, and with one elsewhere. */
  readonly own: string;
  readonly elsewhere: string;
}

/** What the rules say that are the same for each of them. */
export function saidOfData({ room, program, own, elsewhere }: Keeper): Readonly<Record<string, readonly Said[]>> {
  const declared = (more: string) => `${room}: {${own}, ${more}}`;
  const kills = (key: string, probe: string, seconds: number) =>
    `error at ${room}.${key}: the ${probe} probe kills ${program} after ${seconds} s on storage with 3 copies; allowed: 240 s or more`;
  const overNetwork = (engine: string) =>
    `error at ${room}.on: ${program} on shared, which ${engine} mounts over the network; allowed: a role with a block device or a local disk`;
  const serverElsewhere: Said = { of: 'a server elsewhere', with: `${room}: {${elsewhere}}`, says: [] };
  const quick = 'probes: {startup: {periodSeconds: 5, failureThreshold: 5}}';
  return {
    [`${room}/on-network-filesystem`]: [
      { says: [overNetwork('openebs-nfs')] },
      serverElsewhere,
      {
        of: 'a role left to its default',
        with: `storage: {shared: null}\n${declared('on: shared')}`,
        says: [overNetwork('longhorn')],
      },
      { of: 'a role that nothing fills', over: 'one-node', with: declared('on: shared'), says: [] },
    ],
    [`${room}/startup-budget-too-short`]: [
      { says: [kills('probes.startup', 'startup', 65)] },
      {
        of: 'a start that is too short by one',
        with: declared('probes: {startup: {initialDelaySeconds: 39, periodSeconds: 5, failureThreshold: 40}}'),
        says: [kills('probes.startup', 'startup', 239)],
      },
      {
        of: 'a slow start that is too quick',
        with: declared('slowStart: 60s, probes: {startup: null}'),
        says: [kills('slowStart', 'startup', 60)],
      },
      {
        of: 'no startup probe',
        with: declared('probes: {startup: {enabled: false}}'),
        says: [kills('probes.startup', 'liveness', 60)],
      },
      {
        of: 'no probe that kills',
        with: declared('probes: {startup: {enabled: false}, liveness: {enabled: false}}'),
        says: [],
      },
      { of: 'one copy', with: `storage: {replicated: {copies: 1}}\n${declared(quick)}`, says: [] },
      {
        of: 'a role left to its default',
        with: `storage: {replicated: null}\n${declared(`on: replicated, ${quick}`)}`,
        says: [kills('probes.startup', 'startup', 65)],
      },
      serverElsewhere,
      { of: 'a role that nothing fills', over: 'one-node', with: declared(`on: replicated, ${quick}`), says: [] },
    ],
    [`${room}/unknown-node`]: [
      { says: [`error at ${room}.node: ${program} on node omega; allowed: alpha`] },
      {
        of: 'a node that takes no pods',
        with: `${nodes('alpha', 'beta, controlPlane: false', 'gamma, controlPlane: false')}
  distribution: kubeadm
${declared('node: alpha')}`,
        says: [`error at ${room}.node: ${program} on node alpha; allowed: beta, gamma`],
      },
      serverElsewhere,
    ],
  };
}
