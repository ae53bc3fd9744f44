import type { Finding, Path } from './finding';
import type { Position, Positions } from './positions';

/** A finding with its place in the file. */
export type LocatedFinding = Finding & Position;

export function located(rule: string, path: Path, message: string, fix: string, position: Position): LocatedFinding {
  return { rule, severity: 'error', path, message, fix, ...position };
}

export function locate(findings: readonly Finding[], positions: Positions): LocatedFinding[] {
  return findings.map((finding) => ({ ...finding, ...positions.value(finding.path) }));
}
