import * as v from 'valibot';
import { engines } from '.';
import type { FoundClass, RoleName } from './engine';
import { foundUnknown } from './foreign';

/** One way to fill a role with what a cluster has already. */
export interface Filling {
  /** What a person calls it: the engine, or a class that is another's. */
  readonly name: string;
  /** What stands below the role in a declaration. */
  readonly declared: { readonly engine: string };
  /** False where nobody knows what the class can do. */
  readonly certain: boolean;
}

/** Those that are known first; of these the cluster's default class first. */
export function fillings(classes: readonly FoundClass[], role: RoleName): Filling[] {
  const inOrder = [...classes.filter(({ isDefault }) => isDefault), ...classes.filter(({ isDefault }) => !isDefault)];
  const certain = inOrder.flatMap((found) =>
    engines.flatMap(({ name: engine, schema, whereFound }): Filling[] => {
      const more = whereFound?.(found, role);
      const declared = { engine, ...more };
      if (more === undefined || !v.safeParse(schema, declared).success) return [];
      return [{ name: engine === 'existing' ? found.name : engine, declared, certain: true }];
    }),
  );
  const recognised = (found: FoundClass) =>
    engines.some(({ whereFound, fills }) => fills.some((one) => whereFound?.(found, one) !== undefined));
  const unknown = inOrder.flatMap((found): Filling[] => {
    const more = recognised(found) ? undefined : foundUnknown(found, role);
    return more === undefined ? [] : [{ name: found.name, declared: { engine: 'existing', ...more }, certain: false }];
  });
  return [...certain, ...unknown].filter(
    ({ name }, index, all) => all.findIndex((other) => other.name === name) === index,
  );
}
