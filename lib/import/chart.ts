import type { Note, Values } from './values';

/** Values of a chart, and a place for what is to be said of them. */
export interface Chart {
  readonly values: Values;
  /** @param path in the values, with dots */
  note(kind: Note['kind'], path: string, message: string): void;
}
