import { isWatched, wipe } from '../progress';

/** How often it is drawn anew. Unit: milliseconds. */
const pace = 200;

/** A line on a terminal that says how far a fleet is; elsewhere nothing. */
export class Progress {
  private readonly began = performance.now();
  private drawn = Number.NEGATIVE_INFINITY;
  private isThere = false;

  /** @param verb what is done to them: `rendered` */
  constructor(
    private readonly verb: string,
    private readonly total: number,
  ) {}

  at(count: number): void {
    const now = performance.now();
    if (!isWatched() || now - this.drawn < pace) return;
    this.drawn = now;
    this.isThere = true;
    const text = progressText(this.verb, count, this.total, (now - this.began) / 1000);
    process.stderr.write(wipe + text.slice(0, (process.stderr.columns || 80) - 1));
  }

  /** Before anything else is printed. */
  clear(): void {
    if (this.isThere) process.stderr.write(wipe);
    this.isThere = false;
  }
}

/** @param seconds since the first began */
export function progressText(verb: string, count: number, total: number, seconds: number): string {
  const rate = count / seconds;
  const left = count === 0 ? '' : `, ${rateText(rate)}, ${spanText((total - count) / rate)} left`;
  return `${count} of ${total} sites ${verb}${left}`;
}

export const rateText = (rate: number): string => `${rate < 10 ? rate.toFixed(1) : Math.round(rate)} sites/s`;

export function spanText(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
