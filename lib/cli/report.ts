import { writeFileSync } from 'node:fs';
import { page } from '../report/page';
import { show } from '../report/show';
import { type ReportSource, reportSource } from '../report/source';
import { InputError } from './errors';
import { loadSite } from './load';

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
    try {
      writeFileSync(place, text);
    } catch (error) {
      throw new InputError(`${place} can't be written (${(error as NodeJS.ErrnoException).code}): name another file`);
    }
    process.stdout.write(`${place}: written; open it in a browser\n`);
  }
  return 0;
}

/** The site as a drawing in text. @returns the exit code */
export function showCommand(file: string): number {
  const { site, topology, losses } = sourceOf(file);
  process.stdout.write(show(site, topology, losses));
  return 0;
}

function sourceOf(file: string): ReportSource {
  const { site, ...notes } = loadSite(file);
  return reportSource(site, notes);
}
