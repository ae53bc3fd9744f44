import { pathText } from '../site/finding';
import { type Html, html } from './html';
import type { ReportSource } from './source';

/** What was found in the declaration. */
export function findings({ findings: all }: ReportSource): Html {
  if (all.length === 0) return html`<p>Nothing.</p>`;
  return html`<ul class="findings">${all.map(
    ({ severity, rule, path, message, fix }) =>
      html`<li><b>${severity}</b> <code>${pathText(path)}</code>: ${message}<br>${fix} <small>(<code>mammut explain ${rule}</code>)</small></li>`,
  )}</ul>`;
}

/** What nobody declared. */
export function defaults({ defaults: all }: ReportSource): Html {
  return html`<p>${all.length} values that the declaration leaves out. Written into it, a line changes nothing.</p>
<dl class="defaults">${all.map(({ path, value, what }) => html`<dt><code>${pathText(path)}: ${value}</code></dt><dd>${what}</dd>`)}</dl>`;
}
