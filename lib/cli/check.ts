import { hasErrors, type LocatedFinding } from '../site/finding';
import { paintFor } from './colour';
import { InputError } from './errors';
import { Crew, type Done } from './fleet/crew';
import { jobs, outcomeOf } from './fleet/jobs';
import { Progress } from './fleet/progress';
import { isFleet, workersFor } from './fleet/size';
import { type Bad, badText, counted, JsonList } from './fleet/text';
import { load } from './load';
import type { Format } from './options';
import { filesNamed } from './patterns';
import { findingsJson, findingsReport, findingsText } from './print';
import { isQuiet } from './quiet';
import type { ExitCode } from './run';
import { type Named, twinOf } from './write-site';

/**
 * Checks declarations and everything that would be rendered, and writes nothing.
 * @param words files and patterns
 * @returns the exit code
 */
export function check(words: readonly string[], format: Format, workers?: number): ExitCode {
  const [file = ''] = words;
  const files = filesNamed(words);
  return words.length === 1 && files[0] === file ? checkOne(file, format) : checkAll(files, format, workers);
}

function checkOne(file: string, format: Format): number {
  const { findings } = load(file);
  process.stdout.write(format === 'json' ? findingsJson(file, findings) : text(file, findings));
  return hasErrors(findings) ? 1 : 0;
}

function text(file: string, findings: readonly LocatedFinding[]): string {
  if (findings.length > 0) return findingsText(file, findings, paintFor(process.stdout));
  return isQuiet() ? '' : `${file}: nothing found\n`;
}

/** As JSON a list, one document a site. */
function checkAll(files: readonly string[], format: Format, workers: number | undefined): ExitCode {
  const bad: Bad[] = [];
  const sites: Named[] = [];
  const list = new JsonList('[', ']');
  const hear = (outcome: Done<'check'>, index: number) => {
    const file = files[index] ?? '';
    if ('fault' in outcome) {
      bad.push({ file, why: outcome.fault });
      return process.stdout.write(format === 'json' ? list.next({ file, fault: outcome.fault }) : '');
    }
    const { name, findings } = outcome.result;
    sites.push({ file, name });
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    if (errors > 0) bad.push({ file, why: counted(errors, 'error') });
    return process.stdout.write(format === 'json' ? list.next(findingsReport(file, findings)) : text(file, findings));
  };
  const end = () => {
    if (format === 'json') process.stdout.write(list.end());
    process.stderr.write(badText(bad, files.length, 'not sound'));
    const twin = twinOf(sites);
    if (twin !== undefined) throw new InputError(twin);
    return bad.length > 0 ? 1 : 0;
  };
  if (isFleet(files)) return byThreads(files, workersFor(files, workers), hear).then(end);
  for (const [index, file] of files.entries()) hear(outcomeOf(jobs.check, { file }), index);
  return end();
}

async function byThreads(files: readonly string[], workers: number, hear: (one: Done<'check'>, at: number) => void) {
  const crew = new Crew(workers);
  const progress = new Progress('checked', files.length);
  const asked = files.map((file) => ({ file }));
  try {
    await crew.each('check', asked, (outcome, index) => {
      progress.clear();
      hear(outcome, index);
      progress.at(index + 1);
    });
  } finally {
    progress.clear();
    await crew.end();
  }
}
