import { isQuiet } from './quiet';

/** Back to the start of the line, and rub out what stands there. */
export const wipe = '\r\u001b[K';

export const isWatched = () => process.stderr.isTTY === true && process.env.TERM !== 'dumb' && !isQuiet();

/** Says on the terminal what is being done, in one line, which is gone when it is done. */
export function during<T>(what: string, work: () => T): T {
  if (!isWatched()) return work();
  // A line that wraps is not rubbed out whole.
  process.stderr.write(wipe + what.slice(0, (process.stderr.columns || 80) - 1));
  try {
    return work();
  } finally {
    process.stderr.write(wipe);
  }
}

/** Work of several steps. Shape: `asking kubectl: get nodes (3/12)`. */
export function counted(what: string, total: number): <T>(step: string, work: () => T) => T {
  let done = 0;
  return (step, work) => during(`${what}: ${step} (${++done}/${total})`, work);
}
