import { laws } from '../audit';
import { type Explained, explainable } from '../site/explain';
import { nearest } from '../site/nearest';
import { InputError } from './errors';

/** What a rule is about, why, and how to mend it. @throws {InputError} for a name that no rule has */
export function explain(name: string): string {
  const rules = explainable(laws);
  const rule = rules.find((one) => one.name === name);
  if (rule === undefined) {
    const near =
      rules.find((one) => one.name.startsWith(name))?.name ??
      nearest(
        name,
        rules.map((one) => one.name),
      );
    throw new InputError(
      `no rule is named ${name}${near ? `; did you mean ${near}?` : ''}\n\n${rules.map((one) => one.name).join('\n')}`,
    );
  }
  return text(rule);
}

function text({ name, severity, why, source, fix, examples }: Explained): string {
  const indented = (yaml: string) => yaml.replace(/^/gm, '    ');
  return [
    `${name} (${severity})`,
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
