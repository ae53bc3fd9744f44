import { createRequire } from 'node:module';
import { join } from 'node:path';
import { isBlock, mutators, type Node, type Place } from './mutators';

/** One small change of a source file, such as a programmer's slip would be. */
export interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly kind: string;
  /** Part of the text that is replaced. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** Number of the innermost block or function body that it lies in; undefined at the top of the file. */
  readonly scope: number | undefined;
  /** Scopes of the same statement at the top of the file. */
  readonly beside: readonly number[];
}

/** A block or function body: where a run can be noticed. */
export interface Scope {
  readonly at: number;
  /** Where a body that is an expression ends; undefined for a block. */
  readonly end: number | undefined;
}

export interface Mutable {
  readonly mutants: readonly Mutant[];
  readonly scopes: readonly Scope[];
}

/** Texts of a rule that people read: data of its page, and no behaviour. */
const texts = ['why', 'source', 'fix', 'examples', 'summary'];

/** Parts of a node that hold no code. */
const noCode = ['span', 'typeAnnotation', 'typeParameters', 'returnType'];

const { parseSync } = createRequire(join(process.cwd(), 'package.json'))('@swc/core');

export function mutantsOf(file: string, source: string): Mutable {
  const program = parseSync(source, { syntax: 'typescript', target: 'es2022' });
  const walk = new Walk(file, source);
  for (const statement of program.body) walk.top(statement);
  return walk;
}

class Walk implements Mutable {
  readonly mutants: Mutant[] = [];
  readonly scopes: Scope[] = [];
  private readonly place: Place;
  private readonly open: number[] = [];
  private beside: number[] = [];

  constructor(
    private readonly file: string,
    private readonly source: string,
  ) {
    const offsets = offsetsOf(source);
    const at = (byte: number) => offsets[byte] as number;
    this.place = { source, start: ({ span }) => at(span.start), end: ({ span }) => at(span.end) };
  }

  top(statement: Node): void {
    // Filled while its statement is walked, and shared by all mutants of it.
    this.beside = [];
    this.visit(statement, undefined, undefined);
  }

  private visit(node: Node, key: string | undefined, above: Node): void {
    if (Array.isArray(node)) {
      for (const one of node) this.visit(one, key, above);
      return;
    }
    if (typeof node !== 'object' || node === null || this.isNoCode(node, above)) return;
    const scope = this.scopeOf(node, key);
    if (scope !== undefined) {
      this.beside.push(this.scopes.length);
      this.open.push(this.scopes.length);
      this.scopes.push(scope);
    }
    if (node.span) for (const change of mutators[node.type]?.(node, this.place, above) ?? []) this.put(...change);
    for (const [name, child] of Object.entries(node)) {
      // A key is a name, unless it is computed.
      const isName = name === 'key' && node.key?.type !== 'Computed';
      if (!isName && !noCode.includes(name)) this.visit(child, name, node.type === undefined ? above : node);
    }
    if (scope !== undefined) this.open.pop();
  }

  private isNoCode({ type, key }: Node, above: Node): boolean {
    if (type === 'KeyValueProperty' && texts.includes(key.value) && (this.open.length === 0 || isRule(above)))
      return true;
    return /^(Ts(?!As|Satisfies|NonNull|Const)|Import|ExportAll|ExportNamed)/.test(type ?? '');
  }

  private scopeOf(node: Node, key: string | undefined): Scope | undefined {
    const { start, end } = this.place;
    if (isBlock(node) && node.stmts.length > 0) return { at: start(node) + 1, end: undefined };
    const isBody = key === 'body' && node.span && /(Expression|Literal|Identifier)$/.test(node.type);
    return isBody ? { at: start(node), end: end(node) } : undefined;
  }

  private put(kind: string, from: number, to: number, text: string): void {
    const { file, source, mutants, beside } = this;
    // A condition of its own statement is changed alike by both.
    if (mutants.some((one) => one.from === from && one.to === to && one.text === text)) return;
    const line = source.slice(0, from).split('\n').length;
    mutants.push({ file, line, kind, from, to, text, scope: this.open.at(-1), beside });
  }
}

const isRule = ({ properties = [] }: Node): boolean => properties.some(({ key }: Node) => key?.value === 'severity');

/** The parser counts bytes, from 1. */
function offsetsOf(source: string): number[] {
  const offsets = [0];
  let index = 0;
  for (const character of source) {
    for (let bytes = Buffer.byteLength(character); bytes > 0; bytes--) offsets.push(index);
    index += character.length;
  }
  return [...offsets, index];
}

/** The source with one mutant in it. */
export const mutated = (source: string, { from, to, text }: Mutant): string =>
  source.slice(0, from) + text + source.slice(to);

/** The source with a note of every scope that is entered. @param note the call that notes it */
export function noted(source: string, scopes: readonly Scope[], note: (scope: number) => string): string {
  const marks = scopes.flatMap(({ at, end }, scope): [at: number, what: string][] =>
    end === undefined
      ? [[at, `${note(scope)};`]]
      : [
          [at, `(${note(scope)},`],
          [end, ')'],
        ],
  );
  // From the end; at one place an inner scope before the outer one that began there too.
  const order = marks.map((mark, index) => ({ mark, index }));
  order.sort((a, b) => b.mark[0] - a.mark[0] || b.index - a.index);
  return order.reduce((text, { mark: [at, what] }) => text.slice(0, at) + what + text.slice(at), source);
}
