import { type Cluster, resolveCluster, schedulableNodes, voters } from '../cluster/cluster';
import { resolveStorage } from '../storage';
import type { RoleName } from '../storage/engine';
import { type Filling, fillings } from '../storage/found';
import type { Found } from './found';
import type { Answers } from './questions';

/** Ways to fill a role, by name, and the one of whoever has no wish. */
export interface Choice {
  readonly names: readonly string[];
  readonly usual: string;
}

/** The name of the question about a role. */
const questions = { perNode: 'per-node', replicated: 'replicated', shared: 'shared' } as const;

/** What a cluster's own classes leave to choose; undefined where none suits, and the site's default stays. */
export function choiceOf(role: RoleName, so: Answers, found: Found | undefined): Choice | undefined {
  if (found === undefined || !suits(role, so, found)) return undefined;
  const there = fillings(found.classes, role);
  const preset = presetOf(role, found);
  const certain = there.filter((one) => one.certain).map(({ name }) => name);
  // What the site would install is there already.
  if (certain.includes(preset)) return { names: [preset], usual: preset };
  const [usual = preset] = certain;
  // Classes of a machine's own disk are known by their provisioners: a strange one is no reason to ask.
  if (there.length === 0 || (role === 'perNode' && certain.length === 0)) return undefined;
  return { names: [...there.map(({ name }) => name), preset], usual };
}

/** What is declared below `storage`; a role that is left out has the site's default. */
export function storageOf(
  so: Answers,
  found: Found | undefined,
): Partial<Record<RoleName, { readonly engine: string }>> {
  if (found === undefined) return {};
  const [perNode, shared] = [taken('perNode', so, found), taken('shared', so, found)];
  const many = schedulableNodes(clusterOf(found)).length > 2;
  const replicated = taken('replicated', so, found) ?? (shared && many ? sameAs(shared, found) : undefined);
  // Whoever keeps one of these two on what is there wants no other engine installed for the other.
  const notInstalled = many ? { engine: 'none' } : undefined;
  const declared = {
    perNode: perNode?.declared,
    replicated: replicated?.declared ?? (shared && notInstalled),
    shared: shared?.declared ?? (replicated && so[questions.shared] === undefined ? notInstalled : undefined),
  };
  return Object.fromEntries(Object.entries(declared).filter(([role, one]) => one && !isPreset(role, one, found)));
}

/** What was chosen of the cluster's own; undefined for what the site brings. */
function taken(role: RoleName, so: Answers, found: Found): Filling | undefined {
  const name = so[questions[role]] ?? choiceOf(role, so, found)?.usual;
  return fillings(found.classes, role).find((one) => one.name === name);
}

const sameAs = ({ name }: Filling, { classes }: Found): Filling | undefined =>
  fillings(classes, 'replicated').find((one) => one.certain && one.name === name);

/** Whether volumes of a role would be used, and may be. */
function suits(role: RoleName, so: Answers, found: Found): boolean {
  const cluster = clusterOf(found);
  const nodes = schedulableNodes(cluster).length;
  if (role === 'perNode') return true;
  if (role === 'shared') return nodes > 1;
  // What moves between machines needs a control plane that outlives one of them.
  return nodes > 2 && voters(cluster).length > 2 && taken('shared', so, found) === undefined;
}

const presetOf = (role: RoleName, found: Found): string => resolveStorage({}, clusterOf(found))[role]?.engine ?? 'none';

const isPreset = (role: string, { engine, ...more }: { readonly engine: string }, found: Found): boolean =>
  engine === presetOf(role as RoleName, found) && Object.keys(more).length === 0;

function clusterOf({ distribution, version, nodes }: Found): Cluster {
  return resolveCluster({ distribution, version, nodes: [...nodes] }, '');
}
