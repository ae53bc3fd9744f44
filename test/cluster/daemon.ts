import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { inNetworkOf } from './command';
import { inRun, type Machine } from './layout';

/** As a machine's service manager does it. */
const again = 'while :; do "$@"; sleep 1; done';

/** Starts a program in a machine's network, again whenever it ends, until the machine dies (kill.ts); see `log/<name>.log`. */
export function startDaemon(name: string, machine: Machine | string, command: readonly string[]): void {
  mkdirSync(inRun('log'), { recursive: true });
  const log = openSync(inRun('log', `${name}.log`), 'a');
  const [program, ...args] = [...inNetworkOf(machine), 'sh', '-c', again, 'sh', ...command];
  spawn(program, args, { detached: true, stdio: ['ignore', log, log] }).unref();
  closeSync(log);
}
