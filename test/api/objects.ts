import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { loadAll } from 'js-yaml';
import { Unusable } from './processes';
import type { Server } from './server';

/** A rendered object: who it is, where it stands, and its YAML text for the server to parse. */
export interface Rendered {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  /** Relative to the site's folder. */
  readonly file: string;
  readonly yaml: string;
}

/** In the order in which they are applied; most sites lack the first and the last. */
export const parts = ['releases', 'platform', 'mastodon', 'operations', 'gitops'];

export function partsOf(site: string): string[] {
  return parts.filter((part) => existsSync(join(site, part)));
}

/** The flags with which a part is applied: its kustomization, or all files where it has none. */
export function sourceOf(folder: string): string[] {
  return existsSync(join(folder, 'kustomization.yaml')) ? ['-k', folder] : ['-R', '-f', folder];
}

/** The sites rendered in a folder: every subfolder with something to apply. */
export function sitesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.') && statSync(join(folder, name)).isDirectory())
    .filter((name) => partsOf(join(folder, name)).length > 0)
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** Every object file of a site as it lies there. */
export function filesOf(site: string): Rendered[] {
  return partsOf(site).flatMap((part) =>
    readdirSync(join(site, part), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name) && entry.name !== 'kustomization.yaml')
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .flatMap((file) => objectsIn(readFileSync(file, 'utf8'), relative(site, file))),
  );
}

/** What kubectl makes of one part: the objects that are applied, whatever the kustomization does to the files. */
export async function appliedBy(server: Server, site: string, part: string): Promise<Rendered[]> {
  const folder = join(site, part);
  if (sourceOf(folder)[0] !== '-k') return filesOf(site).filter(({ file }) => file.startsWith(`${part}/`));
  const built = await server.kubectl('kustomize', folder);
  if (built.code !== 0) throw new Unusable(`kubectl kustomize ${folder}: ${built.stderr}`);
  return objectsIn(built.stdout, part);
}

export function nameOf({ kind, namespace, name }: Rendered): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

function objectsIn(text: string, file: string): Rendered[] {
  return text
    .split(/^---$/m)
    .map((yaml) => ({ yaml, object: identity(yaml, file) }))
    .filter(({ object }) => object !== undefined)
    .map(({ yaml, object }) => ({ ...(object as Identity), file, yaml }));
}

type Identity = Pick<Rendered, 'apiVersion' | 'kind' | 'namespace' | 'name'>;

/** Only names are read here, so it doesn't matter that this parser and kubectl's disagree about some scalars. */
function identity(yaml: string, file: string): Identity | undefined {
  const object = loadAll(yaml)[0] as
    | { apiVersion?: string; kind?: string; metadata?: { namespace?: string; name?: string } }
    | undefined;
  if (!object) return undefined; // only comments between two separators
  const { apiVersion, kind, metadata } = object;
  if (!apiVersion || !kind || !metadata?.name) throw new Unusable(`${file} is no Kubernetes object`);
  return { apiVersion, kind, namespace: metadata.namespace, name: metadata.name };
}
