import { readRules } from '../../lib/site/read-rules';

test('what is wrong with a text has names that explain and guides know, and is always an error', () => {
  expect(readRules.map(({ name, severity }) => `${severity} ${name}`)).toEqual(
    [
      ...['yaml', 'too-large', 'too-deep', 'too-many-aliases', 'too-many-values', 'character', 'extends', 'key'],
      ...['double-key', 'unknown-key', 'missing-key', 'wrong-value', 'guest', 'secret-value'],
    ].map((name) => `error declaration/${name}`),
  );
});
