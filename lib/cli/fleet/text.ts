import { paintFor } from '../colour';
import { rateText, spanText } from './progress';

/** What became of the sites of one run. */
export interface Tally {
  written: number;
  unchanged: number;
  locks: number;
  warnings: number;
  readonly bad: Bad[];
}

/** A site that was not rendered. */
export interface Bad {
  readonly file: string;
  readonly why: string;
}

const mostListed = 100;

/** All of them again, at the end, where they are seen. */
export function badText(bad: readonly Bad[], sites: number, what = 'not rendered'): string {
  if (bad.length === 0) return '';
  const head = paintFor(process.stderr)('bad', `${what}, ${bad.length} of ${sites}:`);
  const lines = bad.slice(0, mostListed).map(({ file, why }) => `  ${file}: ${why.replace(`${file}: `, '')}\n`);
  const more = bad.length > mostListed ? `  and ${bad.length - mostListed} more\n` : '';
  return `${head}\n${lines.join('')}${more}`;
}

export function summary(sites: number, out: string, tally: Tally, seconds: number): string {
  const { written, unchanged, locks, warnings, bad } = tally;
  const counts = [
    `${written} written`,
    `${unchanged} unchanged`,
    ...(bad.length > 0 ? [`${bad.length} not rendered`] : []),
  ];
  return [
    `${sites} sites in ${out}: ${counts.join(', ')}; ${spanText(seconds)}, ${rateText(sites / seconds)}\n`,
    ...(warnings > 0 ? [`${counted(warnings, 'warning')}: in the runbooks, and by mammut check\n`] : []),
    ...(locks > 0 ? [`${counted(locks, 'lock')} written; commit them with the declarations\n`] : []),
  ].join('');
}

/** Shape: `3 errors`. */
export const counted = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

/** A JSON document with a list that is written while it grows. */
export class JsonList {
  private isBegun = false;

  constructor(
    private readonly begin: string,
    private readonly close: string,
  ) {}

  next(entry: unknown): string {
    const before = this.isBegun ? ',' : this.begin;
    this.isBegun = true;
    return `${before}\n${JSON.stringify(entry, null, 2)}`;
  }

  end(): string {
    return `${this.isBegun ? '\n' : this.begin}${this.close}\n`;
  }
}
