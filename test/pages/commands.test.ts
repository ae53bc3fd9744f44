import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mammut } from '../cli/mammut';

const root = join(__dirname, '..', '..');
const markdown = (folder: string) =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file));
const pages = [
  ...markdown('.'),
  ...markdown('docs'),
  ...readdirSync(join(root, 'dist')).map((site) => join('dist', site, 'README.md')),
];

/** Every `npx mammut …` in code, with its continued lines; comments and what follows in a pipe left out. */
const commandsOf = (text: string): string[] =>
  [...text.replaceAll('\\\n', ' ').matchAll(/npx mammut ([^`\n]*)/g)].map(([, words = '']) =>
    words.replace(/ #.*| [|>&].*/, '').trim(),
  );
const commands = pages.flatMap((page) =>
  commandsOf(readFileSync(join(root, page), 'utf8')).map((words) => ({ page, words })),
);

test('the pages name many commands', () => {
  expect(new Set(commands.map(({ words }) => words.split(' ')[0])).size).toBeGreaterThan(7);
});

test('every command of a page is one of the program, with options that it has', () => {
  const wrong = commands.filter(({ words }) => {
    const [name = '', ...rest] = words.split(/\s+/);
    const { code, out } = mammut(name, '--help');
    const known = new Set(out.match(/--[a-z-]+/g));
    return code !== 0 || !out.startsWith(`Usage: mammut ${name}`) || rest.some((word) => unknown(word, known));
  });
  expect(wrong).toEqual([]);
});

function unknown(word: string, known: ReadonlySet<string>): boolean {
  const [option = ''] = word.split('=');
  return option.startsWith('--') && !known.has(option);
}

test('every page that a page names is there', () => {
  const broken = markdown('docs').flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g)]
      .map(([, link = '']) => join(root, 'docs', link))
      .filter((file) => !present(file))
      .map((file) => `${page}: ${file}`),
  );
  expect(broken).toEqual([]);
});

function present(file: string): boolean {
  try {
    readFileSync(file);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EISDIR';
  }
}
