import type { Ended, Started } from './container';

/** How many deaths of each kind a test tries. */
export const deaths = Number(process.env.FAULTS ?? 4);

/** Numbers from 1 to `last`, spread evenly. */
export const spread = (last: number): number[] =>
  Array.from({ length: deaths }, (_, index) => 1 + Math.floor(((index + 0.5) * last) / deaths));

export function killAfter(started: Started, milliseconds: number): Promise<Ended> {
  const timer = setTimeout(() => started.kill(), milliseconds);
  return started.ended.finally(() => clearTimeout(timer));
}
