import { announcerChecks } from './announcer-checks';
import { applicationChecks } from './application-checks';
import { backupChecks } from './backup-checks';
import { chartChecks } from './chart-checks';
import { type Check, cantTell, mayI, type Whole } from './check';
import { clusterChecks } from './cluster-checks';
import { diskChecks } from './disk-checks';
import { driftChecks } from './drift-checks';
import { machineChecks } from './machine-checks';
import { networkChecks } from './network-checks';
import { placementChecks } from './placement-checks';
import { policyChecks } from './policy-checks';
import type { Seen } from './seen';
import { storageChecks } from './storage-checks';
import type { Wanted } from './wanted';

export type Result = 'pass' | 'warn' | 'fail' | "can't tell";

/** What one check found. */
export interface Diagnosis {
  readonly check: string;
  readonly result: Result;
  readonly message: string;
  /** What to do, where something is to be done. */
  readonly fix?: string;
}

/** From the machines up to what is applied on them. */
export const checks: readonly Check[] = [
  ...clusterChecks,
  ...placementChecks,
  ...machineChecks,
  ...diskChecks,
  ...storageChecks,
  ...networkChecks,
  ...announcerChecks,
  ...policyChecks,
  ...applicationChecks,
  ...chartChecks,
  ...backupChecks,
  ...driftChecks,
];

/** Holds what is seen of a cluster against the site. @param now milliseconds since 1970 */
export function diagnose(wanted: Wanted, seen: Seen, now: number): Diagnosis[] {
  return checks.flatMap((check) => results(check, wanted, seen, now).map((one) => ({ check: check.name, ...one })));
}

function results(
  { needs, idle, find, passed }: Check,
  wanted: Wanted,
  seen: Seen,
  now: number,
): Omit<Diagnosis, 'check'>[] {
  const nothing = idle?.(wanted);
  if (nothing !== undefined) return [{ result: 'pass', message: nothing }];
  const unseen = needs.filter((part) => seen[part] === undefined);
  if (unseen.length > 0) return [cantTell(`kubectl did not show ${unseen.join(', ')}`, mayI)];
  const wrong = [...find(wanted, seen as Whole, now)];
  return wrong.length === 0 ? [{ result: 'pass', message: passed }] : wrong;
}
