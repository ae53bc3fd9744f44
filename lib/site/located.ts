import type { Finding, LocatedFinding, Path, Position } from './finding';
import type { Positions } from './positions';

export function located(rule: string, path: Path, message: string, fix: string, position: Position): LocatedFinding {
  return { rule, severity: 'error', path, message, fix, ...position };
}

export function locate(findings: readonly Finding[], positions: Positions): LocatedFinding[] {
  return findings.map((finding) => ({ ...finding, ...positions.value(finding.path) }));
}
