import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { goModule } from '../support/go-program';
import { crdModules } from './crd-modules';
import type { Rendered } from './objects';
import { Unusable } from './processes';

/** A definition as its project publishes it, and where it was found. */
export interface Crd {
  readonly group: string;
  readonly kind: string;
  readonly from: string;
  readonly object: CrdObject;
}

interface CrdObject {
  readonly kind: 'CustomResourceDefinition';
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    conversion?: { strategy: string };
  };
}

type Kind = Pick<Rendered, 'apiVersion' | 'kind'>;

/** CRD files of projects without a Go module that holds them. */
const folder = process.env.MAMMUT_CRDS || '../shared/crds';

/** The definitions of these kinds: from their project's Go module, else from the folder of `MAMMUT_CRDS`. */
export async function findCrds(kinds: readonly Kind[]): Promise<Crd[]> {
  const groups = [...new Set(kinds.map(groupOf))];
  const known: Crd[] = [];
  for (const { module, version, path } of crdModules.filter((from) =>
    from.groups.some((group) => groups.includes(group)),
  )) {
    known.push(...crdsIn(join(await goModule(module, version), path), `${module}@${version}`));
  }
  if (existsSync(folder)) known.push(...crdsIn(folder, folder));

  const found = new Map<string, Crd>();
  const missing: string[] = [];
  for (const kind of kinds) {
    const crd = known.find((candidate) => candidate.group === groupOf(kind) && candidate.kind === kind.kind);
    if (crd) found.set(crd.object.metadata.name, crd);
    else missing.push(`${kind.kind} (${kind.apiVersion})`);
  }
  if (missing.length > 0) {
    throw new Unusable(
      `no CRD for ${missing.join(', ')}: set MAMMUT_CRDS to a folder of CRD files, whose upstream URLs stand in cdk8s.yaml (looked in ${folder})`,
    );
  }
  return [...found.values()];
}

function crdsIn(path: string, from: string): Crd[] {
  const files = statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => /\.ya?ml$/.test(name))
        .map((name) => join(path, name))
    : [path];
  return files
    .flatMap((file) => loadAll(readFileSync(file, 'utf8')) as (CrdObject | null)[])
    .filter((object) => object?.kind === 'CustomResourceDefinition')
    .map((object) => object as CrdObject)
    .map((object) => ({ group: object.spec.group, kind: object.spec.names.kind, from, object }));
}

function groupOf({ apiVersion }: Kind): string {
  return apiVersion.slice(0, apiVersion.lastIndexOf('/'));
}
