import type { Order } from './crew';
import { jobs, outcomeOf } from './jobs';
import { threads } from './threads';

/** Does one job after the other for the program that started this one. @returns false where none did */
export function serve(): boolean {
  const port = threads().parentPort;
  port?.on('message', ({ kind, asked }: Order) =>
    port.postMessage(outcomeOf(jobs[kind] as (asked: unknown) => unknown, asked)),
  );
  return port !== null;
}
