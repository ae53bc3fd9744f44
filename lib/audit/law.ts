import type { Connection } from '../kube/connection';
import type { OutputObject } from '../output/objects';
import type { Requirement, SecretNeed } from '../site/room';
import type { Site } from '../site/site';

/** What the audit may look at: the final objects, and what is declared to be there besides. */
export interface Audited {
  readonly site: Site;
  readonly objects: readonly OutputObject[];
  readonly requirements: readonly Requirement[];
  readonly secrets: readonly SecretNeed[];
  readonly connections: readonly Connection[];
}

/** A law that final objects keep, whatever was declared. One law, one file. */
export interface Law {
  /** Stable name, `audit/what-holds`. */
  readonly name: string;
  /** One sentence: what holds, and what goes wrong where it doesn't. */
  readonly why: string;
  check(audited: Audited): Iterable<Breach>;
}

export interface Breach {
  readonly object: OutputObject;
  /** What was found, lower case, no full stop. */
  readonly message: string;
}
