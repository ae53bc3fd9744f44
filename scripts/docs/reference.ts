import * as v from 'valibot';
import { siteSchema } from '../../lib/site/schema';

interface Schema {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly wrapped?: Schema;
  readonly default?: unknown;
  readonly item?: Schema;
  readonly value?: Schema;
  readonly key?: string;
  readonly options?: readonly (Schema | string)[];
  readonly literal?: unknown;
}

/** docs/reference.md: every key of a declaration, from the schema. */
export function reference(): string {
  return [
    '# Reference of the declaration',
    'Generated from the schema by `npm run docs`. A key in **bold** has no default. `mammut check` says more precisely what is allowed, with the line.',
    ...sections(siteSchema as unknown as Schema, 'site.yaml', ''),
    '',
  ].join('\n\n');
}

function sections(schema: Schema, title: string, path: string): string[] {
  const { entries = {} } = schema;
  const rows = Object.entries(entries).map(([key, entry]) => row(key, entry));
  const heading = `## \`${title}\``;
  const table = `| key | default | what it is |\n|---|---|---|\n${rows.join('\n')}`;
  const inner = Object.entries(entries).flatMap(([key, entry]) => below(entry, path === '' ? key : `${path}.${key}`));
  return [heading, table, ...inner];
}

function below(schema: Schema, path: string): string[] {
  if (schema.wrapped) return below(schema.wrapped, path);
  if (schema.item) return below(schema.item, `${path}[]`);
  if (schema.value && schema.type === 'record') return below(schema.value, `${path}.NAME`);
  if (schema.type === 'union') return (schema.options as Schema[]).flatMap((option) => below(option, path));
  if (schema.type === 'variant') {
    const { key = '', options = [] } = schema;
    return (options as Schema[]).flatMap((option) =>
      sections(option, `${path} with ${key}: ${option.entries?.[key]?.literal}`, path),
    );
  }
  return schema.entries ? sections(schema, path, path) : [];
}

function row(key: string, schema: Schema): string {
  const optional = schema.type === 'optional';
  const value =
    optional && schema.default !== undefined && typeof schema.default !== 'object'
      ? `\`${String(schema.default)}\``
      : '';
  const what = v.getDescription(schema as unknown as v.GenericSchema) ?? description(schema);
  return `| ${optional ? `\`${key}\`` : `**\`${key}\`**`} | ${value} | ${what.replaceAll('|', '\\|')}${allowed(schema)} |`;
}

function description(schema: Schema): string {
  const inner = schema.wrapped;
  if (schema.type === 'literal') return `\`${schema.literal}\``;
  return inner ? (v.getDescription(inner as unknown as v.GenericSchema) ?? description(inner)) : '';
}

function allowed(schema: Schema): string {
  if (schema.wrapped) return allowed(schema.wrapped);
  if (schema.type === 'picklist')
    return ` (${(schema.options as string[]).map((option) => `\`${option}\``).join(', ')})`;
  if (schema.type === 'variant') {
    const { key = '', options = [] } = schema;
    return ` (${key}: ${(options as Schema[]).map((option) => `\`${option.entries?.[key]?.literal}\``).join(', ')})`;
  }
  return schema.type === 'boolean' ? ' (`true`, `false`)' : '';
}
