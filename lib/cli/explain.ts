import { laws } from '../audit';
import { type Explained, explainable } from '../site/explain';
import { nearest } from '../site/nearest';
import { type Paint, paintFor } from './colour';
import { InputError } from './errors';
import type { Format } from './options';
import { json } from './print';

/** Names of all rules, sorted. */
export const ruleNames = (): string[] => [...new Set(explainable(laws).map(({ name }) => name))].sort();

/** What a rule is about, why, and how to mend it; without a name, which rules there are. @throws {InputError} for a name that no rule has */
export function explain(name: string | undefined, format: Format): number {
  const found = name === undefined ? ruleNames() : ruleOf(name);
  process.stdout.write(format === 'json' ? json(found) : text(found, paintFor(process.stdout)));
  return 0;
}

function ruleOf(name: string): Explained {
  const rules = explainable(laws);
  const rule = rules.find((one) => one.name === name);
  if (rule !== undefined) return rule;
  const names = rules.map((one) => one.name);
  const near = names.find((one) => one.startsWith(name)) ?? nearest(name, names);
  const mend = near === undefined ? '`mammut explain` without a name lists all' : `did you mean ${near}?`;
  throw new InputError(`no rule is named ${name}; ${mend}`);
}

const text = (found: Explained | readonly string[], paint: Paint) =>
  'name' in found ? explained(found, paint) : `${found.join('\n')}\n`;

function explained({ name, severity, why, source, fix, examples }: Explained, paint: Paint): string {
  const indented = (yaml: string) => yaml.replace(/^/gm, '    ');
  return [
    `${paint('heading', name)} (${severity === 'error' ? paint('bad', severity) : paint('careful', severity)})`,
    '',
    why,
    '',
    ...(source === undefined ? [] : [`source: ${source}`]),
    `to mend it: ${fix}`,
    ...(examples === undefined
      ? []
      : ['', `wrong, over sites/${examples.over}.yaml:`, indented(examples.wrong), 'right:', indented(examples.right)]),
    '',
  ].join('\n');
}
