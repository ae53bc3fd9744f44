import { rooms } from '../rooms';
import { budgetFindings } from './budget';
import type { Finding } from './finding';
import { type Rule, runRules } from './rule';
import type { Site } from './site';

/** Every rule of every room, by name. */
export const allRules: readonly Rule[] = rooms.flatMap((room) => room.rules);

/** Runs all rules over a site; never throws for a site that the schema accepts. */
export function check(site: Site): Finding[] {
  const footprints = rooms.flatMap((room) => room.footprints(site));
  return [...runRules(allRules, site), ...budgetFindings(site, footprints)];
}
