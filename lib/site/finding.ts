import { looksSecret } from './secret-values';

/** Something that a person should know about their declaration or about the objects made from it. */
export interface Finding {
  /** Stable name, `room/what-is-wrong`, explained by `mammut explain`. */
  readonly rule: string;
  /** `error` stops before anything is written; `warning` is printed and goes into the runbook. */
  readonly severity: Severity;
  /** Key path in the declaration, e.g. `['cluster', 'nodes', 0, 'memory']`; empty for the whole file. */
  readonly path: Path;
  /** What was found and what is allowed, lower case, no full stop. */
  readonly message: string;
  /** How to mend it, an imperative. */
  readonly fix: string;
}

/** A place in the declaration's file, line and column counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
  /** The base in which it stands, as from the declaration's folder; undefined in the declaration itself. */
  readonly file?: string;
}

/** A finding with its place in the file. */
export type LocatedFinding = Finding & Position;

export type Severity = 'error' | 'warning';

export type Path = readonly (string | number)[];

/** `['cluster', 'nodes', 0, 'memory']` → `cluster.nodes[0].memory`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    // A secret that was written where a key belongs is not repeated.
    const key = looksSecret(step) === undefined ? step : '(not shown)';
    return text === '' ? key : `${text}.${key}`;
  }, '');
}

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'error');
}
