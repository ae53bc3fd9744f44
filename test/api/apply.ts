import { join } from 'node:path';
import { nameOf, type Rendered, sourceOf } from './objects';
import type { Resources } from './resources';
import type { Server } from './server';

/** What kubectl printed about one part of a site. */
export interface Applied {
  /** `deployment.apps/web created`, `… configured`, `… unchanged`: one per object that was accepted. */
  readonly outcomes: string[];
  /** Everything on standard error: refusals and warnings. */
  readonly complaints: string[];
}

/** Applies a part as the runbook has a person do it. */
export async function apply(server: Server, site: string, part: string): Promise<Applied> {
  const source = sourceOf(join(site, part));
  const { stdout, stderr } = await server.kubectl('apply', ...source, '--server-side=false', '--validate=strict');
  return { outcomes: lines(stdout), complaints: lines(stderr).filter((line) => !line.includes(alwaysSaid)) };
}

/** kubectl 1.34 to 1.37 says so of every kustomization that sorts for itself, and then does as that says. */
const alwaysSaid = 'Warning: Sorting order is set both in';

/**
 * What a second apply claims to have changed, or refused though the first did not. kubectl sends a PodDisruptionBudget's selector each time, as its type is
 * declared to be replaced and not merged, and prints `configured` though nothing changes; `revisions` still compares it.
 */
export function changed(first: Applied, { outcomes, complaints }: Applied): string[] {
  const refused = complaints.filter((line) => !first.complaints.includes(line));
  const touched = outcomes
    .filter((line) => !line.endsWith(' unchanged'))
    .filter((line) => !line.startsWith('poddisruptionbudget.policy/'));
  return [...refused, ...touched].map((line) => `second apply: ${line}`);
}

/** The lines of `kubectl diff`; none when the cluster holds exactly what is rendered. */
export async function diff(server: Server, site: string, part: string): Promise<string[]> {
  const { code, stdout, stderr } = await server.kubectl('diff', ...sourceOf(join(site, part)), '--server-side=false');
  return code === 0 ? [] : [...lines(stdout), ...lines(stderr), `kubectl diff of ${part}: exit ${code}`];
}

/** The objects as the server holds them now; what it refused is left out. */
// biome-ignore lint/suspicious/noExplicitAny: any Kubernetes object
export async function stored(server: Server, resources: Resources, objects: readonly Rendered[]): Promise<any[]> {
  const answers = await Promise.all(
    objects.map(async (object) => {
      const collection = await resources.collection(object);
      return collection === undefined ? undefined : server.client.get(`${collection}/${object.name}`);
    }),
  );
  return answers.filter((answer) => answer?.status === 200).map((answer) => answer?.body);
}

/** What a second apply must leave as it is. */
// biome-ignore lint/suspicious/noExplicitAny: any Kubernetes object
export function revisions(objects: readonly any[]): Map<string, string> {
  return new Map(
    objects.map(({ apiVersion, kind, metadata }) => [
      nameOf({ apiVersion, kind, ...metadata }),
      `resourceVersion ${metadata.resourceVersion}, generation ${metadata.generation ?? '-'}`,
    ]),
  );
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
