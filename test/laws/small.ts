import type { Audited, Law } from '../../lib/audit/law';
import type { KubeObject, OutputObject } from '../../lib/output/objects';
import type { Site } from '../../lib/site/site';

// Objects as small as a law needs them, in place of a whole site's.

// biome-ignore lint/suspicious/noExplicitAny: parts of objects as JSON
export type Part = any;

const home = 'mastodon';

/** An object of our namespace; `metadata` and all else may be said anew. */
export function object(kind: string, name: string, { metadata = {}, file, ...rest }: Part = {}): OutputObject {
  const json = { apiVersion: 'v1', kind, metadata: { name, namespace: home, ...metadata }, ...rest } as KubeObject;
  return { file: file ?? `mastodon/${name}.yaml`, from: 'mastodon.web', json };
}

/** A workload whose pods have the label `app` with its name. */
export function workload(
  kind: string,
  name: string,
  pod: Part = {},
  spec: Part = {},
  metadata: Part = {},
): OutputObject {
  const template = { metadata: { labels: { app: name } }, spec: pod };
  const own = kind === 'CronJob' ? { jobTemplate: { spec: { template } } } : { template };
  return object(kind, name, { metadata, spec: { ...own, ...spec } });
}

export const deployment = (name: string, pod: Part = {}, spec: Part = {}, metadata: Part = {}): OutputObject =>
  workload('Deployment', name, pod, { selector: { matchLabels: { app: name } }, ...spec }, metadata);

/** What a law finds, one line a breach: `Deployment web: has no selector`. */
export function says(law: Law, objects: readonly OutputObject[], given: Part = {}): string[] {
  const audited = { site: { namespace: home } as Site, objects, requirements: [], secrets: [], connections: [] };
  return [...law.check({ ...audited, ...given } as Audited)].map(
    ({ object: { json }, message }) => `${json.kind} ${json.metadata.name}: ${message}`,
  );
}

/** What a named chart brings. */
export const provides = (what: Part): Part => ({
  requirements: [{ name: 'chart', provides: what }, { name: 'plain' }],
});
