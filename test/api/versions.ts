import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A Kubernetes version that this folder can build. */
export interface Version {
  /** As upstream tags it: `v1.37.2`. */
  readonly tag: string;
  /** Where its go.mod and go.sum lie. */
  readonly folder: string;
}

/** The repository's folder of versions; every command of the package runs at the repository's root. */
export const kubernetesFolder = join(process.cwd(), 'test/api/kubernetes');

/** Oldest first. */
export function versions(): Version[] {
  return readdirSync(kubernetesFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(kubernetesFolder, entry.name))
    .map((folder) => ({ tag: tagIn(join(folder, 'go.mod')), folder }))
    .sort((a, b) => a.tag.localeCompare(b.tag, 'en', { numeric: true }));
}

function tagIn(goMod: string): string {
  const tag = /^\s*k8s\.io\/kubernetes (v\S+)/m.exec(readFileSync(goMod, 'utf8'))?.[1];
  if (tag === undefined) throw new Error(`${goMod} requires no k8s.io/kubernetes`);
  return tag;
}
