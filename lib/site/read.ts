import * as v from 'valibot';
import type { Bases } from './bases';
import { type LocatedFinding, type Path, pathText } from './finding';
import { type Host, withHost } from './host';
import { composed } from './layered';
import { inOrder, located } from './located';
import { nearest } from './nearest';
import type { Parsed } from './parse';
import { quoted } from './quoted';
import { type Declared, siteSchema } from './schema';
import { secretFindings } from './secret-rule';
import { looksSecret } from './secret-values';

/** The declaration as its author wrote it. `declared` is there exactly when nothing was found. */
export interface Read {
  readonly declared?: Declared;
  readonly parsed?: Parsed;
  readonly findings: readonly LocatedFinding[];
}

/**
 * @param host the site whose guest this one is, where the declaration names it
 * @param bases what it extends
 */
export function read(text: string, host?: Host, bases?: Bases): Read {
  const { parsed: written, findings: found } = composed(text, bases);
  if (written === undefined) return { findings: inOrder(found) };
  const { parsed, findings: ofGuest } = withHost(written, host);
  const findings = [...found, ...ofGuest];
  // Without its host nothing more can be said of it.
  if (ofGuest.length > 0) return { parsed, findings: inOrder(findings) };
  const unknown = unknownKeys(siteSchema, parsed.value, []).map(({ path, known }) => {
    const key = String(path.at(-1));
    const near = nearest(key, known);
    const message = `unknown key ${quoted(key)}${path.length > 1 ? ` in ${pathText(path.slice(0, -1))}` : ''}; allowed: ${known.join(', ')}`;
    const at = parsed.positions.key(path);
    const mend = near ? `write ${near}` : 'delete it';
    // Another engine takes other keys than the base's.
    const fix = at.file === undefined ? mend : `${mend}; or take it away in the declaration: ${key}: null`;
    return located('declaration/unknown-key', path, message, looksSecret(key) === undefined ? fix : mend, at);
  });
  const result = v.safeParse(siteSchema, parsed.value);
  const wrong = result.success
    ? []
    : onePerPath(result.issues.flatMap(ofMaps)).map((issue) => valueFinding(issue, parsed));
  const all = inOrder([...findings, ...secretFindings(parsed), ...unknown, ...wrong]);
  return all.length === 0 && result.success
    ? { declared: result.output, parsed, findings: [] }
    : { parsed, findings: all };
}

type Issue = v.BaseIssue<unknown>;

function pathOf(issue: Issue): Path {
  return (issue.path ?? []).map((item) => (typeof item.key === 'number' ? item.key : String(item.key)));
}

/** A map where a word is allowed too: what is wrong inside the map says more than that it is not the word. */
function ofMaps(issue: Issue): Issue[] {
  const { input, issues, path = [] } = issue;
  if (issue.type !== 'union' || typeof input !== 'object' || input === null) return [issue];
  const inside = (issues ?? []).filter((one) => (one.path ?? []).length > 0 || one.type === 'check');
  return inside.map((one) => ({ ...one, path: [...path, ...(one.path ?? [])] }) as Issue);
}

/** Several checks of one value fail together; the first says enough. Unknown keys are found by `unknownKeys`, all of them. */
function onePerPath(issues: readonly Issue[]): Issue[] {
  const first = new Map<string, Issue>();
  for (const issue of issues) {
    const key = JSON.stringify(pathOf(issue));
    if (issue.expected !== 'never' && !first.has(key)) first.set(key, issue);
  }
  return [...first.values()];
}

function valueFinding(issue: Issue, parsed: Parsed): LocatedFinding {
  const path = pathOf(issue);
  const key = String(path.at(-1) ?? '');
  if (issue.input === undefined && path.length > 0) {
    const owner = path.slice(0, -1);
    const allowed = issue.type === 'variant' ? `; allowed: ${words(issue.expected)}` : '';
    const message = `missing key ${key}${owner.length > 0 ? ` in ${pathText(owner)}` : ''}${allowed}`;
    return located('declaration/missing-key', path, message, `add ${key}: …`, parsed.positions.key(owner));
  }
  const found = shown(issue.input, parsed.sourceOf(path));
  const allowed = issue.message.startsWith('allowed: ') ? issue.message : `allowed: ${words(issue.expected)}`;
  const where = path.length > 0 ? `${pathText(path)} is ` : 'found ';
  return located(
    'declaration/wrong-value',
    path,
    `${where}${found}; ${allowed}`,
    hint(issue.input),
    parsed.positions.value(path),
  );
}

function hint(input: unknown): string {
  if (typeof input === 'number') return 'put it in quotes if it is meant as text';
  if (typeof input === 'string' && /^(yes|no|on|off)$/i.test(input))
    return 'write true or false: YAML 1.2 reads yes, no, on and off as text';
  if (input === null) return 'write a value, or delete the key for its default';
  return 'write one of the allowed values';
}

/** `("a" | "b")` → `a or b`; `Object` → `a map of keys and values`. */
function words(expected: string | null): string {
  const kinds: Readonly<Record<string, string>> = {
    Object: 'a map of keys and values',
    Array: 'a list',
    string: 'text',
    number: 'a number',
    boolean: 'true or false',
  };
  if (expected === null) return 'something else';
  return kinds[expected] ?? expected.replace(/[()"]/g, '').replace(/ \| /g, ', ');
}

function shown(input: unknown, source: string | undefined): string {
  if (input === null) return 'empty';
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'object') return 'a map';
  return typeof input === 'string' ? quoted(input) : (source ?? String(input)).slice(0, 60);
}

/** The parts of valibot's schemas that hold others. */
interface Schema {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly wrapped?: Schema;
  readonly item?: Schema;
  readonly value?: Schema;
  readonly key?: string;
  readonly options?: readonly Schema[];
  readonly literal?: unknown;
}

/** Every key that no schema knows, with the keys that are known there. */
function unknownKeys(schema: unknown, value: unknown, path: Path): { path: Path; known: string[] }[] {
  if (schema === undefined) return [];
  const { type, entries, wrapped, item, key, options, value: valueSchema } = schema as Schema;
  if (wrapped) return unknownKeys(wrapped, value, path);
  if (Array.isArray(value)) return item ? value.flatMap((one, index) => unknownKeys(item, one, [...path, index])) : [];
  if (typeof value !== 'object' || value === null) return [];
  const map = value as Readonly<Record<string, unknown>>;
  if (type === 'variant' && key !== undefined && options) {
    const option = options.find((one) => one.entries?.[key]?.literal === map[key]);
    return option ? unknownKeys(option, value, path) : [];
  }
  if (type === 'union')
    return unknownKeys(
      options?.find((one) => one.entries),
      value,
      path,
    );
  if (type === 'record')
    return Object.entries(map).flatMap(([name, one]) => unknownKeys(valueSchema, one, [...path, name]));
  if (!entries) return [];
  const known = Object.keys(entries);
  return Object.entries(map).flatMap(([name, one]) =>
    known.includes(name) ? unknownKeys(entries[name], one, [...path, name]) : [{ path: [...path, name], known }],
  );
}
