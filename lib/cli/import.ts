import { existsSync, writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { fromMastodonChart } from '../import/mastodon-chart';
import type { Note } from '../import/values';
import { pathText } from '../site/finding';
import { parse } from '../site/parse';
import { InputError } from './errors';
import { readText } from './load';
import { findingsText } from './print';

export interface ImportOptions {
  readonly fromValues: string;
  readonly name: string;
  readonly keepChart: boolean;
  readonly out: string | undefined;
}

const head = `# What the values of mastodon/chart say. What no values hold is yours to add: cluster, network and backup;
# \`mammut check\` names what is missing.
`;

const titles: Readonly<Record<Note['kind'], string>> = {
  danger: 'was dangerous where it was',
  ask: 'yours to say',
  lost: 'not carried over',
};

/**
 * A declaration from the Helm values of an installation; what it can't say, and what was dangerous, goes to standard error.
 * @returns the exit code
 */
export function importValues({ fromValues, name, keepChart, out }: ImportOptions): number {
  const text = readText(fromValues);
  if (text === undefined) throw new InputError(`${fromValues}: no such file`);
  const { parsed, findings } = parse(text);
  if (parsed === undefined || findings.length > 0) {
    process.stderr.write(findingsText(fromValues, findings));
    return 1;
  }
  if (out !== undefined && existsSync(out))
    throw new InputError(`${out} is there already: choose another name, or move it away`);
  const { declaration, notes } = fromMastodonChart(parsed.value, keepChart);
  const content = head + stringify({ schemaVersion: 1, name, ...declaration }, { lineWidth: 0 });
  if (out === undefined) process.stdout.write(content);
  else writeFileSync(out, content, { flag: 'wx' });
  for (const kind of ['danger', 'ask', 'lost'] as const) {
    const listed = notes
      .filter((one) => one.kind === kind)
      .map((one) => ({ ...one, ...parsed.positions.value(one.path) }))
      .sort((one, other) => one.line - other.line);
    if (listed.length > 0) process.stderr.write(`${titles[kind]}:\n`);
    for (const { path, message, line, column } of listed) {
      process.stderr.write(`  ${fromValues}:${line}:${column}: ${pathText(path)}: ${message}\n`);
    }
  }
  return 0;
}
