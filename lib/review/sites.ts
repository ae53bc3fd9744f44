import { renderedAgain } from './again';
import type { Held, Objects } from './objects';
import { type Causes, causesOf, type Review, review, type Verdict } from './review';
import { together } from './together';

/** One site as it is and as it will be. */
export interface SitePair {
  /** Its folder; empty where there is only one. */
  readonly site: string;
  readonly before: Objects;
  readonly after: Objects;
}

export interface SitesReview {
  readonly found: Review;
  readonly causes: Causes | undefined;
  /** Of the sites that change. */
  readonly bySite: ReadonlyMap<string, Verdict>;
}

/**
 * Reviews one site after the other, so that no more than one needs to be held at once.
 * @param elsewhere old objects of other sites, asked for where one does not have what it is about
 */
export function reviewSites(pairs: Iterable<SitePair>, elsewhere: () => Iterable<Held>): SitesReview {
  const reviews = new Map<string, Review>();
  const causes = new Map<string, Causes>();
  let areKnown = true;
  for (const { site, before, after } of pairs) {
    const found = review(before, after, { elsewhere });
    if (found.verdict === 'none') continue;
    reviews.set(site, found);
    const again: Objects | undefined = areKnown ? renderedAgain(before) : undefined;
    areKnown = again !== undefined;
    if (again !== undefined)
      causes.set(site, causesOf(before, again, after) ?? { declaration: found, mammut: nothing });
  }
  const isByMammut = [...causes.values()].some(({ mammut }) => mammut.verdict !== 'none');
  return {
    found: together(reviews),
    causes: areKnown && isByMammut ? joined(causes) : undefined,
    bySite: new Map([...reviews].map(([site, { verdict }]) => [site, verdict])),
  };
}

const nothing = review(new Map(), new Map());

function joined(causes: ReadonlyMap<string, Causes>): Causes {
  const of = (part: keyof Causes) => together(new Map([...causes].map(([site, one]) => [site, one[part]])));
  return { declaration: of('declaration'), mammut: of('mammut') };
}
