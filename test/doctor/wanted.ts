import { type Wanted, wantedBy } from '../../lib/doctor/wanted';
import type { ShippedSite } from '../../lib/site/rule';
import type { Site } from '../../lib/site/site';
import { shipped } from '../support/site';

const rendered = new Map<Site, Wanted>();

/** A shipped site with changes and what it wants of a cluster, rendered once for all tests. */
export function wanted(name: ShippedSite, overlay = ''): Wanted {
  const site = shipped(name, overlay);
  const known = rendered.get(site) ?? wantedBy(site);
  rendered.set(site, known);
  return known;
}
