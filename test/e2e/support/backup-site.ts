import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeKeys } from '../../../lib/backup/recipients';
import { must } from '../../cluster/command';
import { inRun } from '../../cluster/layout';

/** Where the operator's keys lie: nowhere in the cluster. */
export const safe = () => inRun('safe');

/** The site's declaration with certificates whose keys somebody has, made as docs/backup.md says. */
export async function declaredWithKeys(site: string): Promise<string> {
  mkdirSync(safe(), { recursive: true });
  await must('bash', '-ec', `cd ${safe()} && { ${makeKeys} \n} 2>/dev/null`);
  const text = readFileSync(`test/e2e/sites/${site}.yaml`, 'utf8');
  const recipients = ['operator', 'rehearsal'].map((name) => {
    const lines = readFileSync(join(safe(), `${name}.crt`), 'utf8')
      .trim()
      .split('\n');
    return `    ${name}: |\n${lines.map((line) => `      ${line}\n`).join('')}`;
  });
  const folder = inRun('declared');
  mkdirSync(folder, { recursive: true });
  const declaration = join(folder, `${site}.yaml`);
  writeFileSync(declaration, text.replace(/ {2}recipients:[\s\S]*$/, `  recipients:\n${recipients.join('')}`));
  copyFileSync(`test/e2e/sites/${site}.lock`, join(folder, `${site}.lock`));
  return declaration;
}
