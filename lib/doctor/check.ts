import type { Any, Seen } from './seen';
import type { Wanted } from './wanted';

export interface Check {
  readonly name: string;
  /** What it needs to see; without any of it, nobody can tell. */
  readonly needs: readonly (keyof Seen)[];
  /** Why there is nothing to look for in this site; undefined where there is. `@default -` there always is */
  idle?(wanted: Wanted): string | undefined;
  /** What is said when nothing is found. */
  readonly passed: string;
  /** Everything that is not as it should be, or that can't be seen. @param now milliseconds since 1970 */
  find(wanted: Wanted, seen: Whole, now: number): Iterable<Wrong>;
}

export interface Wrong {
  readonly result: 'warn' | 'fail' | "can't tell";
  readonly message: string;
  /** What to do about it, or how to find out. */
  readonly fix: string;
}

/** All parts are there; a check reads those that it needs. */
export type Whole = { readonly [Part in keyof Seen]: NonNullable<Seen[Part]> };

export const warn = (message: string, fix: string): Wrong => ({ result: 'warn', message, fix });
export const fail = (message: string, fix: string): Wrong => ({ result: 'fail', message, fix });
export const cantTell = (message: string, fix: string): Wrong => ({ result: "can't tell", message, fix });

/** For want of rights. */
export const mayI = 'kubectl auth can-i --list says what you may; ask somebody who may more';

export const named = (objects: readonly Any[], name: string): Any | undefined =>
  objects.find(({ metadata }) => metadata.name === name);

/** Shape: `kube-system/coredns`. */
export const nameIn = ({ metadata }: Any): string => `${metadata.namespace}/${metadata.name}`;

const most = 3;

/** Shape: `a, b, c and 4 more`. */
export function few(names: readonly string[]): string {
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(', ')} and ${rest} more` : names.join(', ');
}
