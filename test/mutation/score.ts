import { readFileSync } from 'node:fs';
import { equivalents } from './equivalent';
import { isMissed, type Told } from './told';

/** A missed mutant whose reason is known. */
export function isExplained(told: Told): boolean {
  if (!isMissed(told)) return false;
  const text = readFileSync(told.file, 'utf8').split('\n')[told.line - 1] ?? '';
  return equivalents.some(
    ({ file, line, was, is }) => file === told.file && text.includes(line) && was === told.was && is === told.is,
  );
}

/** What counts: mutants that can be compiled and that a test could notice. */
function counted(told: readonly Told[]) {
  const valid = told.filter(({ fate }) => fate !== 'invalid');
  const explained = valid.filter(isExplained).length;
  const missed = valid.filter(isMissed).length - explained;
  return { all: valid.length - explained, explained, missed };
}

export function score(told: readonly Told[]): number {
  const { all, missed } = counted(told);
  return all === 0 ? 100 : (100 * (all - missed)) / all;
}

export function scoreLine(name: string, told: readonly Told[]): string {
  const { all, explained, missed } = counted(told);
  const share = `${score(told).toFixed(1).padStart(5)} %  ${String(all - missed).padStart(4)} of ${String(all).padStart(4)}`;
  return `${share}  ${name}${explained > 0 ? ` (and ${explained} explained)` : ''}`;
}
