import { stringify } from 'yaml';
import { fromMastodonChart } from '../import/mastodon-chart';
import type { Note } from '../import/values';
import { type Position, pathText } from '../site/finding';
import { parse } from '../site/parse';
import { paintFor, type Tone } from './colour';
import { InputError } from './errors';
import { readText } from './load';
import type { Format } from './options';
import { findingsJson, findingsText, json } from './print';
import { isQuiet } from './quiet';
import { refuseUnlessNew, writeNew } from './write';

export interface ImportOptions {
  readonly fromValues: string;
  readonly name: string;
  readonly keepChart: boolean;
  readonly out: string | undefined;
  readonly format: Format;
}

const head = `# What the values of mastodon/chart say. What no values hold is yours to add: cluster, network and backup;
# \`mammut check\` names what is missing.
`;

/** In the order in which they are told. */
const kinds: Readonly<Record<Note['kind'], readonly [title: string, tone: Tone]>> = {
  danger: ['was dangerous where it was', 'bad'],
  ask: ['yours to say', 'careful'],
  lost: ['not carried over', 'careful'],
};

type Placed = Note & Position;

/**
 * A declaration from the Helm values of an installation; what it can't say, and what was dangerous, goes to standard error.
 * @returns the exit code
 */
export function importValues({ fromValues, name, keepChart, out, format }: ImportOptions): number {
  const text = readText(fromValues);
  if (text === undefined) throw new InputError(`${fromValues}: no such file`);
  const { parsed, findings } = parse(text);
  if (parsed === undefined || findings.length > 0) {
    if (format === 'json') process.stdout.write(findingsJson(fromValues, findings));
    else process.stderr.write(findingsText(fromValues, findings, paintFor(process.stderr)));
    return 1;
  }
  if (out !== undefined) refuseUnlessNew(out);
  const { declaration, notes } = fromMastodonChart(parsed.value, keepChart);
  const content = head + stringify({ schemaVersion: 1, name, ...declaration }, { lineWidth: 0 });
  const placed = notes
    .map((one) => ({ ...one, ...parsed.positions.value(one.path) }))
    .sort((one, other) => one.line - other.line);
  if (out !== undefined) writeNew(out, content);
  if (format === 'json') {
    const report = placed.map((one) => ({ ...one, path: pathText(one.path) }));
    process.stdout.write(
      json({ file: fromValues, ...(out === undefined ? { declaration: content } : { out }), notes: report }),
    );
    return 0;
  }
  if (out === undefined) process.stdout.write(content);
  if (!isQuiet()) process.stderr.write(notesText(fromValues, placed));
  return 0;
}

function notesText(file: string, notes: readonly Placed[]): string {
  const paint = paintFor(process.stderr);
  return Object.entries(kinds)
    .flatMap(([kind, [title, tone]]) => {
      const lines = notes
        .filter((one) => one.kind === kind)
        .map(({ path, message, line, column }) => `  ${file}:${line}:${column}: ${pathText(path)}: ${message}\n`);
      return lines.length === 0 ? [] : [paint(tone, `${title}:`), '\n', ...lines];
    })
    .join('');
}
