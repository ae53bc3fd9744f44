import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { loadAll } from 'js-yaml';
import type { KubeObject } from '../../../lib/output/objects';
import { until } from '../../cluster/command';
import type { Kubectl } from '../../cluster/kubectl';
import { inRun } from '../../cluster/layout';
import type { Operator } from './operator';
import { namespace } from './site';
import { unfinished } from './workloads';

/**
 * Stands for Argo CD and Flux, which can't be had here: applies a site's folders in the order that its own objects for them say,
 * and goes on when what was applied is as healthy as they ask. The git repository is the rendered folder itself; charts are
 * installed already (test/cluster/charts.ts), so their releases are passed over.
 */
interface Step {
  readonly folder: string;
  /** Patches that the controller lays over the folder. */
  readonly patches: readonly object[];
  readonly waits: boolean;
}

export async function applyAsGit(
  operator: Operator,
  kubectl: Kubectl,
  controller: 'argocd' | 'flux',
): Promise<string[]> {
  const steps = controller === 'flux' ? fluxSteps(operator.folder) : argocdSteps(operator.folder);
  for (const step of steps) {
    await operator.typesWell(`kubectl apply -k ${overlay(operator.folder, step)}`);
    if (step.waits) await until(`${step.folder} to be healthy`, 300, () => healthy(kubectl, step));
  }
  return steps.map(({ folder }) => folder);
}

/** By what each waits for; a folder whose name is no folder of ours holds charts. */
function fluxSteps(site: string): Step[] {
  const left = objectsIn(join(site, 'gitops/root')).filter(({ kind }) => kind === 'Kustomization');
  const done = new Set<string>();
  const steps: Step[] = [];
  while (left.length > 0) {
    const next = left.findIndex(({ spec }) =>
      (spec.dependsOn ?? []).every(({ name }: { name: string }) => done.has(name)),
    );
    const [one] = left.splice(next, 1);
    if (next < 0 || one === undefined) throw new Error('the Kustomizations wait for each other');
    done.add(one.metadata.name);
    const folder = one.spec.path.split('/').at(-1);
    if (folder !== 'releases') steps.push({ folder, patches: [], waits: one.spec.wait });
  }
  return steps;
}

/** By wave; each is waited for, as Argo CD does once it knows the health of Applications. */
function argocdSteps(site: string): Step[] {
  const wave = ({ metadata }: KubeObject) => Number(metadata.annotations?.['argocd.argoproj.io/sync-wave']);
  return objectsIn(join(site, 'releases/site'))
    .sort((one, other) => wave(one) - wave(other))
    .map(({ spec }) => ({
      folder: spec.source.path.split('/').at(-1),
      patches: spec.source.kustomize?.patches ?? [],
      waits: true,
    }));
}

function objectsIn(folder: string): KubeObject[] {
  return readdirSync(folder).flatMap((name) => loadAll(readFileSync(join(folder, name), 'utf8')) as KubeObject[]);
}

function overlay(site: string, { folder, patches }: Step): string {
  const over = inRun(join('overlays', folder));
  mkdirSync(over, { recursive: true });
  const resources = [relative(over, join(site, folder))];
  writeFileSync(
    join(over, 'kustomization.yaml'),
    JSON.stringify({ resources, patches, sortOptions: { order: 'fifo' } }),
  );
  return over;
}

/** Workloads are rolled out, Jobs are through, claims are bound, unless an annotation says that they have no say. */
async function healthy(kubectl: Kubectl, { folder }: Step): Promise<boolean> {
  if (folder === 'mastodon') {
    const { items: jobs } = await kubectl.json('get', 'jobs', '--namespace', namespace);
    const through = jobs.every(({ status }: KubeObject) => status.succeeded > 0);
    return through && (await unfinished(kubectl)).length === 0;
  }
  const { items: claims } = await kubectl.json('get', 'persistentvolumeclaims', '--namespace', namespace);
  return claims
    .filter(({ metadata }: KubeObject) => metadata.annotations?.['argocd.argoproj.io/ignore-healthcheck'] !== 'true')
    .every(({ status }: KubeObject) => status.phase === 'Bound');
}
