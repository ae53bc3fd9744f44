import { calendarOf } from '../../lib/report/calendar';
import { html, marked } from '../../lib/report/html';
import { page } from '../../lib/report/page';
import { reportSource } from '../../lib/report/source';
import type { ShippedSite } from '../../lib/site/rule';
import { checked, shipped } from '../support/site';

function pageOf(name: ShippedSite, overlay = ''): string {
  return page(reportSource(shipped(name, overlay), checked(name, overlay)));
}

test('values are escaped, pieces of HTML are not', () => {
  expect(html`<p>${'<b>&"\''}</p>${[html`<i>${1}</i>`]}${undefined}`.text).toBe(
    '<p>&#60;b&#62;&#38;&#34;&#39;</p><i>1</i>',
  );
  expect(
    marked('seen by `x<`, twice')
      .map(({ text }) => text)
      .join(''),
  ).toBe('seen by <code>x&#60;</code>, twice');
});

test('nothing that is declared becomes markup', () => {
  const message = '<script>alert(1)</script>';
  const [finding] = checked('home').findings;
  if (finding === undefined) throw new Error('home has a warning');
  const text = page(reportSource(shipped('home'), { findings: [{ ...finding, message }], defaults: [] }));
  expect(text).toContain('&#60;script&#62;alert(1)&#60;/script&#62;');
  expect(text).not.toContain('<script');
});

test('it asks for nothing: no script, no image, no address of another host but in text', () => {
  const text = pageOf('home');
  expect(text).not.toMatch(/<(script|img|iframe|object|embed|form)\b/);
  expect(
    [...text.matchAll(/\b(?:href|src)="([^"]*)"/g)].map(([, at]) => at).filter((at) => !/^(#|data:,)/.test(at ?? '')),
  ).toEqual([]);
  expect(text).not.toMatch(/url\(|@import/);
});

test('every finding, every default and every loss is on it', () => {
  const text = pageOf('microk8s-jiva');
  const { findings, defaults } = checked('microk8s-jiva');
  for (const { rule } of findings) expect(text).toContain(`mammut explain ${rule}<`);
  expect(text.match(/<dt><code>/g)).toHaveLength(defaults.length);
  const { losses } = reportSource(shipped('microk8s-jiva'), { findings: [], defaults: [] });
  for (const { title } of losses) expect(text).toContain(html`<th scope="row">${title}</th>`.text);
});

test('two pages of one site are the same bytes', () => {
  expect(pageOf('home')).toBe(pageOf('home'));
});

test('the calendar has every job that the clock starts, and none that a person does', () => {
  const { objects } = reportSource(shipped('home'), { findings: [], defaults: [] });
  const all = calendarOf(objects);
  expect(all.map(({ name, at, days }) => `${at ?? 'often'} ${name} ${days.length}`)).toEqual([
    '03:17 backup 7',
    '03:23 remove-remote-media 7',
    '03:41 remove-preview-cards 1',
    '05:17 backup-upkeep 7',
    '07:17 rehearsal 1',
    'often backup-notify 7',
    'often restore-caretaker 7',
  ]);
});

test('a monthly rehearsal is on its day of the month', () => {
  const { objects } = reportSource(shipped('home', 'backup: {rehearse: monthly}'), { findings: [], defaults: [] });
  expect(calendarOf(objects).find(({ name }) => name === 'rehearsal')?.dayOfMonth).toBe(1);
  expect(pageOf('home', 'backup: {rehearse: monthly}')).toContain('on day 1 of the month');
});

test('connections stay below what the server takes', () => {
  expect(pageOf('home')).toContain('120 may be open at once, during a rollout; the server takes 200.');
});

test('where Mastodon comes by chart, its times to start are the chart’s', () => {
  expect(pageOf('home', 'mastodon: {by: mastodon/helm-charts}')).toContain('as their Helm chart has it');
});
