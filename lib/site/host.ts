import { posix } from 'node:path';
import type { Bases } from './bases';
import { isFileBeside } from './file-name';
import type { LocatedFinding, Path } from './finding';
import { composed } from './layered';
import { located } from './located';
import type { Tree } from './merge';
import type { Parsed } from './parse';
import { quoted } from './quoted';
import type { Site } from './site';
import type { VersionName, Versions } from './versions';

// Several sites on one cluster: one of them, the host, declares it and renders its platform; the others are guests.

/** What a guest takes from its host. */
const hostKeys = ['cluster', 'network', 'storage'];

/** The site on whose cluster another one is a guest. */
export interface Host {
  /** Its declaration's file, as the guest names it. */
  readonly file: string;
  /** Its declaration as written. */
  readonly value: Readonly<Record<string, unknown>>;
  readonly site: Site;
}

/** The file that a declaration names in place of a cluster of its own, where it may name that; as from its own folder, though a base names it as from the base's. */
export function hostFile(text: string, bases?: Bases): string | undefined {
  const { parsed } = composed(text, bases);
  const cluster = (parsed?.value as Tree | null | undefined)?.cluster;
  if (parsed === undefined || typeof cluster !== 'string' || !isFileBeside(cluster)) return undefined;
  return posix.join(posix.dirname(parsed.positions.value(['cluster']).file ?? ''), cluster);
}

/** A guest's declaration with its host's parts in it; what is found there stands where the host is named. */
export function withHost(
  parsed: Parsed,
  host: Host | undefined,
): { readonly parsed: Parsed; readonly findings: readonly LocatedFinding[] } {
  const own = parsed.value as Tree;
  if (typeof own?.cluster !== 'string') return { parsed, findings: [] };
  const at = (path: Path) => (hostKeys.includes(String(path[0])) ? ['cluster'] : path);
  const finding = (path: Path, message: string, fix: string) =>
    located('declaration/guest', path, message, fix, parsed.positions.value(path));
  const doubled = hostKeys
    .filter((key) => key !== 'cluster' && key in own)
    .map((key) => finding([key], `${key} of a guest; allowed in ${own.cluster} alone`, 'delete it'));
  const elsewhere = !isFileBeside(own.cluster)
    ? [
        finding(
          ['cluster'],
          `cluster is ${quoted(own.cluster)}; allowed: a map, or a file beside this one or below, like home.yaml`,
          'put the declaration of its host beside this one',
        ),
      ]
    : [];
  const unknown =
    host === undefined && elsewhere.length === 0
      ? [
          finding(
            ['cluster'],
            `cluster is ${own.cluster}; that declaration is not at hand, has errors, or is a guest itself`,
            'name the file of a site that renders',
          ),
        ]
      : [];
  const taken = Object.fromEntries(
    hostKeys.flatMap((key) => (host && key in host.value ? [[key, host.value[key]]] : [])),
  );
  const { positions } = parsed;
  return {
    parsed: {
      ...parsed,
      value: { ...own, ...taken },
      positions: { value: (path) => positions.value(at(path)), key: (path) => positions.key(at(path)) },
    },
    findings: [...doubled, ...elsewhere, ...unknown],
  };
}

/** Charts are installed once on a cluster, in the host's versions. */
export function versionsOf(own: Versions, host: Host | undefined): Versions {
  if (host === undefined) return own;
  const names = (Object.keys(own) as VersionName[]).filter((name) => name.startsWith('chart/'));
  return { ...own, ...Object.fromEntries(names.map((name) => [name, host.site.versions[name]])) };
}
