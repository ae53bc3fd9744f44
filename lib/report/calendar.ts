import type { OutputObject } from '../output/objects';

/** Sunday first, as cron counts. */
export const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

/** What a CronJob does in a week. */
export interface Recurring {
  readonly name: string;
  /** Cron's own words. */
  readonly schedule: string;
  readonly timeZone: string;
  /** Shape: `03:17`; undefined where it runs many times a day. */
  readonly at: string | undefined;
  /** Days of the week, as cron counts. */
  readonly days: readonly number[];
  /** Only on this day of the month. */
  readonly dayOfMonth: number | undefined;
}

/** All that runs by the clock, in the order of the day. What a person starts by hand is suspended, and left out. */
export function calendarOf(objects: readonly OutputObject[]): Recurring[] {
  return objects
    .filter(({ json }) => json.kind === 'CronJob' && json.spec.suspend !== true)
    .map(({ json }) => recurring(json.metadata.name, json.spec.schedule, json.spec.timeZone ?? 'UTC'))
    .sort((one, other) => order(one).localeCompare(order(other)));
}

/** Several times a day comes last. */
const order = ({ at, name }: Recurring) => `${at ?? '99'} ${name}`;

function recurring(name: string, schedule: string, timeZone: string): Recurring {
  const [minute = '*', hour = '*', dayOfMonth = '*', , weekday = '*'] = schedule.split(' ');
  const timed = /^\d+$/.test(minute) && /^\d+$/.test(hour);
  return {
    name,
    schedule,
    timeZone,
    at: timed ? `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}` : undefined,
    days: weekdays.flatMap((_, day) => (weekday === '*' || weekday.split(',').map(Number).includes(day) ? [day] : [])),
    dayOfMonth: dayOfMonth === '*' ? undefined : Number(dayOfMonth),
  };
}
