import { spawnSync } from 'node:child_process';
import { InputError, Interrupted } from './errors';

/**
 * What a program of the person's own prints.
 * @param home where it is to be had
 * @param input goes to its standard input
 * @throws {InputError} where it is not there, or fails: with its last words
 * @throws {Interrupted}
 */
export function outputOf(program: string, home: string, words: readonly string[], input?: string): string {
  const { error, status, signal, stdout, stderr } = spawnSync(program, words, {
    ...(input !== undefined && { input }),
    encoding: 'utf8',
    env: process.env,
    maxBuffer: 2 ** 28,
  });
  if (signal === 'SIGINT') throw new Interrupted();
  const { code, message } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === 'ENOENT') throw new InputError(`${program} is not here: install it (${home})${asSnap[program] ?? ''}`);
  // Whoever ends before it has read everything says why in its last words.
  if (code !== undefined && code !== 'EPIPE') throw new InputError(`${program} can't be run: ${message}`);
  if (status !== 0) throw new InputError(`${program} failed (${signal ?? status}): ${lastWords(stderr)}`);
  return stdout;
}

/** A shell's alias is not seen by programs. */
const asSnap: Readonly<Record<string, string>> = {
  kubectl: '; on MicroK8s: `sudo snap alias microk8s.kubectl kubectl`',
  helm: '; on MicroK8s: `sudo snap alias microk8s.helm3 helm`',
};

/** The last line that says what went wrong, else the last: helm ends with advice. */
function lastWords(text: string): string {
  const lines = text.trim().split('\n');
  return lines.findLast((one) => /^(error|fatal)\b/i.test(one)) ?? (lines.at(-1) || 'it said nothing');
}
