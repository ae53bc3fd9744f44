import type { Held } from './objects';
import { type Review, verdictOf } from './review';

/** Reviews of several sites as one, in which each object and each line says whose it is. */
export function together(reviews: ReadonlyMap<string, Review>): Review {
  const sites = [...reviews];
  const [only] = sites;
  if (only !== undefined && sites.length === 1) return only[1];
  const all = <T>(part: (one: Review) => readonly T[], titled: (one: T, site: string) => T) =>
    sites.flatMap(([site, one]) => part(one).map((entry) => titled(entry, site)));
  const held = (one: Held, site: string) => ({ ...one, site });
  const parts = {
    created: all(({ created }) => created, held),
    deleted: all(({ deleted }) => deleted, held),
    changed: all(
      ({ changed }) => changed,
      (one, site) => ({ ...one, object: held(one.object, site) }),
    ),
    never: all(
      ({ never }) => never,
      (one, site) => ({ ...one, path: [site, ...one.path] }),
    ),
    risks: all(
      ({ risks }) => risks,
      (one, site) => `${site}: ${one}`,
    ),
  };
  return { ...parts, verdict: verdictOf(parts) };
}
