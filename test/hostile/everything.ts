import { mapOf, root, type Schema, shapes, variants } from '../random/schema';

/** One schema of the declaration, and where it stands: `mastodon.env.*`, `cluster.nodes[].name`, `storage.shared(jiva).copies`. */
export interface Spot {
  readonly path: string;
  readonly schema: Schema;
}

/** Every schema of the declaration, from the whole of it to each scalar. */
export function* everything(schema: Schema = root, path = ''): Generator<Spot> {
  if (schema.wrapped) return yield* everything(schema.wrapped, path);
  yield { path, schema };
  if (schema.type === 'variant') {
    for (const [name, option] of variants(schema)) yield* everything(option, `${path}(${name})`);
  } else if (schema.type === 'union') {
    for (const option of shapes(schema)) yield* everything(option, path);
  } else if (schema.item) yield* everything(schema.item, `${path}[]`);
  else if (schema.type === 'record' && schema.value) yield* everything(schema.value, `${path}.*`);
  for (const [key, entry] of Object.entries(schema.entries ?? {}))
    yield* everything(entry, path === '' ? key : `${path}.${key}`);
}

/** A limit such as `max_length`, also where a description is put around the schema that sets it. */
export function limitOf(schema: Schema, type: string): number | undefined {
  for (const step of (schema.pipe ?? []) as readonly (Schema & { readonly requirement?: unknown })[]) {
    if (step.type === type && typeof step.requirement === 'number') return step.requirement;
    const inside = step === schema ? undefined : limitOf(step, type);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

/** Every text of a declaration, by the path of the schema that takes it. */
export function* textsIn(value: unknown, schema: Schema = root, path = ''): Generator<[path: string, text: string]> {
  if (schema.wrapped) return yield* textsIn(value, schema.wrapped, path);
  if (typeof value === 'string') yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  if (schema.type === 'variant') {
    const name = String((value as Record<string, unknown>)[schema.key ?? '']);
    const option = variants(schema).find(([one]) => one === name)?.[1];
    if (option) yield* textsIn(value, option, `${path}(${name})`);
  } else if (schema.type === 'union') yield* textsIn(value, mapOf(schema), path);
  else if (schema.item && Array.isArray(value)) {
    for (const one of value) yield* textsIn(one, schema.item, `${path}[]`);
  } else {
    for (const [key, one] of Object.entries(value)) {
      const entry = schema.entries?.[key];
      if (entry) yield* textsIn(one, entry, path === '' ? key : `${path}.${key}`);
      else if (schema.value) yield* textsIn(one, schema.value, `${path}.*`);
    }
  }
}
