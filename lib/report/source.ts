import { type OutputObject, objectsOf } from '../output/objects';
import { type LossRow, lossRows } from '../output/survival';
import type { DefaultTaken } from '../site/defaults';
import type { LocatedFinding } from '../site/finding';
import type { Site } from '../site/site';
import { type Topology, topologyOf } from './topology';

/** All that a page about a site tells. */
export interface ReportSource {
  readonly site: Site;
  readonly findings: readonly LocatedFinding[];
  readonly defaults: readonly DefaultTaken[];
  readonly objects: readonly OutputObject[];
  readonly topology: Topology;
  readonly losses: readonly LossRow[];
}

export function reportSource(
  site: Site,
  notes: { readonly findings: readonly LocatedFinding[]; readonly defaults: readonly DefaultTaken[] },
): ReportSource {
  return { site, ...notes, objects: objectsOf(site), topology: topologyOf(site), losses: lossRows(site) };
}
