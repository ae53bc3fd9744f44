import { types } from 'node:util';
import { OutputError } from '../output/output-error';
import { paintFor } from './colour';
import { InputError, Interrupted } from './errors';

/** Runs a command and gives its exit code: 1 for what a person can mend, never with a stack trace. */
export function exitCodeOf(command: () => number): number {
  try {
    return command();
  } catch (error) {
    // As a shell has it of what ends by this signal.
    if (error instanceof Interrupted) return 130;
    if (!(error instanceof InputError || error instanceof OutputError || isOfSystem(error))) throw error;
    process.stderr.write(`${paintFor(process.stderr)('bad', 'error:')} ${error.message}\n`);
    return 1;
  }
}

/** A file or folder that the system refuses: its message names both. */
const isOfSystem = (error: unknown): error is NodeJS.ErrnoException =>
  types.isNativeError(error) && 'syscall' in error && 'path' in error;
