import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { goModule } from '../../support/go-program';

// biome-ignore lint/suspicious/noExplicitAny: any Kubernetes object
export type KubeObject = any;

/** Kubernetes objects in a file or a folder of a Go module, as its project publishes them. */
export async function objectsOf(module: string, version: string, path: string): Promise<KubeObject[]> {
  const at = join(await goModule(module, version), path);
  const files = statSync(at).isDirectory()
    ? readdirSync(at)
        .filter((name) => /\.ya?ml$/.test(name))
        .map((name) => join(at, name))
    : [at];
  return files.flatMap((file) => loadAll(readFileSync(file, 'utf8'))).filter((object) => object !== null);
}
