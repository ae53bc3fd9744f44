import { render } from './output/render';
import type { Bases } from './site/bases';
import { declare } from './site/declare';
import { hasErrors, type LocatedFinding } from './site/finding';
import { hostOf } from './site/host-of';
import type { HostSource } from './site/host-source';
import { readLock } from './site/lock';

/** Everything that one declaration becomes. */
export interface Synthesis {
  /** Path below the site's folder → content; empty while there is an error. */
  readonly files: ReadonlyMap<string, string>;
  /** Errors and warnings, each with its place in the declaration. */
  readonly findings: readonly LocatedFinding[];
  /** The site's name, which is the name of its folder; undefined while there is an error. */
  readonly name: string | undefined;
  /** Content for the lock file beside the declaration; undefined where it is as it should be. */
  readonly lock: string | undefined;
}

/**
 * From the text of a declaration to its files: pure, and the same bytes for the same text everywhere.
 * @param declaration content of a site.yaml
 * @param lock content of the lock beside it; `@default -` the versions that this Mammut starts with
 * @param host where the declaration says `cluster: <file>`: what lies in that file
 * @param bases where the declaration says `extends: <file>`: what lies in that file, and in those that it extends
 * @throws {Error} for a lock that is none; everything wrong with the declaration is a finding
 */
export function synthesize(declaration: string, lock?: string, host?: HostSource, bases?: Bases): Synthesis {
  const { versions, write } = readLock(lock);
  const { site, findings, defaults, place } = declare(declaration, versions, host && hostOf(host), bases);
  if (site === undefined) return { files: new Map(), findings, name: undefined, lock: write };
  const rendered = render(site, { warnings: findings, defaults });
  const all = [...findings, ...place(rendered.findings)];
  return hasErrors(all)
    ? { files: new Map(), findings: all, name: undefined, lock: write }
    : { files: rendered.files, findings: all, name: site.name, lock: write };
}
