import { isDeepStrictEqual } from 'node:util';

/** One field that differs. */
export interface FieldChange {
  /** Keys, and for items of a list their name or place. Shape: `['spec', 'template', 'spec', 'containers', 'web', 'image']`. */
  readonly path: readonly string[];
  /** Undefined where it was not there. */
  readonly before: unknown;
  readonly after: unknown;
}

/** Every leaf, or whole list without names, that differs between two JSON values, whatever the order of their keys: kubectl writes down what it applied with sorted ones. */
export function fieldChanges(before: unknown, after: unknown, path: readonly string[] = []): FieldChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  const [old, young] = [children(before), children(after)];
  if (old === undefined || young === undefined || old.named !== young.named) return [{ path, before, after }];
  const keys = [...new Set([...old.of.keys(), ...young.of.keys()])];
  const inside = keys.flatMap((key) => fieldChanges(old.of.get(key), young.of.get(key), [...path, key]));
  // The same items in another order.
  return inside.length === 0 ? [{ path, before, after }] : inside;
}

interface Children {
  /** Items of a list that have names; or keys of a map. */
  readonly named: boolean;
  readonly of: ReadonlyMap<string, unknown>;
}

/** Where both sides can be looked into: maps, and lists whose items have names of their own. */
function children(value: unknown): Children | undefined {
  if (Array.isArray(value)) {
    const names = value.map((item) => (item as { name?: unknown } | null)?.name);
    const distinct = new Set(names).size === names.length;
    if (!distinct || names.some((name) => typeof name !== 'string')) return undefined;
    return { named: true, of: new Map(value.map((item, index) => [String(names[index]), item])) };
  }
  return typeof value === 'object' && value !== null ? { named: false, of: new Map(Object.entries(value)) } : undefined;
}

/** Shape: `spec.template.spec.containers.web.image`. */
export const fieldText = (path: readonly string[]): string => path.join('.');
