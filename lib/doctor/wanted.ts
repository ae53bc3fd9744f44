import { type OutputObject, objectsOf, requirementsOf, secretsOf } from '../output/objects';
import type { Requirement, SecretNeed } from '../site/room';
import type { Site } from '../site/site';

/** A site and all that a cluster must hold for it, rendered once. */
export interface Wanted {
  readonly site: Site;
  readonly objects: readonly OutputObject[];
  readonly requirements: readonly Requirement[];
  readonly secrets: readonly SecretNeed[];
}

export const wantedBy = (site: Site): Wanted => ({
  site,
  objects: objectsOf(site),
  requirements: requirementsOf(site),
  secrets: secretsOf(site),
});
