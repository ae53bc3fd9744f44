// biome-ignore lint/suspicious/noExplicitAny: nodes of all types, read field by field
export type Node = any;

/** Where nodes stand in their source. */
export interface Place {
  readonly source: string;
  start(node: Node): number;
  end(node: Node): number;
}

/** What a programmer's slip puts in place of a part of the text. */
export type Change = readonly [kind: string, from: number, to: number, text: string];

type Mutator = (node: Node, place: Place, above: Node) => Change[];

const operators: Readonly<Record<string, readonly string[]>> = {
  '===': ['!=='],
  '!==': ['==='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '&&': ['||'],
  '||': ['&&'],
  '??': ['&&'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '+=': ['-='],
  '-=': ['+='],
  '??=': ['&&='],
  '||=': ['&&='],
  '&&=': ['||='],
  '++': ['--'],
  '--': ['++'],
};

/** A method and what is called in its place; null: nothing. */
const methods: Readonly<Record<string, string | null>> = {
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  some: 'every',
  every: 'some',
  min: 'max',
  max: 'min',
  toLowerCase: 'toUpperCase',
  toUpperCase: 'toLowerCase',
  trim: null,
  filter: null,
  slice: null,
  sort: null,
  toSorted: null,
  reverse: null,
};

const whole = (kind: string, node: Node, { start, end }: Place, ...texts: string[]): Change[] =>
  texts.map((text) => [kind, start(node), end(node), text]);

/** Another operator between two places. */
function operator(what: string, from: number, to: number, { source }: Place): Change[] {
  const at = from + source.slice(from, to).indexOf(what);
  return at < from ? [] : (operators[what] ?? []).map((other) => ['operator', at, at + what.length, other]);
}

/** Statements in braces; a function's have a type of their own. */
export const isBlock = ({ type }: Node): boolean => type === 'BlockStatement' || type === 'FunctionBody';

const block: Mutator = (node, place) => (node.stmts.length > 0 ? whole('block', node, place, '{}') : []);

const condition: Mutator = ({ test }, place) => whole('condition', test, place, 'true', 'false');

const call: Mutator = (node, { start, end }, above) => {
  const callee = node.callee.type === 'OptionalChainingExpression' ? node.callee.base : node.callee;
  const other = callee.type === 'MemberExpression' ? methods[callee.property?.value] : undefined;
  if (typeof other === 'string') return [['method', start(callee.property), end(callee.property), other]];
  return other === null && above?.type !== 'ExpressionStatement' ? [['method', end(callee.object), end(node), '']] : [];
};

const chain: Mutator = ({ optional, base }, { source, end }) => {
  if (!optional) return [];
  const at = source.indexOf('?.', end(base.object ?? base.callee));
  return [['chain', at, at + 2, /[[(]/.test(source[at + 2] ?? '') ? '' : '.']];
};

/** By the type of a node. */
export const mutators: Readonly<Record<string, Mutator>> = {
  BinaryExpression: (node, place) => [
    ...operator(node.operator, place.end(node.left), place.start(node.right), place),
    ...(/^([!=]==?|[<>]=?)$/.test(node.operator) ? whole('condition', node, place, 'true', 'false') : []),
  ],
  AssignmentExpression: (node, place) => operator(node.operator, place.end(node.left), place.start(node.right), place),
  UpdateExpression: (node, place) => operator(node.operator, place.start(node), place.end(node), place),
  UnaryExpression: (node, { start }) =>
    node.operator === '!' ? [['negation', start(node), start(node.argument), '']] : [],
  BooleanLiteral: (node, place) => whole('boolean', node, place, String(!node.value)),
  StringLiteral: (node, place) => whole('string', node, place, node.value === '' ? '"mutated"' : '""'),
  TemplateLiteral: (node, place) => whole('string', node, place, '``'),
  RegExpLiteral: (node, place) => whole('expression', node, place, '/(?!)/', '/(?:)/'),
  ConditionalExpression: condition,
  IfStatement: condition,
  WhileStatement: ({ test }, place) => whole('condition', test, place, 'false'),
  ArrayExpression: (node, place) => (node.elements.length > 0 ? whole('list', node, place, '[]') : []),
  ObjectExpression: (node, place) => (node.properties.length > 0 ? whole('map', node, place, '{}') : []),
  BlockStatement: block,
  FunctionBody: block,
  ArrowFunctionExpression: ({ body }, place) => (isBlock(body) ? [] : whole('function', body, place, 'undefined')),
  OptionalChainingExpression: chain,
  CallExpression: call,
};
