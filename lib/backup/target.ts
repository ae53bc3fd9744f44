import type { Folders } from '../kube/component';
import type { Connection } from '../kube/connection';
import type { Path } from '../site/finding';
import type { Footprint, Requirement, RunbookPart, SecretNeed } from '../site/room';
import type { Rule } from '../site/rule';
import type { Site } from '../site/site';

/** Where data lies, for failure domains: two places with one domain fall together. */
export interface Place {
  /** For messages: `the NAS nas.lan`. */
  readonly what: string;
  readonly path: Path;
  /** Engine whose faults would hit everything that it keeps. */
  readonly engine: string;
  /** In a class of somebody else's. */
  readonly isOthers: boolean;
  readonly domain: string;
  /** In the same building as the machines, as far as the declaration shows. */
  readonly atHome: boolean;
}

/** All that the project knows about one kind of target. One target, one file. */
export interface Target {
  readonly rules: readonly Rule[];
  /** Where this site's sets lie by it; undefined where it declares no such target. Everything below is asked of used targets only. */
  place(site: Site): Place | undefined;
  requires(site: Site): Requirement[];
  secrets(site: Site): SecretNeed[];
  footprints(site: Site): Footprint[];
  connections(site: Site): Connection[];
  /** What must be there before the first set, the claim included. */
  build(folders: Folders, site: Site): void;
  runbook(site: Site): RunbookPart[];
}
