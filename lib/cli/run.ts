import { types } from 'node:util';
import { OutputError } from '../output/output-error';
import { paintFor } from './colour';
import { InputError, Interrupted } from './errors';

/** 0 where all went well; of what is done by threads it comes later. */
export type ExitCode = number | Promise<number>;

/** Runs a command and gives its exit code: 1 for what a person can mend, never with a stack trace. */
export function exitCodeOf(command: () => ExitCode): ExitCode {
  try {
    const code = command();
    return typeof code === 'number' ? code : code.catch(told);
  } catch (error) {
    return told(error);
  }
}

function told(error: unknown): number {
  // As a shell has it of what ends by this signal.
  if (error instanceof Interrupted) return 130;
  if (!isMendable(error)) throw error;
  process.stderr.write(errorText(error.message));
  return 1;
}

export const errorText = (message: string): string => `${paintFor(process.stderr)('bad', 'error:')} ${message}\n`;

/** What a person can do something about. */
export const isMendable = (error: unknown): error is Error =>
  error instanceof InputError || error instanceof OutputError || isOfSystem(error);

/** A file or folder that the system refuses: its message names both. */
const isOfSystem = (error: unknown): error is NodeJS.ErrnoException =>
  types.isNativeError(error) && 'syscall' in error && 'path' in error;
