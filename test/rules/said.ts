import { pathText } from '../../lib/site/finding';
import { type Rule, runRules, type ShippedSite } from '../../lib/site/rule';
import { shipped } from '../support/shipped';

/** What a rule says of a declaration. */
export interface Said {
  /** What is tried. `@default -` its wrong example */
  readonly of?: string;
  /** `@default -` that of its examples */
  readonly over?: ShippedSite;
  readonly with?: string;
  /** One line a finding: severity, where, what; how to mend it only where that is more precise than the rule's own word. */
  readonly says: readonly string[];
}

export function lines(rule: Rule, said: Pick<Said, 'over' | 'with'>): string[] {
  const site = shipped(said.over ?? rule.examples.over, said.with ?? rule.examples.wrong);
  return runRules([rule], site).map(({ severity, path, message, fix }) => {
    const found = `${severity} at ${pathText(path)}: ${message}`;
    return fix === rule.fix ? found : `${found} | ${fix}`;
  });
}
