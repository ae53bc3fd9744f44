import { toJsonSchema } from '@valibot/to-json-schema';
import { siteSchema } from '../../lib/site/schema';

/** site.schema.json: what editors with a YAML language server check and complete while a person types. */
export function jsonSchema(): string {
  // Checks in code have no JSON Schema; `mammut check` runs them.
  const schema = toJsonSchema(siteSchema, { errorMode: 'ignore', typeMode: 'input' });
  return `${JSON.stringify({ title: 'A site of Mammut', ...schema }, null, 2)}\n`;
}
