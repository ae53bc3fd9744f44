import { setFlagsFromString } from 'node:v8';
import type { Worker } from 'node:worker_threads';
import type { Jobs, Outcome } from './jobs';
import { programFile } from './seal';
import { threads } from './threads';

type Kind = keyof Jobs;
type Asked<K extends Kind> = Parameters<Jobs[K]>[0];
export type Done<K extends Kind> = Outcome<ReturnType<Jobs[K]>>;

/** What a worker is sent. */
export interface Order {
  readonly kind: Kind;
  readonly asked: unknown;
}

/** The program started with this word works for another one. */
export const workerWord = 'worker';

/**
 * What starts once goes without all of it (bin/start.js); here it pays. Sizes are those of each thread, in MiB. Nearly all
 * time goes into functions that take little each: only those that take eight times as much as usual are optimized.
 */
const flags = [
  '--opt',
  '--interrupt-budget=1056000',
  '--semi-space-growth-factor=2',
  '--min-semi-space-size=32',
  '--max-semi-space-size=32',
  // Collects before it has twice as much: a thread's memory stays that of its largest site.
  '--heap-growing-percent=70',
];

/** Threads that work on many sites, one each at a time. */
export class Crew {
  private readonly workers: Worker[];

  constructor(count: number) {
    for (const flag of flags) setFlagsFromString(flag);
    this.workers = Array.from({ length: count }, started);
  }

  /** Asks for one job a site. `done` hears of them in their order, whoever is ready first. */
  each<K extends Kind>(kind: K, all: readonly Asked<K>[], done: (outcome: Done<K>, index: number) => void) {
    const ready = new Map<number, Done<K>>();
    let given = 0;
    let told = 0;
    return new Promise<void>((resolve) => {
      const finish = (index: number, outcome: Done<K>) => {
        ready.set(index, outcome);
        for (let next = ready.get(told); next !== undefined; next = ready.get(told)) {
          ready.delete(told);
          done(next, told);
          told += 1;
        }
        if (told === all.length) resolve();
      };
      const give = (at: number) => {
        const index = given;
        if (index >= all.length) return;
        given += 1;
        const worker = this.workers[at] as Worker;
        const over = (outcome: Done<K>) => {
          worker.off('message', over);
          worker.off('error', lost);
          finish(index, outcome);
          give(at);
        };
        // Out of memory, for one: that site is lost, the others are not.
        const lost = (error: Error) => {
          this.workers[at] = started();
          over({ fault: `a fault of Mammut itself: ${error.message}` });
        };
        worker.on('message', over);
        worker.on('error', lost);
        worker.postMessage({ kind, asked: all[index] } satisfies Order);
      };
      if (all.length === 0) resolve();
      for (const at of this.workers.keys()) give(at);
    });
  }

  async end(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}

const started = () => new (threads().Worker)(programFile, { argv: [workerWord] });
