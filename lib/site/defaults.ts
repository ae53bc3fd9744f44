import * as v from 'valibot';
import { type Path, pathText } from './finding';
import { siteSchema } from './schema';

/** A value that nobody declared. */
export interface DefaultTaken {
  readonly path: Path;
  readonly value: string;
  /** What the key means, as the reference page has it. */
  readonly what: string;
}

interface Schema {
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly type?: string;
  readonly wrapped?: Schema;
  readonly item?: Schema;
  readonly key?: string;
  readonly options?: readonly Schema[];
  readonly literal?: unknown;
}

/** Compares what was written with what came out of the schema. */
export function defaultsTaken(written: unknown, declared: unknown): DefaultTaken[] {
  return compare(siteSchema as unknown as Schema, written, declared, []);
}

function compare(schema: Schema, written: unknown, declared: unknown, path: Path): DefaultTaken[] {
  if (schema.wrapped) return compare(schema.wrapped, written, declared, path);
  if (schema.type === 'union') {
    const map = schema.options?.find((one) => one.entries);
    return map ? compare(map, written, declared, path) : [];
  }
  if (schema.options) {
    const option = schema.options.find(
      (one) =>
        one.entries?.[schema.key ?? '']?.literal ===
        (declared as Record<string, unknown> | undefined)?.[schema.key ?? ''],
    );
    return option ? compare(option, written, declared, path) : [];
  }
  if (Array.isArray(declared) && schema.item) {
    const { item } = schema;
    return declared.flatMap((one, index) =>
      compare(item, (written as unknown[] | undefined)?.[index], one, [...path, index]),
    );
  }
  if (!schema.entries || typeof declared !== 'object' || declared === null) return [];
  return Object.entries(schema.entries).flatMap(([key, entry]) => {
    const value = (declared as Record<string, unknown>)[key];
    const was = (written as Record<string, unknown> | undefined)?.[key];
    if (value === undefined || (typeof value === 'object' && Object.keys(value ?? {}).length === 0)) return [];
    if (was === undefined && typeof value !== 'object')
      return [{ path: [...path, key], value: String(value), what: description(entry) }];
    return compare(entry, was, value, [...path, key]);
  });
}

function description(schema: Schema): string {
  return v.getDescription(schema as unknown as v.GenericSchema) ?? '';
}

export function defaultText({ path, value }: DefaultTaken): string {
  return `${pathText(path)}: ${value}`;
}
