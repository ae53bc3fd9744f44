import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Asked } from '../client/load';
import { clientCommand } from './client';

export interface Load {
  /** Requests that have ended so far. */
  readonly asked: readonly Asked[];
  /** Stops asking. */
  stop(): void;
  /** Stops asking, waits for what is still under way, and gives every request. */
  end(): Promise<readonly Asked[]>;
}

/** Requests from the LAN at a steady rate; see client/load.ts. */
export function startLoad(options: { path: string; rate?: number; post?: boolean }): Load {
  const { path, rate = 10, post = false } = options;
  const [program, ...args] = clientCommand('load', path, '--rate', String(rate), ...(post ? ['--post'] : []));
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const asked: Asked[] = [];
  const lines = createInterface(child.stdout);
  lines.on('line', (line) => asked.push(JSON.parse(line)));
  const closed = new Promise((resolve) => lines.once('close', resolve));
  return {
    asked,
    stop: () => child.stdin.end(),
    end: async () => {
      child.stdin.end();
      await closed;
      return asked;
    },
  };
}

export interface Seen {
  readonly requests: number;
  readonly failed: number;
  /** Of those that were answered, ms. */
  readonly slowest: number;
  /** Seconds after `since` at which the last request that failed began; undefined where none failed. */
  readonly lastFailureAfter: number | undefined;
  readonly reasons: Readonly<Record<string, number>>;
}

export function seen(asked: readonly Asked[], since: number): Seen {
  const failures = asked.filter(({ result }) => result !== 200);
  const reasons: Record<string, number> = {};
  for (const { result } of failures) reasons[result] = (reasons[result] ?? 0) + 1;
  const last = Math.max(...failures.map(({ at }) => at));
  return {
    requests: asked.length,
    failed: failures.length,
    slowest: Math.max(0, ...asked.filter(({ result }) => result === 200).map(({ ms }) => ms)),
    lastFailureAfter: failures.length === 0 ? undefined : (last - since) / 1000,
    reasons,
  };
}
