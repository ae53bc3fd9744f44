import { blocksOf, inlineCodeOf, type Page, runbooks, topPages, writtenPages } from './pages';

/** Shell lines with their continued lines; without the comment behind them. */
const shellLines = (text: string): string[] =>
  text
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map(withoutComment);

const withoutComment = (line: string) => line.replace(/\s+#.*$/, '').trim();

/** What begins with kubectl, outside of what is marked as typed on hardware. */
function kubectlOf(page: Page): string[] {
  const typed = blocksOf(page)
    .filter(({ language, heading }) => language === 'sh' && !heading.includes('(hardware)'))
    .flatMap(({ text }) => shellLines(text))
    .filter((line) => /\bkubectl /.test(line) && !line.startsWith('#'));
  const named = inlineCodeOf(page)
    .filter(({ code, line, heading }) => code.startsWith('kubectl ') && !`${line}${heading}`.includes('(hardware)'))
    .map(({ code }) => code);
  return [...typed, ...named].map((line) => line.slice(line.indexOf('kubectl ')));
}

const printed = runbooks.flatMap(({ text }) => shellLines(text));

/** Names in `<>` stand for any word of the runbook's. */
function isPrinted(command: string): boolean {
  const words = command.split(/<[^>]+>/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`${words.join('\\S+')}(?=[\\s\`);]|$)`);
  return printed.some((line) => pattern.test(line));
}

test.each([...topPages, ...writtenPages].map((page) => [page.file, page] as const))(
  '%s prints only kubectl commands that a runbook prints as well',
  (_, page) => {
    expect(kubectlOf(page).filter((command) => !isPrinted(command))).toEqual([]);
  },
);

test('runbooks print what pages may print', () => {
  expect(isPrinted('kubectl -n mastodon delete job <name>')).toBe(true);
  expect(isPrinted('kubectl -n mastodon get pods --nowhere')).toBe(false);
});
