import { hasErrors } from '../site/finding';
import { load } from './load';
import { findingsJson, findingsText } from './print';

/** Checks a declaration and everything that would be rendered, and writes nothing. @returns the exit code */
export function check(file: string, format: 'text' | 'json'): number {
  const { findings } = load(file);
  if (format === 'json') process.stdout.write(findingsJson(file, findings));
  else process.stdout.write(findings.length === 0 ? `${file}: nothing found\n` : findingsText(file, findings));
  return hasErrors(findings) ? 1 : 0;
}
