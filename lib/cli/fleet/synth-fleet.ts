import type { Format } from '../options';
import { refuseTwins } from '../write-site';
import { Crew, type Done } from './crew';
import type { Looked } from './jobs';
import { Progress } from './progress';
import { Seals } from './seals';
import { JsonTeller, TextTeller } from './tellers';
import { counted, type Tally } from './text';

/**
 * Renders many sites by several threads: those whose declaration or output changed since they were last rendered here.
 * One that can't be rendered stops no other. Of findings only errors are printed; warnings stand in each runbook.
 * @returns the exit code: 1 where a site was not rendered
 */
export async function synthFleet(
  files: readonly string[],
  out: string,
  format: Format,
  workers: number,
): Promise<number> {
  const began = performance.now();
  const crew = new Crew(workers);
  const seals = new Seals(out);
  const tally: Tally = { written: 0, unchanged: 0, locks: 0, warnings: 0, bad: [] };
  const teller = format === 'json' ? new JsonTeller() : new TextTeller();
  try {
    const looks = await looked(crew, files, out, seals);
    const changed = files.filter((file) => !looks.get(file)?.isUnchanged);
    for (const [file, { isUnchanged, name }] of looks) if (isUnchanged) teller.skipped(file, name);
    tally.unchanged = files.length - changed.length;
    const progress = new Progress('rendered', changed.length);
    const asked = changed.map((file) => ({ file, out, name: looks.get(file)?.name }));
    await crew.each('render', asked, (outcome, index) => {
      const file = changed[index] ?? '';
      count(file, outcome, tally, seals);
      teller.rendered(file, outcome, () => progress.clear());
      progress.at(index + 1);
    });
    progress.clear();
  } finally {
    seals.tidy();
    await crew.end();
  }
  teller.end(files.length, out, tally, (performance.now() - began) / 1000);
  return tally.bad.length > 0 ? 1 : 0;
}

/** Before anything is written: what each is called, and whether there is anything to do. @throws {InputError} for two of one name */
async function looked(crew: Crew, files: readonly string[], out: string, seals: Seals): Promise<Map<string, Looked>> {
  const found = new Map<string, Looked>();
  const progress = new Progress('looked at', files.length);
  const groups = grouped(files);
  const asked = groups.map((group) => group.map((file) => ({ file, out, sealed: seals.of(file) })));
  await crew.each('look', asked, (outcome, index) => {
    for (const [at, file] of (groups[index] ?? []).entries()) {
      const one = 'result' in outcome ? outcome.result[at] : undefined;
      if (one !== undefined && 'result' in one) found.set(file, one.result);
    }
    progress.at(Math.min((index + 1) * atATime, files.length));
  });
  progress.clear();
  refuseTwins([...found].map(([file, { name }]) => ({ file, name })));
  return found;
}

/** So few that all threads end at the same time. */
const atATime = 8;

const grouped = (files: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(files.length / atATime) }, (_, at) => files.slice(at * atATime, (at + 1) * atATime));

function count(file: string, outcome: Done<'render'>, tally: Tally, seals: Seals): void {
  if ('fault' in outcome) {
    tally.bad.push({ file, why: outcome.fault.split('\n')[0] ?? '' });
    return;
  }
  const { findings, written, lockWritten } = outcome.result;
  if (written === undefined) {
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    tally.bad.push({ file, why: counted(errors, 'error') });
    return;
  }
  seals.keep(written.sealed);
  tally.warnings += findings.length;
  if (lockWritten !== undefined) tally.locks += 1;
  tally[written.change] += 1;
}
