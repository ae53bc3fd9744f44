import { spawnSync } from 'node:child_process';
import { InputError } from './errors';

/**
 * What a program of the person's own prints.
 * @param home where it is to be had
 * @param input goes to its standard input
 * @throws {InputError} where it is not there, or fails: with its last words
 */
export function outputOf(program: string, home: string, words: readonly string[], input?: string): string {
  const { error, status, stdout, stderr } = spawnSync(program, words, {
    ...(input !== undefined && { input }),
    encoding: 'utf8',
    env: process.env,
    maxBuffer: 2 ** 28,
  });
  const { code, message } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === 'ENOENT') throw new InputError(`${program} is not here: install it (${home})`);
  // Whoever ends before it has read everything says why in its last words.
  if (code !== undefined && code !== 'EPIPE') throw new InputError(`${program} can't be run: ${message}`);
  if (status !== 0) throw new InputError(`${program} failed (${status}), and nothing was written: ${lastLine(stderr)}`);
  return stdout;
}

const lastLine = (text: string) => text.trim().split('\n').at(-1) ?? '';
