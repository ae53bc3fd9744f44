import { guestRules } from '../output/guest-rules';
import { rooms } from '../rooms';
import { volumesExceedDiskRule } from '../storage/capacity';
import { budgetFindings } from './budget';
import type { Finding } from './finding';
import type { Footprint } from './room';
import { type Rule, runRules } from './rule';
import type { Site } from './site';

/** Every rule of every room, and those that need what all rooms put on nodes. */
export const allRules: readonly Rule[] = [
  ...rooms.flatMap((room) => room.rules),
  volumesExceedDiskRule(footprintsOf),
  ...guestRules,
];

/** Runs all rules over a site; never throws for a site that the schema accepts. */
export function check(site: Site): Finding[] {
  return [...runRules(allRules, site), ...budgetFindings(site, footprintsOf(site))];
}

/** What a guest puts on the nodes comes on top of what its host does. */
function footprintsOf(site: Site): Footprint[] {
  const own = rooms.flatMap((room) => room.footprints(site));
  return site.host ? [...own, ...footprintsOf(site.host)] : own;
}
