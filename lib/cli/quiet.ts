// One process runs one command, so how it speaks is said once, before it runs.

let quiet = false;

/** Errors and what was asked for are printed alone: no warnings, no notes, no progress. */
export const isQuiet = (): boolean => quiet;

export function setQuiet(yes: boolean): void {
  quiet = yes;
}
