/**
 * What became of a mutant. `invalid`: it can't even be compiled; `uncovered`: no test runs what it changes; `hung`: it
 * never ends, which somebody would notice.
 */
export type Fate = 'killed' | 'survived' | 'uncovered' | 'invalid' | 'hung';

export interface Told {
  readonly file: string;
  /** Which one it is, in its file. */
  readonly key: string;
  readonly line: number;
  readonly kind: string;
  readonly was: string;
  readonly is: string;
  readonly fate: Fate;
  /** The test that noticed it. */
  readonly by?: string | undefined;
}

/** What a process works at: the mutants of a room's files, from one on. */
export interface Part {
  readonly files: readonly string[];
  /** Keys of mutants, or `file:line`; all where undefined. */
  readonly wanted?: readonly string[] | undefined;
  /** Keys of mutants that are left out. */
  readonly known: readonly string[];
  readonly from: number;
}

/** What the parent hears: that it lives, which mutant it begins, each fate; or why nothing can be said. */
export type Message =
  | { readonly alive: string }
  | { readonly began: number; readonly told: Omit<Told, 'fate'> }
  | { readonly told: Told }
  | { readonly failed: string };

export const isMissed = ({ fate }: Told): boolean => fate === 'survived' || fate === 'uncovered';
