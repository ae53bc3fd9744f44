import { planOf } from '../backup/plan';
import { calendarOf, type Recurring, weekdays } from './calendar';
import { type Html, html } from './html';
import { scrolling } from './scrolling';
import type { ReportSource } from './source';

/** What runs by the clock, and which sets are kept. */
export function week({ site, objects }: ReportSource): Html {
  const all = calendarOf(objects);
  const table = html`<table class="week"><caption>${zones(all)}</caption>
<thead><tr><th scope="col">what</th><th scope="col">when</th>${weekdays.map((day) => html`<th scope="col">${day}</th>`)}</tr></thead>
<tbody>${all.map(row)}</tbody></table>`;
  return html`<p>${kept(site)}</p>${scrolling('What runs when, as a table', table)}`;
}

function kept(site: ReportSource['site']): string {
  const plan = planOf(site);
  if (plan === undefined) return 'There are no backups: what is lost is lost.';
  const { daily, weekly, monthly } = plan.keep;
  const rehearsed =
    plan.rehearse === 'never' ? 'None is restored on trial.' : `The newest is restored on trial ${plan.rehearse}.`;
  return `Of the sets the last ${daily} are kept, one of each of the last ${weekly} weeks, and one of each of the last ${monthly} months. ${rehearsed}`;
}

const zones = (all: readonly Recurring[]) =>
  `Times in ${[...new Set(all.map(({ timeZone }) => timeZone))].join(' and ')}`;

function row({ name, at, schedule, days, dayOfMonth }: Recurring): Html {
  const when = at ?? schedule.replace(/^\*\/(\d+) .*$/, 'every $1 min');
  const monthly = dayOfMonth === undefined ? '' : `, on day ${dayOfMonth} of the month`;
  return html`<tr><th scope="row">${name}</th><td>${when}${monthly}</td>${weekdays.map((_, day) => html`<td>${days.includes(day) ? '●' : ''}</td>`)}</tr>`;
}
