import { type Html, html } from './html';

export interface Bar {
  readonly name: string;
  readonly value: number;
  /** What is there, for a budget. `@default -` the longest bar's value */
  readonly of?: number;
  /** What is said of it: `240 s`. */
  readonly text: string;
}

/** Bars with their names and figures; the drawing itself says nothing that the text does not. */
export function bars(all: readonly Bar[]): Html {
  const longest = Math.max(...all.map(({ value }) => value));
  return html`<ul class="bars">${all.map(({ name, value, of = longest, text }) => {
    const percent = Math.min(100, Math.round((value / Math.max(of, 1)) * 1000) / 10);
    return html`<li><span>${name}</span> <b>${text}</b><i aria-hidden="true"><i style="width:${percent}%"></i></i></li>`;
  })}</ul>`;
}
