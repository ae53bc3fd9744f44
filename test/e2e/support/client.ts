import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildSync } from 'esbuild';
import { run } from '../../api/processes';
import { inNetworkOf } from '../../cluster/command';
import { clientNamespace } from '../../cluster/layout';
import { entryAddress, webDomain } from './site';

/** A program of `client/` as one file that Node runs. */
export function bundle(name: string): string {
  const outfile = join(process.cwd(), '.cache', `e2e-${name}.js`);
  buildSync({ entryPoints: [join('test/e2e/client', `${name}.ts`)], outfile, bundle: true, platform: 'node' });
  return outfile;
}

/** The words that run a program of `client/` on the LAN's client. */
export function clientCommand(name: string, path: string, ...words: string[]): [string, ...string[]] {
  const where = ['--address', entryAddress, '--host', webDomain, '--path', path];
  return [...inNetworkOf(clientNamespace), process.execPath, bundle(name), ...where, ...words];
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly seconds?: number;
}

/** Runs a client that prints one line of JSON and ends. */
export async function ask(name: 'get' | 'post' | 'upload', path: string, ...words: string[]): Promise<Answer> {
  const [program, ...args] = clientCommand(name, path, ...words);
  const { stdout, stderr } = await run(program, args);
  if (stdout === '') throw new Error(`the client ${name} said nothing: ${stderr}`);
  return JSON.parse(stdout);
}

export interface Heard {
  readonly at: number;
  readonly event: 'open' | 'ping' | 'text' | 'closed';
  readonly text: string;
}

export interface Listener {
  readonly heard: readonly Heard[];
  end(): void;
}

/** A WebSocket from the LAN to streaming. */
export function listen(path = '/api/v1/streaming?stream=public'): Listener {
  const [program, ...args] = clientCommand('listen', path);
  const child: ChildProcess = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const heard: Heard[] = [];
  if (child.stdout) createInterface(child.stdout).on('line', (line) => heard.push(JSON.parse(line)));
  return { heard, end: () => child.stdin?.end() };
}
