import { hasErrors } from '../site/finding';
import { paintFor } from './colour';
import { load } from './load';
import type { Format } from './options';
import { findingsJson, findingsText } from './print';
import { isQuiet } from './quiet';

/** Checks a declaration and everything that would be rendered, and writes nothing. @returns the exit code */
export function check(file: string, format: Format): number {
  const { findings } = load(file);
  if (format === 'json') process.stdout.write(findingsJson(file, findings));
  else if (findings.length > 0) process.stdout.write(findingsText(file, findings, paintFor(process.stdout)));
  else if (!isQuiet()) process.stdout.write(`${file}: nothing found\n`);
  return hasErrors(findings) ? 1 : 0;
}
