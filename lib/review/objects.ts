import { loadAll } from 'js-yaml';
import { identityOf, type KubeObject } from '../output/objects';

/** Objects of rendered folders by site and identity. */
export type Objects = ReadonlyMap<string, Held>;

export interface Held {
  readonly json: KubeObject;
  /** Path below the site's folder. */
  readonly file: string;
  /** Its site, where several are reviewed at once. */
  readonly site?: string;
}

/** Folders whose files are applied; all others are read by people and by helm. */
const applied = /^(?:([^/]+)\/)?(?:platform|mastodon|operations|gitops|releases)\/.*\.yaml$/;

const isApplied = (file: string) => applied.test(file) && !file.endsWith('/kustomization.yaml');

/** The folder's sites, each with the paths of what is applied of it; a site's own folder has the name ''. */
export function sitesIn(files: Iterable<string>): Map<string, string[]> {
  const sites = new Map<string, string[]>();
  for (const file of files) {
    if (!isApplied(file)) continue;
    const site = siteOf(file);
    const known = sites.get(site);
    if (known === undefined) sites.set(site, [file]);
    else known.push(file);
  }
  return sites;
}

const siteOf = (file: string) => applied.exec(file)?.[1] ?? '';

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
    .filter(([file]) => isApplied(file))
    .flatMap(([file, text]) => reader.objectsOf(file, text).map((json) => ({ file, json })))
    .filter((one): one is Held => typeof one.json?.kind === 'string' && typeof one.json.metadata?.name === 'string');
  return new Map(held.map((one) => [`${siteOf(one.file)}:${identityOf(one.json)}`, one]));
}
