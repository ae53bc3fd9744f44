import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildSync } from 'esbuild';
import { inNetworkOf } from '../../cluster/command';
import { clientNamespace } from '../../cluster/layout';
import type { Asked } from '../client/load';
import { entryAddress, webDomain } from './site';

export interface Load {
  /** Requests that have ended so far. */
  readonly asked: readonly Asked[];
  /** Stops asking, waits for what is still under way, and gives every request. */
  end(): Promise<readonly Asked[]>;
}

/** A program of `client/`, bundled. */
export function clientProgram(name: string): string {
  const outfile = join(process.cwd(), '.cache', `e2e-${name}.js`);
  buildSync({ entryPoints: [join('test/e2e/client', `${name}.ts`)], outfile, bundle: true, platform: 'node' });
  return outfile;
}

/** Requests from the LAN at a steady rate; see client/load.ts. */
export function startLoad(options: { path: string; rate?: number; post?: boolean }): Load {
  const { path, rate = 10, post = false } = options;
  const [program, ...words] = [...inNetworkOf(clientNamespace), process.execPath, clientProgram('load')];
  const where = ['--address', entryAddress, '--host', webDomain, '--path', path, '--rate', String(rate)];
  const child = spawn(program, [...words, ...where, ...(post ? ['--post'] : [])], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const asked: Asked[] = [];
  const lines = createInterface(child.stdout);
  lines.on('line', (line) => asked.push(JSON.parse(line)));
  const closed = new Promise((resolve) => lines.once('close', resolve));
  return {
    asked,
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
