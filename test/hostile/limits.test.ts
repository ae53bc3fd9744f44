import * as v from 'valibot';
import { read } from '../../lib/site/read';
import { mostAliases, mostCharacters, mostDepth, mostValues } from '../../lib/site/size';
import { declaration } from '../support/site';
import { everything, limitOf } from './everything';

const home = declaration('home');

/** The first finding as a person sees it. */
function first(text: string) {
  const [finding] = read(text).findings;
  return finding && { ...finding, at: `${finding.line}:${finding.column}` };
}

describe('a declaration that is too much is refused before anything is made of it', () => {
  test('characters', () => {
    expect(first(`${home}#${'x'.repeat(mostCharacters)}\n`)).toMatchObject({
      rule: 'declaration/too-large',
      at: '1:1',
      message: `the file has ${home.length + mostCharacters + 2} characters; allowed: 65536`,
      fix: 'split the declaration into several sites',
    });
    expect(read(`${home}#${'x'.repeat(mostCharacters - home.length - 2)}\n`).findings).toEqual([]);
  });

  test.each([
    ['brackets', `name: ${'['.repeat(mostDepth + 1)}`, `1:${'name: '.length + mostDepth + 1}`],
    ['indentation', `a:\n${' '.repeat(2 * mostDepth + 2)}b: 1\n`, '2:1'],
    ['dashes', `${'- '.repeat(mostDepth + 1)}a\n`, '1:1'],
    ['question marks', `${'? '.repeat(mostDepth + 1)}a\n`, '1:1'],
  ])('depth by %s', (_, text, at) => {
    expect(first(text)).toMatchObject({
      rule: 'declaration/too-deep',
      at,
      message: `the file nests 33 levels deep here; allowed: 32`,
    });
  });

  test('aliases', () => {
    const aliases = (count: number) => `x: &a 1\ny: [${Array(count).fill('*a').join(', ')}]\n`;
    expect(first(aliases(mostAliases + 1))).toMatchObject({
      rule: 'declaration/too-many-aliases',
      at: `2:${'y: ['.length + 4 * mostAliases + 1}`,
      message: 'more than 100 aliases; allowed: 100',
      fix: 'write the values out instead of repeating them',
    });
    expect(first(aliases(mostAliases))?.rule).not.toBe('declaration/too-many-aliases');
  });

  test('billions of values in a few lines of aliases', () => {
    const lines = [...'bcdefghij'].map(
      (name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[index]}`).join(', ')}]`,
    );
    expect(first(['a: &a [x, x, x, x, x, x, x, x, x]', ...lines].join('\n'))).toMatchObject({
      rule: 'declaration/too-many-values',
      line: 5,
      message: 'more than 10000 values up to here, aliases written out; allowed: 10000',
    });
  });

  test('values without any alias', () => {
    const list = (count: number) => `a: [${Array(count).fill('x').join(',')}]\n`;
    expect(first(list(mostValues))).toMatchObject({ rule: 'declaration/too-many-values', line: 1 });
    expect(first(list(mostValues - 3))?.rule).not.toBe('declaration/too-many-values');
  });

  test.each([
    ['inside of what it repeats', 'a: &a {b: [*a]}\n', '1:12', 'the alias a stands inside of what it repeats'],
    ['of nothing', 'a: *none\n', '1:4', 'the alias none repeats nothing'],
    ['of what comes later', 'a: *b\nb: &b 1\n', '1:4', 'the alias b repeats nothing'],
  ])('an alias %s', (_, text, at, message) => {
    expect(first(text)).toMatchObject({ rule: 'declaration/yaml', at, message, fix: 'write the value out' });
  });

  test('a file that asks for another YAML', () => {
    expect(first(`%YAML 1.1\n---\n${home}`)).toMatchObject({
      rule: 'declaration/yaml',
      at: '1:1',
      message: 'the file asks for YAML 1.1; allowed: YAML 1.2',
      fix: 'delete the line',
    });
    expect(read(`%YAML 1.2\n---\n${home}`).findings).toEqual([]);
  });
});

describe('whatever can be repeated in a declaration has a limit', () => {
  const spots = [...everything()];
  const lists = spots.filter(({ schema }) => schema.type === 'array');
  const maps = spots.filter(({ schema }) => schema.type === 'record');
  const texts = spots.filter(({ schema }) => schema.type === 'string');

  test('there are lists, maps and texts', () => {
    expect(lists.length).toBeGreaterThan(12);
    expect(maps.length).toBeGreaterThan(4);
    expect(texts.length).toBeGreaterThan(100);
  });

  test('every list', () => {
    const unbounded = lists.filter(({ schema }) => limitOf(schema, 'max_length') === undefined);
    expect(unbounded.map(({ path }) => path)).toEqual([]);
  });

  test('every map of free names', () => {
    const unbounded = maps.filter(({ schema }) => limitOf(schema, 'max_entries') === undefined);
    expect(unbounded.map(({ path }) => path)).toEqual([]);
  });

  test.each(['a', '1', 'A', '/a', '1.', '0,', 'a.a', '-', ' ', ':', 'Aa_', '$'])(
    'no text takes thousands of %j',
    (piece) => {
      const long = piece.repeat(9000);
      const variants = [long, `/${long}`, `a${long}a`, `https://${long}`, `${long}@example.org`, `${long} * * * *`];
      const taking = texts.filter(({ schema }) =>
        variants.some((text) => v.safeParse(schema as unknown as v.GenericSchema, text).success),
      );
      expect(taking.map(({ path }) => path)).toEqual([]);
    },
  );

  test('a limit is told as any other: where, how much is allowed, how to mend it', () => {
    const nodes = Array.from({ length: 201 }, (_, index) => ({
      name: `node-${index}`,
      address: `10.0.${index >> 7}.${(index & 127) + 1}`,
      memory: '8Gi',
      disk: '100Gi',
    }));
    const queues = Array.from({ length: 21 }, () => 'default');
    const env = Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`SETTING_${index}`, 'x']));
    const said = (overlay: object) => {
      const { findings } = read(declaration('home', JSON.stringify(overlay)));
      return findings.map(({ line, message }) => `${line > 1} ${message}`);
    };
    expect(said({ cluster: { nodes } })).toContain('true cluster.nodes is a list; allowed: 200 nodes at most');
    expect(said({ mastodon: { env } })).toContain('true mastodon.env is a map; allowed: 500 settings at most');
    expect(said({ mastodon: { sidekiq: { instances: null, groups: [{ name: 'all', queues }] } } })).toContain(
      'true mastodon.sidekiq.groups[0].queues is a list; allowed: 20 queues at most',
    );
  });
});
