import type { BackupPlan } from './backup';

/** Hours and minutes, counted on from the time of the backup. */
function after(daily: string, minutes: number): { minute: number; hour: number } {
  const [hour = 0, minute = 0] = daily.split(':').map(Number);
  const all = (hour * 60 + minute + minutes) % (24 * 60);
  return { minute: all % 60, hour: Math.floor(all / 60) };
}

function every(plan: BackupPlan, minutes: number, how: 'daily' | 'weekly' | 'monthly'): string {
  const { minute, hour } = after(plan.daily, minutes);
  return `${minute} ${hour} ${how === 'monthly' ? '1' : '*'} * ${how === 'weekly' ? '0' : '*'}`;
}

/**
 * When what runs. Locks keep them apart; the distances only spare them from waiting for each other.
 * Cron's own words: `17 3 * * *`.
 */
export function times(plan: BackupPlan) {
  const { rehearse } = plan;
  const how = rehearse === 'never' ? 'weekly' : rehearse;
  return {
    backup: every(plan, 0, 'daily'),
    upkeep: every(plan, 120, 'daily'),
    fetch: every(plan, 180, how),
    rehearsal: every(plan, 240, how),
    caretaker: '*/2 * * * *',
    notify: '*/10 * * * *',
  };
}
