import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { render } from '../output/render';
import { OutputError } from '../output/output-error';
import { publish } from '../output/write';
import { hasErrors } from '../site/finding';
import { load, type Loaded } from './load';
import { findingsText } from './print';

/** Renders each declaration into its folder below `out`. Nothing is written while any of them has an error. @returns the exit code */
export function synth(files: readonly string[], out: string): number {
  const loaded = files.map(load);
  const rendered = loaded.map(renderLoaded);
  if (rendered.some((one) => one === undefined)) return 1;
  for (const [index, one] of loaded.entries()) {
    const files = rendered[index];
    if (one.site === undefined || files === undefined) continue;
    const folder = join(out, one.site.name);
    keepLock(one);
    const result = publish(folder, files);
    process.stdout.write(`${one.file}: ${files.size} files in ${folder}, ${result}\n`);
  }
  return 0;
}

/** Prints what was found; undefined where an error forbids the output. */
function renderLoaded(loaded: Loaded): ReadonlyMap<string, string> | undefined {
  const { site, findings, defaults, file } = loaded;
  process.stderr.write(findingsText(file, findings));
  if (site === undefined) return undefined;
  const rendered = render(site, { warnings: findings, defaults });
  process.stderr.write(findingsText(file, loaded.place(rendered.findings)));
  return hasErrors(rendered.findings) ? undefined : rendered.files;
}

function keepLock({ lock, lockFile }: Loaded): void {
  if (lock === undefined) return;
  try {
    writeFileSync(lockFile, lock);
  } catch (error) {
    throw new OutputError(`${lockFile} can't be written (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}): the versions of this site would not be kept`);
  }
  process.stdout.write(`${lockFile}: written; commit it with the declaration\n`);
}
