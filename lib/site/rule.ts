import type { Finding, Path, Severity } from './finding';
import type { Site } from './site';

/**
 * One failure mode that a declaration can contain. A rule is data plus one pure function; the rules page,
 * `mammut explain` and the tests of the examples all come from it.
 */
export interface Rule {
  /** Stable name, `room/what-is-wrong`. */
  readonly name: string;
  readonly severity: Severity;
  /** One sentence: what may not be, and what happens to people who have it. */
  readonly why: string;
  /** Where the fact comes from: a project's own documentation, source or issue. */
  readonly source: string;
  /** How to mend it in general; a violation may say it more precisely. */
  readonly fix: string;
  /** Declarations, merged over a shipped site, that break and keep the rule. Run by a test. */
  readonly examples: { readonly over: ShippedSite; readonly wrong: string; readonly right: string };
  /** Yields every violation; never throws for a site that the schema accepts. */
  check(site: Site): Iterable<Violation>;
}

export type ShippedSite = 'home' | 'microk8s-jiva' | 'one-node';

export interface Violation {
  readonly path: Path;
  /** What was found and what is allowed, lower case, no full stop. */
  readonly message: string;
  /** Default: the rule's own `fix`. */
  readonly fix?: string;
}

export function runRules(rules: readonly Rule[], site: Site): Finding[] {
  return rules.flatMap((rule) =>
    [...rule.check(site)].map((violation) => ({
      rule: rule.name,
      severity: rule.severity,
      path: violation.path,
      message: violation.message,
      fix: violation.fix ?? rule.fix,
    })),
  );
}
