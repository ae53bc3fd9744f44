import fc from 'fast-check';
import { load } from 'js-yaml';
import { parse } from 'yaml';
import { toYaml } from '../../lib/output/yaml';

const hostile = [
  ...[
    '',
    ' ',
    'a ',
    ' a',
    '-',
    '- a',
    '?',
    ':',
    'a: b',
    'a #b',
    '#',
    '&a',
    '*a',
    '!a',
    '|',
    '>',
    '%a',
    '@',
    '`',
    '{',
    '[',
    '"',
    "'",
  ],
  ...[
    'y',
    'N',
    'yes',
    'No',
    'on',
    'OFF',
    'true',
    'False',
    'null',
    'Null',
    '~',
    '<<',
    '=',
    '.nan',
    '-.inf',
    '---',
    '...',
  ],
  ...[
    '0',
    '08',
    '0o7',
    '0o755',
    '0755',
    '0x1F',
    '0X1f',
    '0b1',
    '0B1',
    '0O7',
    '1_000',
    '1_',
    '1e3',
    '1e1_0',
    'e0',
    'E-1',
    '1.',
    '.5',
    '+1',
    '-0',
  ],
  ...[
    '1:30',
    '190:20:30',
    '12:30:45.5',
    '2026-01-02',
    '2026-01-02T00:00:00Z',
    '1.30',
    '1e400',
    'a\tb',
    '\t',
    'a\\b',
    'a"b',
  ],
  ...[
    '\n',
    '\n\n',
    'a\n',
    '\na',
    'a\n\n',
    ' a\nb',
    '\ta\nb',
    'a\n b\n',
    'a \nb ',
    'a\r\nb',
    '\r',
    '#a\nb',
    '- a\n- b\n',
    'a\n#b',
  ],
  ...[
    '\u0000',
    '\u0007',
    '\u001b[0m',
    '\u007f',
    '\u0085',
    'a\u0085b',
    '\u00a0',
    '\u2028',
    'a\u2029b',
    '\ufeff',
    '\ufeffa\nb',
    '\ufffe',
    '🐘',
  ],
  ...['__proto__', 'constructor', 'null\n', '{{ .Values.a }}', '$(PORT)', 'ghcr.io/mastodon/mastodon:v4.7.2'],
];

const text = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...hostile, 'a', 'b c', '  ', '\n'), { maxLength: 6 }).map((parts) => parts.join('')),
  fc.array(fc.constantFrom(...hostile), { maxLength: 5 }).map((lines) => lines.join('\n')),
);

const scalar = fc.oneof({ weight: 4, arbitrary: text }, fc.boolean(), fc.constant(null), fc.maxSafeInteger(), number());

const { document } = fc.letrec<{ value: unknown; list: unknown[]; map: object; document: object }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, scalar, tie('list'), tie('map')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  map: fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  document: fc.oneof(tie('list'), tie('map')),
}));

/** No -0: JSON, and so Kubernetes, has none. */
function number() {
  return fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => (each === 0 ? 0 : each));
}

describe('toYaml', () => {
  test('writes what every parser reads back', () => {
    fc.assert(
      fc.property(document, (each) => {
        const yaml = toYaml(each);
        expect(load(yaml)).toEqual(each);
        expect(parse(yaml)).toEqual(each);
        expect(parse(yaml, { version: '1.1' })).toEqual(each);
      }),
      { numRuns: 100 },
    );
  });

  test.each(hostile)('reads %j back from a value, a key and a list', (each) => {
    const object = { value: each, list: [each, [each]], [`${each}`]: 1 };
    for (const version of ['1.1', '1.2'] as const) {
      expect(parse(toYaml(object), { version })).toEqual(object);
    }
    expect(load(toYaml(object))).toEqual(object);
  });

  test('puts first what readers look for first, whatever the order it was given in', () => {
    const yaml = toYaml({
      spec: {
        template: {
          spec: { volumes: [], containers: [{ env: [{ value: 'b', name: 'A' }], image: 'web', name: 'web' }] },
        },
      },
      metadata: { labels: { b: 'b', a: 'a' }, annotations: {}, namespace: 'mastodon', name: 'web' },
      kind: 'Deployment',
      apiVersion: 'apps/v1',
    });
    expect(yaml).toBe(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: mastodon
  labels:
    a: a
    b: b
  annotations: {}
spec:
  template:
    spec:
      containers:
      - name: web
        image: web
        env:
        - name: A
          value: b
      volumes: []
`);
  });

  test('keeps scripts readable and long lines whole', () => {
    const long = 'word '.repeat(60).trim();
    expect(toYaml({ script: `set -eu\nif true; then\n  echo "${long}"\nfi\n`, long })).toBe(
      `long: "${long}"\nscript: |\n  set -eu\n  if true; then\n    echo "${long}"\n  fi\n`,
    );
  });

  test('writes a shared value twice instead of an anchor', () => {
    const shared = { a: 'b' };
    expect(toYaml({ one: shared, two: shared })).toBe('one:\n  a: b\ntwo:\n  a: b\n');
  });

  test('leaves undefined out', () => {
    expect(toYaml({ a: undefined, b: 1 })).toBe('b: 1\n');
  });

  test('quotes what YAML 1.1 would read as a boolean or a number', () => {
    expect(toYaml(['on', 'No', '1_000', '0o755', '1.30'])).toBe('- "on"\n- "No"\n- "1_000"\n- "0o755"\n- "1.30"\n');
  });

  test('writes the header as comments', () => {
    expect(toYaml({ a: 1 }, { header: 'one\n\ntwo' })).toBe('# one\n#\n# two\na: 1\n');
  });
});

test('a script with tabs stays a block of lines', () => {
  const script = "sort -t '\t'\ncut\t-f 1\n";
  const text = toYaml({ script });
  expect(text).toBe("script: |\n  sort -t '\t'\n  cut\t-f 1\n");
  for (const read of [load, parse]) expect(read(text)).toEqual({ script });
});

test('what stands in for tabs meanwhile is nobody else’s loss', () => {
  const value = { script: 'a\tb\nc\n', other: 'x\ue009y' };
  expect(load(toYaml(value))).toEqual(value);
});
