import { paintFor } from './colour';
import { isFleet, workersFor } from './fleet/size';
import { synthFleet } from './fleet/synth-fleet';
import { type Bad, badText } from './fleet/text';
import { type Loaded, load } from './load';
import type { Format } from './options';
import { findingsReport, findingsText, json } from './print';
import { isQuiet } from './quiet';
import { type ExitCode, errorText, isMendable } from './run';
import { refuseTwins, type Written, write } from './write-site';

export interface SynthOptions {
  readonly out: string;
  /** `@default text` */
  readonly format?: Format;
  /** Threads. `@default -` as many as there are processors */
  readonly workers?: number;
}

/**
 * Renders each declaration into its folder below `out`. One that has an error stops no other.
 * @returns the exit code: 1 where a site was not rendered
 */
export function synth(files: readonly string[], options: SynthOptions): ExitCode {
  const { out, format = 'text' } = options;
  if (isFleet(files)) return synthFleet(files, out, format, workersFor(files, options.workers));
  const bad: Bad[] = [];
  const sites = files.flatMap((file) => tried(file, bad, () => load(file)));
  const broken = sites.filter(({ name }) => name === undefined);
  if (format === 'text') tellFindings(sites);
  bad.push(...broken.map(({ file }) => ({ file, why: 'has errors' })));
  const sound = sites.filter(({ name }) => name !== undefined);
  refuseTwins(sound);
  const say = format === 'text' && !isQuiet() ? (one: Rendered) => process.stdout.write(line(one)) : () => {};
  const rendered = sound.flatMap((site) =>
    tried(site.file, bad, () => {
      const one = { ...site, written: write(site, out) };
      say(one);
      return one;
    }),
  );
  if (format === 'json') process.stdout.write(json({ sites: inTurn(files, [...rendered, ...broken], bad) }));
  else if (files.length > 1) process.stderr.write(badText(bad, files.length));
  else if (broken.length > 0 && !isQuiet()) process.stderr.write('nothing was written: mend the errors first\n');
  return bad.length > 0 ? 1 : 0;
}

function inTurn(files: readonly string[], sites: readonly Rendered[], bad: readonly Bad[]) {
  const known = new Map(sites.map((one) => [one.file, one]));
  return files.map((file) => {
    const one = known.get(file);
    return one === undefined ? { file, fault: bad.find((other) => other.file === file)?.why } : report(one);
  });
}

/** What came of one site. */
interface Rendered extends Loaded {
  /** Undefined where nothing was written. */
  readonly written?: Written;
}

function tellFindings(sites: readonly Loaded[]): void {
  const paint = paintFor(process.stderr);
  for (const { file, findings } of sites) process.stderr.write(findingsText(file, findings, paint));
}

function line({ file, files, written, lock, lockFile }: Rendered): string {
  const { folder = '', change, isNew } = written ?? {};
  const locked = lock === undefined ? '' : `${lockFile}: written; commit it with the declaration\n`;
  return `${locked}${file}: ${files.size} files in ${folder}, ${change}\n${isNew ? next(file, folder) : ''}`;
}

function report({ file, findings, name, files, written, lock, lockFile }: Rendered) {
  const { folder, change } = written ?? {};
  const lockWritten = folder !== undefined && lock !== undefined ? lockFile : undefined;
  return {
    ...{ name, folder, files: files.size, changed: change === 'written', lockWritten },
    ...findingsReport(file, findings),
  };
}

/** What a person does who never saw this folder. */
const next = (file: string, folder: string) =>
  `Put all of it into git. See how far the cluster is from it, then follow README.md in the folder from its first line:\n  npx mammut doctor ${file}\n  cd ${folder}\n`;

/** The result, or none where a person has something to mend, who is told at once. */
function tried<R>(file: string, bad: Bad[], action: () => R): R[] {
  try {
    return [action()];
  } catch (error) {
    if (!isMendable(error)) throw error;
    process.stderr.write(errorText(error.message));
    bad.push({ file, why: error.message });
    return [];
  }
}
