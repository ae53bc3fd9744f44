import { dirname, join } from 'node:path';
import { type LocatedFinding, pathText } from '../site/finding';
import { type Paint, plain } from './colour';
import { isQuiet } from './quiet';

/** How many findings are printed; the rest is counted. */
const mostPrinted = 100;

const tones = { error: 'bad', warning: 'careful' } as const;

/** Findings for people, each with place, reason and mend; where nobody wants more, only errors. */
export function findingsText(file: string, all: readonly LocatedFinding[], paint: Paint = plain): string {
  const findings = isQuiet() ? all.filter(({ severity }) => severity === 'error') : all;
  const lines = findings.slice(0, mostPrinted).map((finding) => {
    const { line, column, severity, rule, message, fix, path } = finding;
    const where = path.length > 0 && !message.includes(pathText(path)) ? `${pathText(path)}: ` : '';
    return `${fileOf(file, finding)}:${line}:${column}: ${paint(tones[severity], `${severity}:`)} ${printable(`${where}${message}`)} [${rule}]\n    ${printable(fix)}\n`;
  });
  if (findings.length > mostPrinted) lines.push(`and ${findings.length - mostPrinted} more\n`);
  if (findings.length > 0 && !isQuiet()) lines.push(`${count(findings, 'error')}, ${count(findings, 'warning')}\n`);
  return lines.join('');
}

/** The declaration's, or the base's in which it was found. */
const fileOf = (declaration: string, { file }: LocatedFinding) =>
  file === undefined ? declaration : join(dirname(declaration), file);

/** Characters that a terminal obeys instead of showing them, and those that turn the direction of text around. */
function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

function count(findings: readonly LocatedFinding[], severity: 'error' | 'warning'): string {
  const number = findings.filter((finding) => finding.severity === severity).length;
  return `${number} ${severity}${number === 1 ? '' : 's'}`;
}

/** Findings for programs, all of them. */
export function findingsReport(file: string, findings: readonly LocatedFinding[]) {
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  return {
    file,
    errors,
    warnings: findings.length - errors,
    findings: findings.map((one) => ({ ...one, file: fileOf(file, one), path: pathText(one.path) })),
  };
}

/** The same as one JSON document. */
export const findingsJson = (file: string, findings: readonly LocatedFinding[]): string =>
  json(findingsReport(file, findings));

/** One JSON document. */
export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
