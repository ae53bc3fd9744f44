import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli } from '../../lib/cli/program';

export const program = join(__dirname, '..', '..', 'bin', 'mammut.js');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The program without a process of its own, as in a pipe. */
export const mammut = (...words: readonly string[]): Ran => run(words, false);

/** The same as somebody sees it who sits before a terminal. */
export const onTerminal = (...words: readonly string[]): Ran => run(words, true);

function run(words: readonly string[], isTTY: boolean): Ran {
  const before = [process.stdout, process.stderr].map((stream) => ({ stream, isTTY: stream.isTTY }));
  for (const { stream } of before) stream.isTTY = isTTY;
  const out = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const err = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const said = ({ mock }: typeof out) => mock.calls.map(([text]) => String(text)).join('');
  try {
    return { code: cli(words) as number, out: said(out), err: said(err) };
  } finally {
    out.mockRestore();
    err.mockRestore();
    for (const one of before) one.stream.isTTY = one.isTTY;
  }
}

/** Runs with these variables in the environment, before a terminal that shows colours. */
export function having<T>(more: NodeJS.ProcessEnv, work: () => T): T {
  const environment = jest.replaceProperty(process, 'env', { ...process.env, NO_COLOR: '', TERM: 'xterm', ...more });
  try {
    return work();
  } finally {
    environment.restore();
  }
}

/** The program as people start it. */
export function started(args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { ...options, encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

/** A folder that is gone after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mammut-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Path below the folder → content, of all files. */
export function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    files
      .filter((file) => statSync(join(folder, file)).isFile())
      .map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  );
}
