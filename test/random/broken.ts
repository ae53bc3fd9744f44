import { type ChildProcess, fork } from 'node:child_process';
import type { Campaign } from './campaign';
import { Chance } from './chance';
import { broken } from './mutations';
import { type Kind, kinds, Person } from './person';

/**
 * Slower than this, and a person thinks that the program hangs. Unit: milliseconds of processor time, since what else
 * runs on the machine is not the declaration's doing.
 */
const slowest = 4000;
/** What one declaration came to, as the process that rendered it tells. */
interface Told {
  readonly index: number;
  readonly outcome: 'rendered' | 'refused';
  readonly took: number;
  readonly kind: Kind | 'hangs' | undefined;
  readonly wrong: string | undefined;
}

type Part = Pick<Campaign, 'seed' | 'stall'> & { readonly from: number; readonly to: number };

/** Breaks declarations at random and renders each as a person would. @returns what was wrong, or undefined */
export async function brokenCampaign({ seed, count, only, silence, stall }: Campaign): Promise<string | undefined> {
  const tally = new Tally(seed);
  const to = only === undefined ? count : only + 1;
  for (let from = only ?? 0; from < to; ) from = await inChild({ seed, from, to, stall }, silence * 1000, tally);
  console.log(tally.text());
  return tally.wrong();
}

/** Renders up to the end, or to one that never answers: that one's process is ended. @returns where to go on */
function inChild(part: Part, silence: number, tally: Tally): Promise<number> {
  const child = fork(process.argv[1] as string, ['child', JSON.stringify(part)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return new Promise((resolve) => {
    let next = part.from;
    let watch = setTimeout(() => ended(child), silence);
    child.on('message', (told: Told) => {
      clearTimeout(watch);
      watch = setTimeout(() => ended(child), silence);
      tally.add(told);
      next = told.index + 1;
    });
    child.on('exit', (code, signal) => {
      clearTimeout(watch);
      if (next < part.to)
        tally.lost(next, signal === 'SIGKILL' ? 'hangs' : 'stack traces', `ended by ${signal ?? code}`);
      resolve(next < part.to ? next + 1 : part.to);
    });
  });
}

const ended = (child: ChildProcess) => child.kill('SIGKILL');

/** The process that renders: tells of each declaration as soon as it is done. */
export function child(part: string): void {
  const { seed, from, to, stall } = JSON.parse(part) as Part;
  const person = new Person();
  for (let index = from; index < to; index++) {
    // As a loop without end does, but without a processor that other tests could use.
    if (index === stall) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    const text = broken(seed, index);
    const started = process.cpuUsage();
    const seen = person.synth(text, new Chance(seed ^ 0x7a9, index));
    const { user, system } = process.cpuUsage(started);
    const took = (user + system) / 1000;
    const slow = took > slowest;
    const told: Told = {
      outcome: seen.outcome,
      index,
      took,
      kind: seen.kind ?? (slow ? 'hangs' : undefined),
      wrong: seen.wrong ?? (slow ? `took ${Math.round(took)} ms` : undefined),
    };
    process.send?.(told);
  }
  process.disconnect?.();
}

class Tally {
  private readonly times = new Map<string, number>();
  private readonly examples: string[] = [];
  private longest = 0;

  constructor(private readonly seed: number) {}

  add({ index, outcome, took, kind, wrong }: Told): void {
    this.count(outcome);
    this.longest = Math.max(this.longest, took);
    if (kind !== undefined) this.lost(index, kind, wrong ?? '');
  }

  lost(index: number, kind: Kind | 'hangs', wrong: string): void {
    this.count(kind);
    if (this.examples.length < 10) this.examples.push(`--seed ${this.seed} --only ${index}: ${kind}: ${wrong}`);
  }

  text(): string {
    const of = (what: string) => `${this.times.get(what) ?? 0} ${what}`;
    return `${of('refused')} with a reason, ${of('rendered')}; ${['hangs', ...kinds].map(of).join(', ')}; the longest took ${Math.round(this.longest)} ms`;
  }

  wrong(): string | undefined {
    return this.examples.length === 0 ? undefined : this.examples.join('\n\n');
  }

  private count(what: string): void {
    this.times.set(what, (this.times.get(what) ?? 0) + 1);
  }
}
