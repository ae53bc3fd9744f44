import { type Document, isScalar, type LineCounter, visit } from 'yaml';
import type { LocatedFinding } from './finding';
import { located } from './located';

/**
 * Characters that terminals and editors obey instead of showing them, or that nobody sees: controls, those that turn the
 * direction of text around, line separators, tags, halves of pairs. Source: CVE-2021-42574, "Trojan Source".
 */
const obeyed =
  /[^\P{Cc}\t\n\r]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\p{Cs}\u{e0000}-\u{e007f}]/u;

/** One damaged file may hold thousands. */
const mostTold = 20;

/** Every such character of the file, comments included, and those that are written as escapes in quotes. */
export function characterFindings(text: string, document: Document.Parsed, lines: LineCounter): LocatedFinding[] {
  const plain = inText(text);
  const found = plain.length === 0 && /[\\\r]/.test(text) ? inEscapes(document) : plain;
  return found.slice(0, mostTold).map(({ character, offset }) => {
    const { line, col } = lines.linePos(offset);
    const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return located(
      'declaration/character',
      [],
      `the character U+${number} is obeyed by terminals and editors instead of being shown; allowed: text that can be seen`,
      'delete it',
      { line, column: col },
    );
  });
}

interface Place {
  readonly character: string;
  readonly offset: number;
}

function inText(text: string): Place[] {
  const all = text.matchAll(new RegExp(obeyed, 'gu'));
  // A byte order mark may begin a file.
  return [...all].flatMap(({ 0: character, index }) =>
    index === 0 && character === '\ufeff' ? [] : [{ character, offset: index }],
  );
}

function inEscapes(document: Document.Parsed): Place[] {
  const places: Place[] = [];
  visit(document, {
    Scalar(_key, node) {
      const text = isScalar(node) && typeof node.value === 'string' ? node.value : '';
      const character = obeyed.exec(text)?.[0] ?? /\r/.exec(text)?.[0];
      if (character !== undefined) places.push({ character, offset: node.range?.[0] ?? 0 });
    },
  });
  return places;
}
