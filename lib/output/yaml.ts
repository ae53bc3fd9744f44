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

/** What a value looks like: its first line stands where it is put, further ones begin with `indent`. */
function node(value: unknown, indent: string): string {
  const inner = `${indent}  `;
  if (!isFilled(value)) return empty(value) ?? scalar(value, indent);
  if (Array.isArray(value)) return value.map((item) => `- ${node(item, inner)}`).join(`\n${indent}`);
  const map = value as Readonly<Record<string, unknown>>;
  return Object.keys(map)
    .filter((key) => map[key] !== undefined)
    .sort(byReadingOrder)
    .map((key) => `${line(key)}:${gap(map[key], indent)}${node(map[key], Array.isArray(map[key]) ? indent : inner)}`)
    .join(`\n${indent}`);
}

/** Between a key and its value: lists stand below it as far left as the key, maps one step in. */
function gap(value: unknown, indent: string): string {
  if (!isFilled(value)) return ' ';
  return Array.isArray(value) ? `\n${indent}` : `\n${indent}  `;
}

function isFilled(value: unknown): value is object {
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === 'object' && value !== null && Object.values(value).some((one) => one !== undefined);
}

function empty(value: unknown): string | undefined {
  if (Array.isArray(value)) return '[]';
  return typeof value === 'object' && value !== null ? '{}' : undefined;
}
