import type { Site } from '../site/site';
import { names } from './jobs';
import { planOf } from './plan';
import { rehearsal } from './rehearsal';

/** A CronJob that has to end well again and again. Unit: hours. */
export interface Turn {
  readonly cronJob: string;
  /** What each turn makes, for people. */
  readonly what: string;
  /** Age of the last one that ended well after which a turn was missed. `@default -` as `overdue` */
  readonly late?: number;
  /** Age after which it is a fault. */
  readonly overdue: number;
  /** A new site has none of these until its first turn; otherwise that is a fault from the first day on. `@default false` */
  readonly begins?: boolean;
}

const day = 24;

/** Days from one rehearsal to the next, at most. */
export const rehearsalDays = { daily: 1, weekly: 7, monthly: 31 } as const;

/** Days without a rehearsal that ended well after which two turns were missed, which is one too many. */
export const overdueDays = (how: keyof typeof rehearsalDays): number => rehearsalDays[how] * 2 + 1;

/** A set counts when it was read back: only then its Job ends well. */
export function backupTurn(site: Site): Turn | undefined {
  return planOf(site) && { cronJob: names.backup, what: 'backup', overdue: 2 * day };
}

/** A rehearsal ends well when the set that it restored equals what was written down. */
export function rehearsalTurn(site: Site): Turn | undefined {
  const how = planOf(site)?.rehearse ?? 'never';
  if (how === 'never') return undefined;
  return {
    cronJob: rehearsal,
    what: 'rehearsal',
    late: (rehearsalDays[how] + 1) * day,
    overdue: overdueDays(how) * day,
    begins: true,
  };
}

/** Every ten minutes somebody outside is told how the others ended. */
export function noticeTurn(site: Site): Turn | undefined {
  return planOf(site)?.pingSecret === undefined
    ? undefined
    : { cronJob: names.notify, what: 'notice', late: 2, overdue: 2 * day, begins: true };
}
