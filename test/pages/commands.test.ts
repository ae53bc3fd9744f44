import { mammut } from '../cli/mammut';
import { docsPages, runbooks, topPages } from './pages';

/** Every `npx mammut …` in code, with its continued lines; comments and what follows in a pipe left out. */
const commandsOf = (text: string): string[] =>
  [...text.replaceAll('\\\n', ' ').matchAll(/npx mammut ([^`\n]*)/g)].map(([, words = '']) =>
    words.replace(/ #.*| [|>&].*/, '').trim(),
  );
const commands = [...topPages, ...docsPages, ...runbooks].flatMap(({ file, text }) =>
  commandsOf(text).map((words) => ({ page: file, words })),
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
