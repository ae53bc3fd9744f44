/** A mutant that no test can kill, since nothing that anybody sees changes. */
export interface Equivalent {
  readonly file: string;
  /** Part of the line that it is in. */
  readonly line: string;
  readonly was: string;
  readonly is: string;
  readonly reason: string;
}

export const equivalents: readonly Equivalent[] = [];
