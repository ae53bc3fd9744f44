import { OutputError } from '../output/output-error';
import { InputError } from './errors';

/** Runs a command and sets the exit code: 1 for what a person can mend, never with a stack trace. */
export function run(command: () => number): void {
  try {
    process.exitCode = command();
  } catch (error) {
    if (!(error instanceof InputError || error instanceof OutputError)) throw error;
    process.stderr.write(`error: ${error.message}\n`);
    process.exitCode = 1;
  }
}
