import type { Site } from '../site/site';
import { applicationChecks } from './application-checks';
import type { Whole } from './check';
import { clusterChecks } from './cluster-checks';
import { networkChecks } from './network-checks';
import type { Seen } from './seen';
import { storageChecks } from './storage-checks';

export type Result = 'pass' | 'warn' | 'fail' | "can't tell";

/** What one check found. */
export interface Diagnosis {
  readonly check: string;
  readonly result: Result;
  readonly message: string;
  /** What to do, where something is to be done. */
  readonly fix?: string;
}

const checks = [...clusterChecks, ...storageChecks, ...networkChecks, ...applicationChecks];

/** Holds what is seen of a cluster against the site. @param now milliseconds since 1970 */
export function diagnose(site: Site, seen: Seen, now: number): Diagnosis[] {
  return checks.flatMap(({ name: check, needs, find, passed }): Diagnosis[] => {
    const unseen = needs.filter((part) => seen[part] === undefined);
    if (unseen.length > 0)
      return [{ check, result: "can't tell", message: `kubectl did not show ${unseen.join(', ')}` }];
    const wrong = [...find(site, seen as Whole, now)];
    return wrong.length === 0 ? [{ check, result: 'pass', message: passed }] : wrong.map((one) => ({ check, ...one }));
  });
}
