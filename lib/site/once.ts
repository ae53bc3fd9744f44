import type { Site } from './site';

/** Works something out once for each site and hands the same on to all who ask: for pure functions whose results nobody changes. */
export function once<R>(work: (site: Site) => R): (site: Site) => R {
  const known = new WeakMap<Site, { readonly result: R }>();
  return (site) => {
    const found = known.get(site) ?? { result: work(site) };
    known.set(site, found);
    return found.result;
  };
}
