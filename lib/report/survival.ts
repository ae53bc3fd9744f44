import { chapterTitles } from '../output/chapters';
import { costWords, type LossRow } from '../output/survival';
import type { Cost, Fate } from '../site/survival';
import { type Html, html, marked } from './html';
import { scrolling } from './scrolling';

/** The matrix of losses and parts, then each loss in words. */
export function survival(rows: readonly LossRow[]): Html {
  const parts = [...new Set(rows.flatMap(({ fates }) => fates.map(({ part }) => part)))];
  const matrix = html`<table><caption>A row for each loss, a column for each part; empty: it does not notice</caption>
<thead><tr><th scope="col">lost</th><th scope="col">the server</th>${parts.map((part) => html`<th scope="col">${part}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr><th scope="row">${row.title}</th><td>${badge(row.cost)}</td>${parts.map((part) => cell(row, part))}</tr>`)}</tbody></table>`;
  return html`<div class="wide">${scrolling('What survives which loss, as a table', matrix)}</div>
<ul class="losses">${rows.map(lossItem)}</ul>
<p class="note">The worst case of each, as the site is declared. Names in <code>such letters</code> are measurements on Mammut's test bed (its docs/recovery.md); what is not marked was not measured.</p>`;
}

function cell({ fates }: LossRow, part: string): Html {
  const own = fates.filter((fate) => fate.part === part);
  return html`<td>${own.map(({ cost }) => badge(cost))}</td>`;
}

const badge = (cost: Cost) => html`<span class="cost ${cost.replaceAll(' ', '-')}">${costWords[cost]}</span>`;

function lossItem({ title, cost, fates, chapters }: LossRow): Html {
  const follow = chapters.map((chapter) => `“${chapterTitles[chapter]}”`).join(', ');
  return html`<li><h3>${title} ${badge(cost)}</h3><dl>${fates.map(fateItem)}</dl>
<p>${follow === '' ? 'Nothing is to be done.' : `In the runbook: ${follow}.`}</p></li>`;
}

function fateItem({ part, text, time, measured }: Fate): Html {
  return html`<dt>${part}</dt><dd>${text}${time === undefined ? undefined : html`; <b>${time}</b>`}${measured === undefined ? undefined : html` <small>(measured: ${marked(measured)})</small>`}</dd>`;
}
