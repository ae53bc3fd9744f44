import { laws } from '../../lib/audit';
import { type Explained, explainable } from '../../lib/site/explain';

/** docs/rules.md: every rule with its reason, source, mend and examples. */
export function rulesPage(): string {
  const rules = explainable(laws);
  const rooms = [...new Set(rules.map(({ name }) => roomOf(name)))];
  return [
    '# Rules',
    'Generated from the rules themselves by `npm run docs`. `npx mammut explain RULE` prints one of them. Errors stop before anything is written; warnings are printed and go into the runbook. The examples are fragments, merged over a shipped site, and every one of them is run by a test.',
    `| rule | severity | what happens otherwise |\n|---|---|---|\n${rules.map(({ name, severity, why }) => `| [${name}](#${anchor(name)}) | ${severity} | ${cell(why)} |`).join('\n')}`,
    ...rooms.flatMap((room) => [`## ${room}`, ...rules.filter(({ name }) => roomOf(name) === room).flatMap(section)]),
    '',
  ].join('\n\n');
}

function section({ name, severity, why, source, fix, examples }: Explained): string[] {
  const yaml = (fragment: string) => `\`\`\`yaml\n${fragment}\n\`\`\``;
  return [
    `### ${name}`,
    `*${severity}* – ${why}`,
    ...(source === undefined ? [] : [`Source: ${source}`]),
    `To mend it: ${fix}`,
    ...(examples === undefined
      ? []
      : [`Wrong, over \`sites/${examples.over}.yaml\`:`, yaml(examples.wrong), 'Right:', yaml(examples.right)]),
  ];
}

function roomOf(name: string): string {
  return name.split('/')[0] ?? '';
}

/** As GitHub makes it from a heading. */
function anchor(name: string): string {
  return name.replaceAll('/', '');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
