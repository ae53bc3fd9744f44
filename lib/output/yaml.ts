import { line, scalar } from './scalar';

/** What a reader looks for first, in this order; all other keys follow by alphabet. */
const first = [
  'apiVersion',
  'kind',
  'metadata',
  'name',
  'namespace',
  'key',
  'labels',
  'annotations',
  'type',
  'replicas',
  'schedule',
  'selector',
  'podSelector',
  'policyTypes',
  'from',
  'to',
  'image',
  'command',
  'args',
  'ports',
  'envFrom',
  'env',
  'resources',
  'startupProbe',
  'livenessProbe',
  'readinessProbe',
  'lifecycle',
  'initContainers',
  'containers',
  'volumes',
];
const rank = new Map(first.map((key, index) => [key, index]));

function byReadingOrder(a: string, b: string): number {
  const order = (rank.get(a) ?? first.length) - (rank.get(b) ?? first.length);
  if (order !== 0) return order;
  return a < b ? -1 : 1;
}

export interface YamlOptions {
  /**
   * Comment above the document; one `#` line per line of text.
   * @default - no comment
   */
  readonly header?: string;
}

/**
 * One YAML document for readers: no anchors, no folded lines, scripts as block scalars, keys in a fixed order that
 * depends on their names alone. Map entries whose value is undefined are left out.
 */
export function toYaml(value: object, options: YamlOptions = {}): string {
  const header = options.header === undefined ? '' : options.header.replace(/^(?=.)/gm, '# ').replace(/^$/gm, '#');
  const body = `${node(value, '')}\n`;
  return header === '' ? body : `${header}\n${body}`;
}

type Fields = Readonly<Record<string, unknown>>;

/** What a value looks like: its first line stands where it is put, further ones begin with `indent`. */
function node(value: unknown, indent: string): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : list(value, indent);
  return typeof value === 'object' && value !== null ? map(value as Fields, indent) : scalar(value, indent);
}

function list(items: readonly unknown[], indent: string): string {
  let text = '';
  for (const item of items) text += `${text && `\n${indent}`}- ${node(item, `${indent}  `)}`;
  return text;
}

function map(fields: Fields, indent: string): string {
  const inner = `${indent}  `;
  let text = '';
  for (const key of Object.keys(fields).sort(byReadingOrder)) {
    const value = fields[key];
    if (value === undefined) continue;
    text += `${text && `\n${indent}`}${line(key)}:`;
    // Lists stand below their key as far left as it, maps one step in.
    if (!isFilled(value)) text += ` ${node(value, inner)}`;
    else if (Array.isArray(value)) text += `\n${indent}${list(value, indent)}`;
    else text += `\n${inner}${map(value, inner)}`;
  }
  return text || '{}';
}

function isFilled(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  for (const key in value) if ((value as Fields)[key] !== undefined) return true;
  return false;
}
