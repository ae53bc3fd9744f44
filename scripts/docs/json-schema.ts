import { toJsonSchema } from '@valibot/to-json-schema';
import { siteSchema } from '../../lib/site/schema';

/** site.schema.json: what editors with a YAML language server check and complete while a person types. */
export function jsonSchema(): string {
  const { required, ...schema } = rooted();
  return text({
    title: 'A site of Mammut',
    ...schema,
    required: required?.filter((key) => key !== 'network'),
    if: { properties: { cluster: { type: 'object' } } },
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema's word
    then: { required: ['network'] },
  });
}

/** base.schema.json: the same for bases and for sites that extend one, where every key may stand in another file, and null takes one away. */
export function baseJsonSchema(): string {
  return text({ title: 'A part of a site of Mammut', ...(loosened(rooted()) as object) });
}

function rooted() {
  // Checks in code have no JSON Schema; `mammut check` runs them.
  const { properties, ...schema } = toJsonSchema(siteSchema, { errorMode: 'ignore', typeMode: 'input' });
  const guest = { type: 'string', description: 'file of the site on whose cluster this one is a guest' };
  return { ...schema, properties: { ...properties, cluster: { anyOf: [properties?.cluster, guest] } } };
}

/** Nothing is required, and every key may say null. */
function loosened(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(loosened);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => !(key === 'required' && Array.isArray(value)))
      .map(([key, value]) => [key, key === 'properties' ? orNull(value) : loosened(value)]),
  );
}

const orNull = (properties: object) =>
  Object.fromEntries(
    Object.entries(properties).map(([key, one]) => [key, { anyOf: [loosened(one), { type: 'null' }] }]),
  );

const text = (schema: object) => `${JSON.stringify(schema, null, 2)}\n`;
