import { types } from 'node:util';
import { OutputError } from '../output/output-error';
import { paintFor } from './colour';
import { InputError } from './errors';

/** Runs a command and gives its exit code: 1 for what a person can mend, never with a stack trace. */
export function exitCodeOf(command: () => number): number {
  try {
    return command();
  } catch (error) {
    if (!(error instanceof InputError || error instanceof OutputError || isOfSystem(error))) throw error;
    process.stderr.write(`${paintFor(process.stderr)('bad', 'error:')} ${error.message}\n`);
    return 1;
  }
}

/** What the system refused, e.g. `EACCES: permission denied, open 'site.yaml'`. */
function isOfSystem(error: unknown): error is Error {
  return types.isNativeError(error) && 'syscall' in error;
}
