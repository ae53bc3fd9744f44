import { check } from './check';
import { type DefaultTaken, defaultsTaken } from './defaults';
import { type Finding, hasErrors, type LocatedFinding } from './finding';
import { locate } from './located';
import { read } from './read';
import { resolve } from './resolve';
import type { Site } from './site';
import { topologyDefaults } from './topology-defaults';
import type { Versions } from './versions';

/** A declaration read, resolved and checked. `site` is there when nothing forbids to render it. */
export interface Checked {
  readonly site?: Site;
  /** Everything found, in the order of the file. */
  readonly findings: readonly LocatedFinding[];
  readonly defaults: readonly DefaultTaken[];
  /** Gives findings of later stages their place in the file. */
  place(findings: readonly Finding[]): LocatedFinding[];
}

/** @param text content of the declaration */
export function declare(text: string, versions: Versions): Checked {
  const { declared, parsed, findings } = read(text);
  const place = (later: readonly Finding[]) =>
    parsed ? locate(later, parsed.positions) : later.map((one) => ({ ...one, line: 1, column: 1 }));
  if (declared === undefined || parsed === undefined) return { findings, defaults: [], place };
  const site = resolve(declared, versions, parsed.value as object);
  const found = place(check(site)).sort((one, other) => one.line - other.line || one.column - other.column);
  const defaults = [...topologyDefaults(declared, site), ...defaultsTaken(parsed.value, declared)];
  return { ...(hasErrors(found) ? {} : { site }), findings: found, defaults, place };
}
