import type { LocatedFinding } from './finding';
import { located } from './located';

/** How much a declaration may hold. More is an accident, or an attack on whoever reads it. */
export const mostCharacters = 64 * 1024;
export const mostDepth = 32;
export const mostAliases = 100;
/** Scalars, lists and maps, those that aliases repeat included. */
export const mostValues = 10_000;

/** Too large or too deep by the text alone: no parser has to live through it. */
export function sizeFindings(text: string): LocatedFinding[] {
  if (text.length > mostCharacters) {
    const message = `the file has ${text.length} characters; allowed: ${mostCharacters}`;
    return [
      located('declaration/too-large', [], message, 'split the declaration into several sites', { line: 1, column: 1 }),
    ];
  }
  const deep = firstTooDeep(text);
  if (deep === undefined) return [];
  const message = `the file nests ${deep.depth} levels deep here; allowed: ${mostDepth}`;
  return [located('declaration/too-deep', [], message, 'compare with an example of docs/', deep)];
}

const tooIndented = new RegExp(`^[ ?-]{${2 * (mostDepth + 1)}}`, 'm');

/** By brackets or indentation, an upper estimate. */
function firstTooDeep(
  text: string,
): { readonly line: number; readonly column: number; readonly depth: number } | undefined {
  const mayBeDeep = (text.match(/[[{]/g)?.length ?? 0) > mostDepth || tooIndented.test(text);
  if (!mayBeDeep) return undefined;
  let brackets = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const indent = Math.floor((/^[ ?-]*/.exec(line)?.[0].length ?? 0) / 2);
    if (indent > mostDepth) return { line: index + 1, column: 1, depth: indent };
    for (let at = 0; at < line.length; at++) {
      const character = line[at];
      if (character === '[' || character === '{') brackets++;
      else if (character === ']' || character === '}') brackets--;
      if (brackets > mostDepth) return { line: index + 1, column: at + 1, depth: brackets };
    }
  }
  return undefined;
}
