import { Script } from 'node:vm';

const script = new Script('__within()');

/** Milliseconds that every test may take, on a machine that may be busy. */
const patience = 15_000;

/** Runs a function; where it never comes back, an endless loop is cut and throws. @param took milliseconds, without a mutant */
export function within<R>(took: number, work: () => R): R {
  Object.assign(globalThis, { __within: work });
  return script.runInThisContext({ timeout: Math.ceil(patience + 20 * took) });
}

export const isLate = (error: unknown): boolean =>
  (error as { code?: string } | undefined)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
