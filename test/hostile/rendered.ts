import type { KubeObject, OutputObject } from '../../lib/output/objects';

/** A text in an object, and the way to it: `spec.template.spec.containers[].args[]`. */
export interface Text {
  readonly object: KubeObject;
  readonly at: string;
  readonly text: string;
}

export function textsOf(objects: readonly OutputObject[]): Text[] {
  return objects.flatMap(({ json }) => [...texts(json, json, '')]);
}

function* texts(object: KubeObject, value: unknown, at: string): Generator<Text> {
  if (typeof value === 'string') yield { object, at, text: value };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, one] of Object.entries(value)) {
    const step = Array.isArray(value) ? '[]' : `${at === '' ? '' : '.'}${key}`;
    if (!Array.isArray(value)) yield { object, at: `${at} (key)`, text: key };
    yield* texts(object, one, at + step);
  }
}

/** Every container of every object, whatever kind it belongs to. */
export function containersOf(objects: readonly OutputObject[]): Container[] {
  return objects.flatMap(({ json }) => [...containers(json)]);
}

export interface Container {
  readonly name: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly [field: string]: unknown;
}

function* containers(value: unknown): Generator<Container> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, one] of Object.entries(value)) {
    if (Array.isArray(one) && /^(init)?containers$/i.test(key)) yield* one as Container[];
    else yield* containers(one);
  }
}

/** What a container runs, all of it: its own command, its probes' and its hooks'. */
export function programsOf(container: Container): string[][] {
  const { command = [], args = [], ...more } = container;
  return [[...command, ...args], ...commands(more)].filter((words) => words.length > 0);
}

function commands(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key === 'command' && Array.isArray(one) ? [one as string[]] : commands(one),
  );
}

/** Commands of a Markdown page that people type: its `sh` blocks. */
export function blocksOf(page: string): string[] {
  return [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block ?? '');
}
