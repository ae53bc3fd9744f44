import { dump, JSON_SCHEMA, Type } from 'js-yaml';

/** What looks like a word, and some YAML parser reads as a boolean, as null or (`e1`) as a number. */
const word = /^(y|n|yes|no|on|off|true|false|null|e-?[0-9]+)$/i;

const plain = /^[A-Za-z/][A-Za-z0-9_./-]*$/;

/** A script or a file: its first line is not indented, no line ends in blanks. js-yaml gets other block scalars wrong. */
const isBlock = (text: string) => /^\S.*\n/.test(text) && !/[ \t](\n|$)/.test(text);

const isPlain = (text: string) => plain.test(text) && !word.test(text);

/** Characters that YAML wants escaped, and JSON doesn't. */
const unprintable = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * A string stays without quotes only where every YAML parser, Kubernetes' own included, reads it as that string.
 * js-yaml alone leaves `1_000`, `0o7` and others plain, which Kubernetes reads as numbers; and it takes ten times as
 * long to decide. Block scalars stay its work.
 */
const text = new Type('tag:yaml.org,2002:str', {
  kind: 'scalar',
  resolve: () => false,
  predicate: (value) => typeof value === 'string' && !isBlock(value),
  represent: (value) => {
    const line = value as unknown as string;
    return isPlain(line) ? line : JSON.stringify(line).replace(unprintable, escaped);
  },
});

const schema = JSON_SCHEMA.extend({ implicit: [text] });

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

const emitting = {
  schema,
  sortKeys: byReadingOrder,
  noRefs: true,
  noArrayIndent: true,
  lineWidth: -1,
  quotingType: '"',
} as const;

/**
 * js-yaml quotes a script with a tab in it as one line, though YAML allows tabs in block scalars. So a character that
 * nobody gives a meaning stands in for it.
 */
const stand = '\ue009';

const withStands = (text: string) => (text.includes('\t') && isBlock(text) ? text.replaceAll('\t', stand) : text);

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
  let tabs = false;
  let taken = false;
  const replacer = (_key: unknown, one: unknown) => {
    if (typeof one !== 'string') return one;
    taken ||= one.includes(stand);
    const text = withStands(one);
    tabs ||= text !== one;
    return text;
  };
  const written = dump(value, { ...emitting, replacer });
  const body = !tabs ? written : taken ? dump(value, emitting) : written.replaceAll(stand, '\t');
  return header === '' ? body : `${header}\n${body}`;
}
