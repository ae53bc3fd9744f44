import type { Any } from '../../lib/doctor/seen';
import type { ShippedSite } from '../../lib/site/rule';

/**
 * What is planted, how, and what the doctor has to say of it, a line each; in a cluster of `home`, or of another shipped site with changes.
 * `plant` gets a healthy cluster of its own and gives the parts that it changes.
 */
export type Fault = readonly [
  name: string,
  plant: (cluster: Any) => object,
  said: string | readonly string[],
  site?: readonly [name: ShippedSite, overlay: string],
];

/** Breaks something in the cluster that it is given. */
export function broken(breakIt: (cluster: Any) => unknown): (cluster: Any) => object {
  return (cluster) => {
    breakIt(cluster);
    return cluster;
  };
}

/** For faults that are in the declaration. */
export const untouched = (cluster: Any): object => cluster;

/** The site with changes in its declaration. */
export const over = (name: ShippedSite, overlay: string) => [name, overlay] as const;
