import { loadAll } from 'js-yaml';
import { identityOf, type KubeObject } from '../output/objects';

/** Objects of rendered folders by site and identity. */
export type Objects = ReadonlyMap<string, Held>;

export interface Held {
  readonly json: KubeObject;
  /** Path below the site's folder. */
  readonly file: string;
}

/** Folders whose files are applied; all others are read by people and by helm. */
const applied = /^(?:([^/]+)\/)?(?:platform|mastodon|operations|gitops|releases)\/.*\.yaml$/;

/** Reads each text once: most files of two renderings are the same. */
export class Reader {
  private readonly known = new Map<string, readonly (KubeObject | null)[]>();

  objectsOf(file: string, text: string): readonly (KubeObject | null)[] {
    const known = this.known.get(text) ?? (loadAll(text, undefined, { filename: file }) as (KubeObject | null)[]);
    this.known.set(text, known);
    return known;
  }
}

/** @param files path below a site's folder, or below the folder of several, → content */
export function objectsIn(files: ReadonlyMap<string, string>, reader = new Reader()): Objects {
  const held = [...files]
    .filter(([file]) => applied.test(file) && !file.endsWith('/kustomization.yaml'))
    .flatMap(([file, text]) => reader.objectsOf(file, text).map((json) => ({ file, json })))
    .filter((one): one is Held => typeof one.json?.kind === 'string' && typeof one.json.metadata?.name === 'string');
  return new Map(held.map((one) => [`${applied.exec(one.file)?.[1] ?? ''}:${identityOf(one.json)}`, one]));
}
