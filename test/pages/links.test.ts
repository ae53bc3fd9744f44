import { existsSync, statSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { anchorsOf, docsPages, linksOf, type Page, root, runbooks, topPages } from './pages';

const pages = [...topPages, ...docsPages, ...runbooks];
const anchorsAt = new Map(pages.map((one) => [one.file, anchorsOf(one)]));

/** Path from the root and anchor that a link of a page leads to. */
function targetOf(from: Page, link: string): { file: string; anchor: string | undefined } {
  const [path = '', anchor] = link.split('#');
  return { file: path === '' ? from.file : normalize(join(from.file, '..', path)).replace(/\/$/, ''), anchor };
}

const links = pages.flatMap((from) =>
  linksOf(from).map((link) => ({ from: from.file, link, ...targetOf(from, link) })),
);

test('every file and folder that a page links is there', () => {
  expect(links.filter(({ file }) => !existsSync(join(root, file)))).toEqual([]);
});

test('every heading that a page links is there', () => {
  const wrong = links.filter(({ file, anchor }) => {
    return anchor !== undefined && !anchorsAt.get(file)?.includes(anchor);
  });
  expect(wrong.map(({ from, link }) => `${from}: ${link}`)).toEqual([]);
});

test('every page of docs is reached by links from README.md', () => {
  const reached = new Set(['README.md']);
  for (const file of reached) {
    for (const one of links.filter(({ from }) => from === file)) {
      // A folder shows its README.md.
      const folder = existsSync(join(root, one.file)) && statSync(join(root, one.file)).isDirectory();
      const target = folder ? join(one.file, 'README.md') : one.file;
      if (anchorsAt.has(target)) reached.add(target);
    }
  }
  expect(docsPages.map(({ file }) => file).filter((file) => !reached.has(file))).toEqual([]);
});
