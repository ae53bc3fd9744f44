import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installCharts } from '../../cluster/charts';
import { type Cluster, current, down, type Size, up } from '../../cluster/cluster';
import { inRun } from '../../cluster/layout';
import { measured, since } from './measured';
import { Operator } from './operator';
import { blocks, commandsWith, type Filled, fill } from './runbook';
import { render } from './site';

/** Sites of `sites/`, each with the machines that its declaration names. */
const sizes = {
  'three-nodes': { nodes: 3, members: 3 },
  'addon-ingress': { nodes: 3, members: 3 },
  'co-located': { nodes: 3, members: 3 },
  'two-nodes': { nodes: 2, members: 1 },
  backup: { nodes: 2, members: 1 },
  'one-node': { nodes: 1, members: 1 },
} as const satisfies Record<string, Size>;

export type SiteName = keyof typeof sizes;

/** A cluster with a rendered site, and a person who runs it. */
export interface House {
  readonly cluster: Cluster;
  readonly operator: Operator;
}

const marker = inRun('installed');

/** A cluster that holds nothing yet. */
export async function machines(size: Size): Promise<Cluster> {
  const started = Date.now();
  await down();
  const cluster = await up(size);
  measured(`${size.nodes} nodes, ${size.members} control-plane members: up`, `${since(started)} s`);
  return cluster;
}

/**
 * A cluster that holds nothing yet, and the site's folder, with its charts installed.
 * @param declare makes the declaration once the run's folder is there; default: the one of `sites/`
 */
export async function emptyHouse(site: SiteName, declare = declared): Promise<House> {
  const cluster = await machines(sizes[site]);
  const folder = await render(await declare(site), inRun('dist'));
  await installCharts(cluster, folder);
  const operator = new Operator(cluster.kubernetes, folder);
  if (sizes[site].nodes > 1) await operator.typesWell(commandsWith(folder, 'rollout status deployment coredns'));
  return { cluster, operator };
}

const declared = async (site: SiteName) => `test/e2e/sites/${site}.yaml`;

/** Says that the site runs: tests that come later use it as it is. */
export function installed(site: SiteName): void {
  writeFileSync(marker, site);
}

/** The site as the test before left it; installed by its runbook where another one stands, or none. */
export async function house(site: SiteName): Promise<House> {
  const standing = await standingHouse(site);
  if (standing !== undefined) return standing;
  const found = await emptyHouse(site);
  await install(found.operator);
  installed(site);
  return found;
}

/** The site as the test before left it, where it is this one. */
export async function standingHouse(site: SiteName): Promise<House | undefined> {
  if (standing() !== site) return undefined;
  const cluster = await current();
  return { cluster, operator: new Operator(cluster.kubernetes, join(inRun('dist'), site)) };
}

/** Types the runbook from the first secret to a running server. */
export async function install(operator: Operator): Promise<void> {
  for (const heading of ['Secrets', 'Platform', 'Mastodon']) await follow(operator, heading);
}

/** Types every block of commands of one chapter; what it leaves open, as `<name>`, is filled where the test says how. */
export async function follow(operator: Operator, heading: string, filled: Filled = {}): Promise<void> {
  for (const block of blocks(operator.folder))
    if (block.heading === heading) await operator.typesWell(fill(block.commands, filled));
}

function standing(): string | undefined {
  try {
    return readFileSync(marker, 'utf8');
  } catch {
    return undefined;
  }
}
