import type { Site } from '../site/site';
import type { Any, Seen } from './seen';

export interface Check {
  readonly name: string;
  /** What it needs to see; without any of it, nobody can tell. */
  readonly needs: readonly (keyof Seen)[];
  /** What is said when nothing is found. */
  readonly passed: string;
  /** Everything that is not as it should be. @param now milliseconds since 1970 */
  find(site: Site, seen: Whole, now: number): Iterable<Wrong>;
}

export interface Wrong {
  readonly result: 'warn' | 'fail';
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
}

/** All parts are there; a check reads those that it needs. */
export type Whole = { readonly [Part in keyof Seen]: NonNullable<Seen[Part]> };

export const warn = (message: string, fix: string): Wrong => ({ result: 'warn', message, fix });
export const fail = (message: string, fix: string): Wrong => ({ result: 'fail', message, fix });

export const named = (objects: readonly Any[], name: string): Any | undefined =>
  objects.find(({ metadata }) => metadata.name === name);
