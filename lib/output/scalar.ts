/** What looks like a word, and some YAML parser reads as a boolean, as null or (`e1`) as a number. */
const word = /^(y|n|yes|no|on|off|true|false|null|e-?[0-9]+)$/i;

const plain = /^[A-Za-z/][A-Za-z0-9_./-]*$/;

/** Characters that YAML wants escaped, and JSON doesn't. */
const unprintable = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A character that only an escape can show; blocks have none. */
const needsEscape = /[^\t\n\x20-\x7e\u00a1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

/** A script or a file: its first line is not indented, no line ends in blanks. */
const isBlock = (text: string) => /^\S.*\n/.test(text) && !/[ \t](\n|$)/.test(text) && !needsEscape.test(text);

/** @param indent of the lines of a block */
export function scalar(value: unknown, indent: string): string {
  if (typeof value === 'string') return value.includes('\n') ? lines(value, indent) : line(value);
  if (typeof value === 'number') return number(value);
  return String(value ?? null);
}

/** By indentation and text: scripts stand in several places of a site and are the same in all, and take longest. */
const known = new Map<string, Map<string, string>>();
const mostKnown = 500;

function lines(text: string, indent: string): string {
  const those = known.get(indent) ?? new Map<string, string>();
  const written = those.get(text) ?? (isBlock(text) ? block(text, indent) : line(text));
  if (those.size >= mostKnown) those.clear();
  known.set(indent, those.set(text, written));
  return written;
}

/**
 * A string stays without quotes only where every YAML parser, Kubernetes' own included, reads it as that string: some
 * read `1_000` and `0o7` as numbers.
 */
export function line(text: string): string {
  return plain.test(text) && !word.test(text) ? text : JSON.stringify(text).replace(unprintable, escaped);
}

function block(text: string, indent: string): string {
  const chomping = !text.endsWith('\n') ? '-' : text.endsWith('\n\n') ? '+' : '';
  return `|${chomping}\n${indent}${text.replace(/\n$/, '').replace(/\n(?!\n|$)/g, `\n${indent}`)}`;
}

/** YAML 1.1 takes an exponent only behind a dot. */
function number(value: number): string {
  return String(value).replace(/^(-?\d+)e/, '$1.e');
}
