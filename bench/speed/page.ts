const begin = (part: string) => `<!-- bench: ${part} -->\n`;
const end = '<!-- end -->';

/** The page with a part's figures replaced; all else is written by hand. @throws {Error} where the page has no such part */
export function withPart(page: string, part: string, text: string): string {
  const from = page.indexOf(begin(part));
  const to = page.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`docs/speed.md has no part ${begin(part).trim()} … ${end}`);
  return `${page.slice(0, from)}${begin(part)}${text}\n${page.slice(to)}`;
}
