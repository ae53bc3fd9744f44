import { type Html, html } from './html';

/** What may be wider than a telephone: it scrolls by itself, by the keyboard as well. */
export function scrolling(label: string, content: Html): Html {
  return html`<div class="scrolling" tabindex="0" role="region" aria-label="${label}">${content}</div>`;
}
