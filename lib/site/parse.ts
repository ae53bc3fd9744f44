import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { characterFindings } from './characters';
import { type LocatedFinding, type Path, pathText } from './finding';
import { located } from './located';
import { type Positions, positionsOf } from './positions';
import { repeatFindings } from './repeats';
import { sizeFindings } from './size';

/** A file's content as plain values, with the place of each. */
export interface Parsed {
  readonly value: unknown;
  readonly positions: Positions;
  /** What a plain scalar looks like in the file: `1.30` where YAML reads 1.3. */
  sourceOf(path: Path): string | undefined;
}

type Outcome = { readonly parsed?: Parsed; readonly findings: readonly LocatedFinding[] };

/** A declaration is asked for its host before it is read, and one base is that of many. */
const parsedLast = new Map<string, Outcome>();
const mostKept = 8;

/** Reads YAML 1.2. All that is wrong with the text itself is found here; nothing throws. */
export function parse(text: string): Outcome {
  const tooMuch = sizeFindings(text);
  if (tooMuch.length > 0) return { findings: tooMuch };
  const known = parsedLast.get(text);
  // What was asked for again is the last to be forgotten.
  parsedLast.delete(text);
  const outcome = known ?? parseAnew(text);
  parsedLast.set(text, outcome);
  if (parsedLast.size > mostKept) parsedLast.delete(parsedLast.keys().next().value ?? '');
  return outcome;
}

function parseAnew(text: string): Outcome {
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
    const unreadable = [
      ...textErrors(document, lines),
      ...otherYaml(document, text, lines),
      ...repeatFindings(text, document.contents, lines),
    ];
    if (unreadable.length > 0) return { findings: unreadable };
    value = document.toJS({ maxAliasCount: -1 });
  } catch (error) {
    const message = `not readable as YAML: ${plain(error instanceof Error ? error.message : String(error))}`;
    const fix = 'compare with an example of docs/';
    return { findings: [located('declaration/yaml', [], message, fix, { line: 1, column: 1 })] };
  }
  const positions = positionsOf(document, lines);
  const findings = [...characterFindings(text, document, lines), ...structure(document.contents, [], positions, lines)];
  const sourceOf = (path: Path) => {
    const node = document.getIn(path, true);
    return isScalar(node) && typeof node.source === 'string' ? node.source : undefined;
  };
  return { parsed: { value, positions, sourceOf }, findings };
}

/** What the library finds. */
function textErrors(document: Document.Parsed, lines: LineCounter): LocatedFinding[] {
  return [...document.errors, ...document.warnings].map(({ code, message, pos }) => {
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
}

/** A file that asks for YAML 1.1 has other booleans and numbers, and merges maps. */
function otherYaml({ directives }: Document.Parsed, text: string, lines: LineCounter): LocatedFinding[] {
  const { explicit, version } = directives.yaml;
  if (!explicit || version === '1.2') return [];
  const { line, col } = lines.linePos(Math.max(0, text.search(/^%YAML/m)));
  const message = `the file asks for YAML ${version}; allowed: YAML 1.2`;
  return [located('declaration/yaml', [], message, 'delete the line', { line, column: col })];
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

/** A library's message in our form: one line, lower case at the start, no full stop. */
function plain(message: string): string {
  const line = (message.split('\n')[0] ?? '').replace(/\.$/, '').slice(0, 200);
  return line.charAt(0).toLowerCase() + line.slice(1);
}
