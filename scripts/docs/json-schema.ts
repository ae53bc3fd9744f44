import { toJsonSchema } from '@valibot/to-json-schema';
import { siteSchema } from '../../lib/site/schema';

/** site.schema.json: what editors with a YAML language server check and complete while a person types. */
export function jsonSchema(): string {
  // Checks in code have no JSON Schema; `mammut check` runs them.
  const { properties, required, ...schema } = toJsonSchema(siteSchema, { errorMode: 'ignore', typeMode: 'input' });
  const guest = { type: 'string', description: 'file of the site on whose cluster this one is a guest' };
  const whole = {
    ...schema,
    properties: { ...properties, cluster: { anyOf: [properties?.cluster, guest] } },
    required: required?.filter((key) => key !== 'network'),
    if: { properties: { cluster: { type: 'object' } } },
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema's word
    then: { required: ['network'] },
  };
  return `${JSON.stringify({ title: 'A site of Mammut', ...whole }, null, 2)}\n`;
}
