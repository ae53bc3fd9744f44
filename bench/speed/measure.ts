import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Unusable } from '../../test/api/processes';

/** What the kernel counted of a command's processes. */
export interface Figures {
  /** From start to end. */
  readonly seconds: number;
  /** User's and system's, on all processors. */
  readonly processor: number;
  /** Peak of the largest single process, in MiB. */
  readonly memory: number;
}

export interface Command {
  readonly name: string;
  /** Program and arguments; no shell is between. */
  readonly words: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Makes the place ready before each run; not measured. */
  readonly before?: () => void;
  /** Runs it so many times, at most so many side by side. `@default -` once */
  readonly batch?: { readonly times: number; readonly atOnce: number };
}

/** `posix_spawn` by Python: its kernel figures of a child are exact, and do not start from the size of this process. */
const measurer = join(process.cwd(), 'bench/speed/measure.py');

/** @throws {Unusable} for a command that fails: a failed run is fast */
export function measure({ name, words, env, cwd, before, batch = { times: 1, atOnce: 1 } }: Command): Figures {
  before?.();
  const args = [measurer, String(batch.times), String(batch.atOnce), ...words];
  const { stdout, stderr, error } = spawnSync('python3', args, {
    encoding: 'utf8',
    cwd,
    env: { ...process.env, ...env },
  });
  if (error) throw new Unusable(`python3 (3.9 or newer), which counts time and memory, did not run: ${error.message}`);
  const { code, ...figures } = JSON.parse(stdout || '{"code": 1}') as Figures & { code: number };
  if (code !== 0) throw new Unusable(`${name} failed (${code}): ${stderr.trim().split('\n').slice(-3).join(' · ')}`);
  return figures;
}

/**
 * Runs commands in turn, A B C A B C …
 * @param warmUp one round before, which is not counted
 * @returns each one's figures, in their order
 */
export function inTurn(commands: readonly Command[], rounds: number, warmUp = true): Figures[][] {
  if (warmUp) for (const command of commands) measure(command);
  const taken = commands.map((): Figures[] => []);
  for (let round = 1; round <= rounds; round++)
    for (const [index, command] of commands.entries()) taken[index]?.push(measure(command));
  return taken;
}

export const column = (figures: readonly Figures[], what: keyof Figures) => figures.map((one) => one[what]);
