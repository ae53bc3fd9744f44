import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One block of commands of a site's runbook, under the heading that it stands below. */
export interface Block {
  readonly heading: string;
  readonly commands: string;
}

/** The shell blocks of `dist/<site>/README.md`, in order. */
export function blocks(folder: string): Block[] {
  const found: Block[] = [];
  let heading = '';
  let open: string[] | undefined;
  for (const line of readFileSync(join(folder, 'README.md'), 'utf8').split('\n')) {
    if (open !== undefined) {
      if (line === '```') {
        found.push({ heading, commands: open.join('\n') });
        open = undefined;
      } else open.push(line);
    } else if (line === '```sh') open = [];
    else if (/^#+ /.test(line)) heading = line.replace(/^#+ (\d+\. )?/, '');
  }
  return found;
}

/** The one block that holds these words; the test says how to fill what the runbook leaves open, as `<name>`. */
export function commandsWith(folder: string, words: string, filled: Filled = {}): string {
  const matching = blocks(folder).filter(({ commands }) => commands.includes(words));
  const [block] = matching;
  if (block === undefined || matching.length > 1) {
    throw new Error(`${matching.length} blocks of the runbook hold “${words}”, wanted one`);
  }
  return fill(block.commands, filled);
}

/** What a person puts in the place of `<name>`, by name. */
export type Filled = Readonly<Record<string, string>>;

export function fill(commands: string, filled: Filled): string {
  return Object.entries(filled).reduce((text, [open, value]) => text.replaceAll(`<${open}>`, value), commands);
}
