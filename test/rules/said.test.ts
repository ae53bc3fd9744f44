import { allRules } from '../../lib/site/check';
import { lines } from './said';
import { said } from './said/index';

const rules = new Map(allRules.map((rule) => [rule.name, rule]));
const all = Object.entries(said).flatMap(([name, ofRule]) =>
  ofRule.map((one) => [name, one.of ?? 'its wrong example', one] as const),
);

test.each(all)('%s, %s', (name, _of, one) => {
  const rule = rules.get(name);
  expect(rule && lines(rule, one)).toEqual(one.says);
});

test('of every rule it is written down what it says', () => {
  expect(new Set(Object.keys(said))).toEqual(new Set(rules.keys()));
});
