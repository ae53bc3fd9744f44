import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { run, Unusable } from '../../api/processes';

/** What the test bed's sites declare (sites/*.yaml). */
export const entryAddress = '10.89.0.240';
export const webDomain = 'social.example.org';
export const namespace = 'mastodon';

/** Renders a declaration as a user does, and gives the site's folder. */
export async function render(declaration: string, out: string): Promise<string> {
  rmSync(out, { recursive: true, force: true });
  const { code, stdout, stderr } = await run(process.execPath, ['bin/mammut.js', 'synth', declaration, '--out', out]);
  if (code !== 0) throw new Unusable(`${declaration} does not render:\n${stdout}${stderr}`);
  const name = declaration.replace(/^.*\/|\.yaml$/g, '');
  return join(out, name);
}
