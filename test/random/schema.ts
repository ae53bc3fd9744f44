import { siteSchema } from '../../lib/site/schema';

/** The parts of valibot's schemas that a walk needs. */
export interface Schema {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly wrapped?: Schema;
  readonly item?: Schema;
  readonly value?: Schema;
  /** Key that tells a variant's options apart, and those. */
  readonly key?: string;
  readonly options?: readonly (Schema | string)[];
  readonly literal?: unknown;
  readonly pipe?: readonly { readonly type: string; readonly requirement?: unknown }[];
}

export const root = siteSchema as unknown as Schema;

export function variants(schema: Schema): [name: string, schema: Schema][] {
  return (schema.options ?? []).map((option) => [
    String((option as Schema).entries?.[schema.key ?? '']?.literal),
    option as Schema,
  ]);
}

/** What a union offers beside its map. */
export function words(schema: Schema): Schema[] {
  return (schema.options ?? []).filter((option): option is Schema => (option as Schema).literal !== undefined);
}

/** What a union offers beside its words. */
export function shapes(schema: Schema): Schema[] {
  return (schema.options ?? []).filter((option): option is Schema => (option as Schema).literal === undefined);
}

/** The map of a union that also takes a word. */
export function mapOf(schema: Schema): Schema {
  const map = (schema.options ?? []).find((option) => (option as Schema).entries);
  if (map === undefined) throw new Error('the union has no map');
  return map as Schema;
}

/** A bound like `min_value` that a pipe sets. */
export function bound(schema: Schema, type: string): number | undefined {
  const requirement = schema.pipe?.find((step) => step.type === type)?.requirement;
  return typeof requirement === 'number' ? requirement : undefined;
}

/**
 * Everything that can be declared: each key, and each value of a key that offers a choice. Shapes: `mastodon.smtp.port`,
 * `redis.mode=sentinel`, `storage.replicated(jiva).copies`.
 */
export function* declarable(schema: Schema = root, path = ''): Generator<string> {
  if (schema.wrapped) return yield* declarable(schema.wrapped, path);
  if (schema.type === 'picklist') {
    for (const option of schema.options ?? []) yield `${path}=${option}`;
  } else if (schema.type === 'union') {
    for (const { literal } of words(schema)) yield `${path}=${literal}`;
    yield* declarable(mapOf(schema), path);
  } else if (schema.type === 'variant') {
    for (const [name, option] of variants(schema)) {
      yield `${path}.${schema.key}=${name}`;
      yield* declarable(option, `${path}(${name})`);
    }
  } else if (schema.item) {
    yield* declarable(schema.item, `${path}[]`);
  } else if (schema.entries) {
    for (const [key, entry] of Object.entries(schema.entries)) {
      // A site that extends others is made up by test/site/extends-laws.test.ts.
      if (entry.type === 'literal' || key === 'extends') continue;
      const at = path === '' ? key : `${path}.${key}`;
      yield at;
      yield* declarable(entry, at);
    }
  }
}

/** What of the above one declaration uses. */
export function* declaredIn(value: unknown, schema: Schema = root, path = ''): Generator<string> {
  if (schema.wrapped) return yield* declaredIn(value, schema.wrapped, path);
  if (schema.type === 'picklist') yield `${path}=${value}`;
  else if (schema.type === 'union') {
    if (typeof value === 'object') yield* declaredIn(value, mapOf(schema), path);
    else yield `${path}=${value}`;
  } else if (schema.type === 'variant') {
    const name = String((value as Record<string, unknown>)[schema.key ?? '']);
    yield `${path}.${schema.key}=${name}`;
    const option = variants(schema).find(([one]) => one === name)?.[1];
    if (option) yield* declaredIn(value, option, `${path}(${name})`);
  } else if (schema.item) {
    for (const one of value as unknown[]) yield* declaredIn(one, schema.item, `${path}[]`);
  } else if (schema.entries) {
    for (const [key, one] of Object.entries(value as object)) {
      const entry = schema.entries[key];
      if (entry === undefined || entry.type === 'literal') continue;
      const at = path === '' ? key : `${path}.${key}`;
      yield at;
      yield* declaredIn(one, entry, at);
    }
  }
}
