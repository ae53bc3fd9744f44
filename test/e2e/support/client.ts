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
export function listen(path = '/api/v1/streaming?stream=public', hear: (one: Heard) => void = () => {}): Listener {
  const [program, ...args] = clientCommand('listen', path);
  const child: ChildProcess = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const heard: Heard[] = [];
  const lines = child.stdout && createInterface(child.stdout);
  lines?.on('line', (line) => {
    const one: Heard = JSON.parse(line);
    heard.push(one);
    hear(one);
  });
  return { heard, end: () => child.stdin?.end() };
}

/** The same as a browser does it: when it is cut it opens another one. */
export function keepListening(path?: string): Listener {
  const heard: Heard[] = [];
  let ended = false;
  let now: Listener;
  const open = () => {
    now = listen(path, (one) => {
      heard.push(one);
      if (one.event === 'closed' && !ended) setTimeout(open, 1000);
    });
  };
  open();
  return {
    heard,
    end: () => {
      ended = true;
      now.end();
    },
  };
}
