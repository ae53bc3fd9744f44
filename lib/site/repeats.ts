import { type Alias, isAlias, isMap, isNode, isSeq, type LineCounter, type Node } from 'yaml';
import type { LocatedFinding } from './finding';
import { located } from './located';
import { mostAliases, mostValues } from './size';

/** What is wrong with how often a declaration repeats itself: the first place, since what follows comes of it. */
export function repeatFindings(text: string, contents: unknown, lines: LineCounter): LocatedFinding[] {
  // Where nothing is repeated, no two characters make more than three values: `:,` in a list.
  if (!text.includes('*') && text.length * 1.5 <= mostValues) return [];
  const wrong = new Walk().firstWrong(contents);
  if (wrong === undefined) return [];
  const { line, col } = lines.linePos(wrong.node?.range?.[0] ?? 0);
  return [located(wrong.rule, [], wrong.message, wrong.fix, { line, column: col })];
}

interface Wrong {
  readonly rule: string;
  readonly message: string;
  readonly fix: string;
  readonly node: Node | undefined;
}

/** Counts values as they will be once each alias is what it repeats, without making any of them. */
class Walk {
  private values = 0;
  private aliases = 0;
  private readonly anchored = new Map<string, Node>();
  private readonly open = new Set<Node>();
  private readonly sizes = new Map<Node, number>();

  firstWrong(node: unknown): Wrong | undefined {
    if (isAlias(node)) return this.repeat(node);
    const before = this.values++;
    if (!isNode(node)) return undefined;
    const { anchor } = node as { anchor?: string };
    if (anchor !== undefined) this.anchored.set(anchor, node);
    this.open.add(node);
    const children = isSeq(node) ? node.items : isMap(node) ? node.items.flatMap(({ key, value }) => [key, value]) : [];
    for (const child of children) {
      const wrong = this.firstWrong(child);
      if (wrong) return wrong;
    }
    this.open.delete(node);
    this.sizes.set(node, this.values - before);
    return this.tooMany(node);
  }

  private repeat(alias: Alias): Wrong | undefined {
    const target = this.anchored.get(alias.source);
    const wrong = (rule: string, message: string, fix: string) => ({ rule, message, fix, node: alias });
    if (target === undefined)
      return wrong('declaration/yaml', `the alias ${alias.source} repeats nothing`, 'write the value out');
    if (this.open.has(target))
      return wrong(
        'declaration/yaml',
        `the alias ${alias.source} stands inside of what it repeats`,
        'write the value out',
      );
    if (++this.aliases > mostAliases)
      return wrong(
        'declaration/too-many-aliases',
        `more than ${mostAliases} aliases; allowed: ${mostAliases}`,
        'write the values out instead of repeating them',
      );
    this.values += this.sizes.get(target) ?? 0;
    return this.tooMany(alias);
  }

  private tooMany(node: Node): Wrong | undefined {
    if (this.values <= mostValues) return undefined;
    return {
      rule: 'declaration/too-many-values',
      message: `more than ${mostValues} values up to here, aliases written out; allowed: ${mostValues}`,
      fix: 'declare less, and repeat no lists by aliases',
      node,
    };
  }
}
