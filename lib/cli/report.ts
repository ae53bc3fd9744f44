import { writeFileSync } from 'node:fs';
import { page } from '../report/page';
import { show } from '../report/show';
import { type ReportSource, reportSource } from '../report/source';
import { loadSite } from './load';
import type { Format } from './options';
import { json } from './print';
import { isQuiet } from './quiet';
import { writing } from './write';

/**
 * One page about a site.
 * @param out where it goes; `-` for standard output. `@default -` `<site>.html` in this folder
 * @returns the exit code
 */
export function report(file: string, out: string | undefined): number {
  const source = sourceOf(file);
  const place = out ?? `${source.site.name}.html`;
  const text = page(source);
  if (place === '-') process.stdout.write(text);
  else {
    writing(place, () => writeFileSync(place, text));
    if (!isQuiet()) process.stdout.write(`${place}: written; open it in a browser\n`);
  }
  return 0;
}

/** The site as a drawing in text, or what is drawn. @returns the exit code */
export function showCommand(file: string, format: Format): number {
  const { site, topology, losses } = sourceOf(file);
  process.stdout.write(format === 'json' ? json({ site: site.name, topology, losses }) : show(site, topology, losses));
  return 0;
}

function sourceOf(file: string): ReportSource {
  const { site, ...notes } = loadSite(file);
  return reportSource(site, notes);
}
