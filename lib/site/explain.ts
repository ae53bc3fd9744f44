import { budgetRules } from './budget';
import { allRules } from './check';
import { readRules } from './read-rules';

/** What `mammut explain` and the rules page say of a rule. */
export interface Explained {
  readonly name: string;
  readonly severity: string;
  readonly why: string;
  readonly source?: string | undefined;
  readonly fix: string;
  readonly examples?: { readonly over: string; readonly wrong: string; readonly right: string } | undefined;
}

/** Everything that a finding can be named after: reading, rules, budgets, and the audit's laws. */
export function explainable(laws: readonly { readonly name: string; readonly why: string }[]): Explained[] {
  return [
    ...readRules,
    ...allRules,
    ...budgetRules,
    ...laws.map(({ name, why }) => ({
      name,
      severity: 'error',
      why,
      fix: 'this is a fault of Mammut itself: report it with the declaration',
    })),
  ];
}
