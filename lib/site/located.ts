import type { Finding, LocatedFinding, Path, Position } from './finding';
import type { Positions } from './positions';

export function located(rule: string, path: Path, message: string, fix: string, position: Position): LocatedFinding {
  return { rule, severity: 'error', path, message, fix, ...position };
}

/** The declaration first, then its bases, each in the order of its lines. */
export function inOrder(findings: readonly LocatedFinding[]): LocatedFinding[] {
  return [...findings].sort(
    (one, other) => compare(one.file ?? '', other.file ?? '') || one.line - other.line || one.column - other.column,
  );
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

export function locate(findings: readonly Finding[], positions: Positions): LocatedFinding[] {
  return findings.map((finding) => ({ ...finding, ...positions.value(finding.path) }));
}
