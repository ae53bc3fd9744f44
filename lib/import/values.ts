import type { Path } from '../site/finding';

/** Something about an installation that a person should read. */
export interface Note {
  /** `lost`: nothing in a declaration says it. `danger`: it was dangerous where it was. `ask`: a person has to say it. */
  readonly kind: 'lost' | 'danger' | 'ask';
  /** Place in the values. */
  readonly path: Path;
  readonly message: string;
}

type Tree = Readonly<Record<string, unknown>>;

/** Helm values, of which each is taken once; what nobody took is left over. */
export class Values {
  private readonly taken = new Set<string>();

  constructor(private readonly tree: unknown) {}

  /** The value at a path like `mastodon.smtp.port`; undefined where it is not set, or set to nothing. */
  take(path: string): unknown {
    this.taken.add(path);
    const value = path.split('.').reduce<unknown>((node, key) => (isMap(node) ? node[key] : undefined), this.tree);
    return value === null || value === '' ? undefined : value;
  }

  text(path: string): string | undefined {
    const value = this.take(path);
    return value === undefined || typeof value === 'object' ? undefined : String(value);
  }

  number(path: string): number | undefined {
    const value = Number(this.take(path) ?? Number.NaN);
    return Number.isNaN(value) ? undefined : value;
  }

  flag(path: string, usual: boolean): boolean {
    return this.take(path)?.toString() === 'true' || (this.take(path) === undefined && usual);
  }

  map(path: string): Tree {
    const value = this.take(path);
    return isMap(value) ? value : {};
  }

  list(path: string): readonly unknown[] {
    const value = this.take(path);
    return Array.isArray(value) ? value : [];
  }

  /** Leaves that nobody took, neither them nor a map above them. */
  leftOver(): Path[] {
    const taken = (path: readonly string[]) => path.some((_, end) => this.taken.has(path.slice(0, end + 1).join('.')));
    return leaves(this.tree).filter((path) => !taken(path));
  }
}

function leaves(node: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (node === null || node === '' || (isMap(node) && Object.keys(node).length === 0)) return [];
  return isMap(node) ? Object.entries(node).flatMap(([key, value]) => leaves(value, [...path, key])) : [path];
}

export function isMap(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
