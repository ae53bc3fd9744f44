import { posix } from 'node:path';
import type { BaseAt, BaseFault } from './bases';
import { isFileNear } from './file-name';
import type { LocatedFinding, Path } from './finding';
import { located } from './located';
import { isTree } from './merge';
import { type Parsed, parse } from './parse';
import { quoted } from './quoted';
import { mostCharacters } from './size';

/** One file of a declaration. */
export interface Layer {
  /** As from the declaration's folder; empty for the declaration itself. */
  readonly file: string;
  readonly parsed: Parsed;
}

/** Bases of bases, and all of them together. */
const mostDepth = 8;
const mostBases = 32;

/**
 * A declaration with everything that it extends, lowest first: bases in the order in which they are named, each after
 * its own. One that is reached twice counts once, at its first place.
 * @returns `layers` where nothing keeps them from being put together
 */
export function layersOf(text: string, baseAt: BaseAt): { layers?: readonly Layer[]; findings: LocatedFinding[] } {
  const findings: LocatedFinding[] = [];
  const layers = new Map<string, Layer>();
  let isWhole = true;
  let characters = 0;

  const take = (file: string, content: string, chain: readonly string[]) => {
    const { parsed, findings: found } = parse(content);
    findings.push(...found.map((one) => inFile(one, file)));
    if (parsed === undefined) {
      isWhole = false;
      return;
    }
    characters += content.length;
    for (const { name, path } of namedIn(parsed)) {
      const base = fileOf(file, name);
      if (base !== undefined && layers.has(base)) continue;
      const next = base === undefined ? undefined : baseAt(base);
      const fault = faultOf(name, base, next, { chain, layers: layers.size, characters });
      if (fault === undefined && typeof next === 'string' && base !== undefined) take(base, next, [...chain, base]);
      else {
        isWhole = false;
        findings.push(...refused(parsed, path, fault).map((one) => inFile(one, file)));
      }
    }
    layers.set(file, { file, parsed });
  };

  take('', text, []);
  return isWhole ? { layers: [...layers.values()], findings } : { findings };
}

interface Sofar {
  readonly chain: readonly string[];
  readonly layers: number;
  readonly characters: number;
}

type Fault = readonly [message: string, fix: string];

function faultOf(
  name: unknown,
  base: string | undefined,
  content: string | BaseFault | undefined,
  { chain, layers, characters }: Sofar,
): Fault | undefined {
  if (base === undefined) {
    const found = typeof name === 'string' ? quoted(name) : 'no text';
    return [
      `extends is ${found}; allowed: the path of a .yaml file from here, up to two folders above the declaration, or a list of such`,
      'write it like ../base.yaml',
    ];
  }
  const ring = chain.indexOf(base);
  if (ring >= 0)
    return [
      `${arrows([...chain.slice(ring), base])} is a ring; allowed: bases that end`,
      'delete one of these extends',
    ];
  if (chain.length >= mostDepth)
    return [`${arrows([...chain, base])} are too many in a row; allowed: ${mostDepth}`, 'join some of these bases'];
  if (layers + chain.length >= mostBases)
    return [`${base} is one base too many; allowed: ${mostBases}`, 'join some of the bases'];
  if (content === undefined) return [`extends names ${name}; there is no ${base}`, 'create it, or mend the path'];
  if (typeof content !== 'string') return [`${base} ${content.fault}`, 'name a plain YAML file'];
  if (characters + content.length > mostCharacters)
    return [
      `with ${base} the declaration has ${characters + content.length} characters; allowed: ${mostCharacters} with all its bases`,
      'take out of the bases what this site replaces',
    ];
  return undefined;
}

const arrows = (files: readonly string[]) => files.join(' → ');

/** What a file extends, each with its key path. */
function namedIn({ value }: Parsed): { name: unknown; path: Path }[] {
  if (!isTree(value) || !Object.hasOwn(value, 'extends')) return [];
  const { extends: named } = value;
  return Array.isArray(named)
    ? named.map((name, index) => ({ name, path: ['extends', index] }))
    : [{ name: named, path: ['extends'] }];
}

function fileOf(from: string, name: unknown): string | undefined {
  if (typeof name !== 'string' || !isFileNear(name)) return undefined;
  const file = posix.join(posix.dirname(from), name);
  return isFileNear(file) ? file : undefined;
}

function refused({ positions }: Parsed, path: Path, fault: Fault | undefined): LocatedFinding[] {
  return fault === undefined ? [] : [located('declaration/extends', path, ...fault, positions.value(path))];
}

export function inFile<P extends object>(place: P, file: string): P & { readonly file?: string } {
  return file === '' ? place : { ...place, file };
}
