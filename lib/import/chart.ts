import type { Note, Values } from './values';

/** Values of a chart, and a place for what is to be said of them. */
export interface Chart {
  readonly values: Values;
  /** The declaration stays with the chart and its servers, in place of Mammut's own manifests. */
  readonly keep: boolean;
  /** @param path in the values, with dots */
  note(kind: Note['kind'], path: string, message: string): void;
}
