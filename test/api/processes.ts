import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';

/** A failure of the machine or of what was given to the test, told in one line without a stack. */
export class Unusable extends Error {}

const running = new Set<ChildProcess>();
const folders = new Set<string>();

/** Starts a server whose output goes to a file; it ends with `stop`, with `endAll`, or with this process. */
export function start(program: string, args: readonly string[], log: string): ChildProcess {
  const output = openSync(log, 'w');
  const child = spawn(program, args, { stdio: ['pipe', output, output] });
  closeSync(output);
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

export async function stop(child: ChildProcess): Promise<void> {
  if (!running.has(child)) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  // Nothing these servers hold outlives the run, so there is nothing to shut down in order.
  child.kill('SIGKILL');
  await ended;
}

export function removeAtEnd(folder: string): void {
  folders.add(folder);
}

export function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  folders.delete(folder);
}

/** Kills every server that this run started and removes its folders. */
export function endAll(): void {
  for (const child of running) child.kill('SIGKILL');
  for (const folder of folders) remove(folder);
}

/** Ctrl-C and a supervisor's TERM leave nothing behind either. */
export function endOnSignals(): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.once(signal, () => {
      endAll();
      process.exit(code);
    });
  }
}

export function lastLines(log: string, count: number): string {
  return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}

export interface Output {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end; a program that isn't there is `Unusable`, a failing one is the caller's to judge. */
export function run(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Output> {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  return new Promise((resolve, reject) => {
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.once('error', (error: NodeJS.ErrnoException) => {
      running.delete(child);
      reject(
        new Unusable(
          error.code === 'ENOENT'
            ? `${program} is not installed, see test/api/README.md`
            : `${program}: ${error.message}`,
        ),
      );
    });
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() });
    });
  });
}
