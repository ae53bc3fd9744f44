import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(__dirname, '..', '..');

/** A Markdown file of the repository; `file` is its path from the root. */
export interface Page {
  readonly file: string;
  readonly text: string;
}

/** A fenced block and what stands around it. */
export interface Block {
  readonly page: string;
  readonly language: string;
  readonly text: string;
  readonly heading: string;
}

const page = (file: string): Page => ({ file, text: readFileSync(join(root, file), 'utf8') });

const markdown = (folder: string, recursive = false): Page[] =>
  readdirSync(join(root, folder), { recursive, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => page(join(folder, file)));

/** README.md, CONTRIBUTING.md and their like. */
export const topPages = markdown('.');

/** Everything in docs/, folders below it included. */
export const docsPages = markdown('docs', true);

/** What people wrote there: these two come from the schema and the rules, and have tests of their own. */
export const writtenPages = docsPages.filter(({ file }) => !['docs/reference.md', 'docs/rules.md'].includes(file));

export const runbooks = readdirSync(join(root, 'dist')).map((site) => page(join('dist', site, 'README.md')));

const fence = /^ *```/;

/** Lines with what they are in: the heading above, and whether they are code. */
function lines({ text }: Page): { line: string; heading: string; code: boolean }[] {
  let heading = '';
  let code = false;
  return text.split('\n').map((line) => {
    const edge = fence.test(line);
    if (edge) code = !code;
    if (!code && !edge && line.startsWith('#')) heading = line.replace(/^#+ /, '');
    return { line, heading, code: code || edge };
  });
}

export function blocksOf(one: Page): Block[] {
  const blocks: { page: string; language: string; text: string[]; heading: string }[] = [];
  let open = false;
  for (const { line, heading, code } of lines(one)) {
    if (!code) continue;
    if (!fence.test(line)) blocks.at(-1)?.text.push(line);
    else if (!open) blocks.push({ page: one.file, language: line.replace(fence, '').trim(), text: [], heading });
    if (fence.test(line)) open = !open;
  }
  return blocks.map(({ text, ...block }) => ({ ...block, text: text.join('\n') }));
}

/** Lines outside of fenced blocks, with the heading above them. */
export const proseOf = (one: Page): { line: string; heading: string }[] => lines(one).filter(({ code }) => !code);

/** What stands in backticks outside of fenced blocks. */
export const inlineCodeOf = (one: Page): { code: string; line: string; heading: string }[] =>
  proseOf(one).flatMap(({ line, heading }) =>
    [...line.matchAll(/`([^`]+)`/g)].map(([, code = '']) => ({ code, line, heading })),
  );

/** Anchors as GitHub makes them from headings. */
export function anchorsOf(one: Page): string[] {
  const seen = new Map<string, number>();
  return proseOf(one)
    .filter(({ line }) => /^#{1,6} /.test(line))
    .map(({ heading }) => {
      const slug = heading
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .trim()
        .replaceAll(' ', '-');
      const times = seen.get(slug) ?? 0;
      seen.set(slug, times + 1);
      return times === 0 ? slug : `${slug}-${times}`;
    });
}

/** Targets of links that lead to files of the repository or to headings. Shape: `../faq.md#running`. */
export const linksOf = (one: Page): string[] =>
  proseOf(one).flatMap(({ line }) =>
    [...line.replace(/`[^`]*`/g, '').matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(([, link = '']) => link),
  );
