import type { Bases } from './bases';
import { check } from './check';
import { type DefaultTaken, defaultsTaken } from './defaults';
import { type Finding, hasErrors, type LocatedFinding } from './finding';
import { type Host, versionsOf } from './host';
import { inOrder, locate } from './located';
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
  /** The declaration as it was written, its bases and its host's parts in it. */
  readonly value?: Readonly<Record<string, unknown>>;
  /** Gives findings of later stages their place in the file. */
  place(findings: readonly Finding[]): LocatedFinding[];
}

/**
 * @param text content of the declaration
 * @param host the site whose guest this one is, where the declaration names it
 * @param bases what it extends
 */
export function declare(text: string, versions: Versions, host?: Host, bases?: Bases): Checked {
  const { declared, parsed, findings } = read(text, host, bases);
  const place = (later: readonly Finding[]) =>
    parsed ? locate(later, parsed.positions) : later.map((one) => ({ ...one, line: 1, column: 1 }));
  if (declared === undefined || parsed === undefined) return { findings, defaults: [], place };
  const site = resolve(declared, versionsOf(versions, host), parsed.value as object, host?.site);
  const found = inOrder(place(check(site)));
  const defaults = [...topologyDefaults(declared, site), ...defaultsTaken(parsed.value, declared)];
  const value = parsed.value as Readonly<Record<string, unknown>>;
  return { ...(hasErrors(found) ? {} : { site }), value, findings: found, defaults, place };
}
