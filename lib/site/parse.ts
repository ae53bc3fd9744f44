import { type Alias, type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { type LocatedFinding, type Path, pathText } from './finding';
import { located } from './located';
import { type Positions, positionsOf } from './positions';

/** A file's content as plain values, with the place of each. */
export interface Parsed {
  readonly value: unknown;
  readonly positions: Positions;
  /** What a plain scalar looks like in the file: `1.30` where YAML reads 1.3. */
  sourceOf(path: Path): string | undefined;
}

const mostCharacters = 64 * 1024;
const mostDepth = 32;
const mostAliases = 100;

/** Reads YAML 1.2. All that is wrong with the text itself is found here; nothing throws. */
export function parse(text: string): { parsed?: Parsed; findings: LocatedFinding[] } {
  if (text.length > mostCharacters) {
    return broken(
      'declaration/too-large',
      `the file has ${text.length} characters; allowed: ${mostCharacters}`,
      'split the declaration into several sites',
    );
  }
  if (deepest(text) > mostDepth) {
    return broken(
      'declaration/too-deep',
      `the file nests deeper than ${mostDepth} levels`,
      'compare with an example of docs/',
    );
  }
  const lines = linesOf(text);
  let document: Document.Parsed;
  let value: unknown;
  try {
    // The library's own check for double keys is quadratic; `structure` does it.
    // Sets, dates and bytes are no plain values: whoever tags one is told.
    document = parseDocument(text, {
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
      resolveKnownTags: false,
    });
    const errors = [...document.errors, ...document.warnings].map(({ code, message, pos }) => {
      const { line, col } = lines.linePos(pos[0]);
      return located(
        'declaration/yaml',
        [],
        `not readable as YAML: ${plain(message)}`,
        code === 'TAG_RESOLVE_FAILED'
          ? 'leave the tag out, and write the value as text, number, list or map'
          : 'mend the indentation or quotes here',
        { line, column: col },
      );
    });
    if (errors.length > 0) return { findings: errors };
    const inside = aliasOfAncestor(document.contents, document, []);
    if (inside !== undefined) {
      const { line, col } = lines.linePos(inside.range?.[0] ?? 0);
      return {
        findings: [
          located(
            'declaration/yaml',
            [],
            `the alias ${inside.source} stands inside of what it repeats`,
            'write the value out',
            { line, column: col },
          ),
        ],
      };
    }
    value = document.toJS({ maxAliasCount: mostAliases });
  } catch (error) {
    return broken(
      'declaration/yaml',
      `not readable as YAML: ${plain(error instanceof Error ? error.message : String(error))}`,
      'write the values out instead of repeating them by aliases',
    );
  }
  const positions = positionsOf(document, lines);
  const findings = structure(document.contents, [], positions, lines);
  const sourceOf = (path: Path) => {
    const node = document.getIn(path, true);
    return isScalar(node) && typeof node.source === 'string' ? node.source : undefined;
  };
  return { parsed: { value, positions, sourceOf }, findings };
}

/** Keys that stand twice, that are no words, or that mean something to JavaScript. */
function structure(node: unknown, path: Path, positions: Positions, lines: LineCounter): LocatedFinding[] {
  if (isSeq(node)) return node.items.flatMap((item, index) => structure(item, [...path, index], positions, lines));
  if (!isMap(node)) return [];
  const seen = new Set<string>();
  return node.items.flatMap((pair) => {
    const key = isScalar(pair.key) ? String(pair.key.value) : undefined;
    const offset = isNode(pair.key) ? pair.key.range?.[0] : undefined;
    const { line, col } = lines.linePos(offset ?? 0);
    const at = { line, column: col };
    if (key === undefined || key === 'null' || key === '') {
      return [located('declaration/key', path, 'a key is no word', 'write a key like those on the reference page', at)];
    }
    const here = [...path, key];
    const own: LocatedFinding[] = [];
    if (seen.has(key))
      own.push(
        located(
          'declaration/double-key',
          here,
          `the key ${pathText([key])} stands twice in one map; allowed: once`,
          'delete one of them',
          at,
        ),
      );
    if (['__proto__', 'constructor', 'prototype'].includes(key))
      own.push(located('declaration/unknown-key', here, `unknown key ${key}`, 'delete it', at));
    seen.add(key);
    return [...own, ...structure(pair.value, here, positions, lines)];
  });
}

/** Lines as editors count them; the library counts others beside lone carriage returns. */
function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) lines.addNewLine(end + 1);
  return lines;
}

/** An alias that would make the value contain itself: nothing that walks it would ever end. */
function aliasOfAncestor(node: unknown, document: Document.Parsed, ancestors: readonly unknown[]): Alias | undefined {
  if (isAlias(node)) return ancestors.includes(node.resolve(document)) ? node : undefined;
  const children = isSeq(node) ? node.items : isMap(node) ? node.items.flatMap(({ key, value }) => [key, value]) : [];
  for (const child of children) {
    const found = aliasOfAncestor(child, document, [...ancestors, node]);
    if (found) return found;
  }
  return undefined;
}

/** Deepest nesting by brackets or indentation, an upper estimate that needs no parser. */
function deepest(text: string): number {
  let brackets = 0;
  let most = 0;
  for (const character of text) {
    if (character === '[' || character === '{') most = Math.max(most, ++brackets);
    else if (character === ']' || character === '}') brackets--;
  }
  for (const line of text.split('\n')) most = Math.max(most, Math.floor((/^[ -]*/.exec(line)?.[0].length ?? 0) / 2));
  return most;
}

function broken(rule: string, message: string, fix: string): { findings: LocatedFinding[] } {
  return { findings: [located(rule, [], message, fix, { line: 1, column: 1 })] };
}

/** A library's message in our form: one line, lower case at the start, no full stop. */
function plain(message: string): string {
  const line = (message.split('\n')[0] ?? '').replace(/\.$/, '').slice(0, 200);
  return line.charAt(0).toLowerCase() + line.slice(1);
}
