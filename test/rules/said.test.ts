import { allRules } from '../../lib/site/check';
import { lines } from './said';
import { backup } from './said/backup';
import { cluster } from './said/cluster';
import { database } from './said/database';
import { mastodon } from './said/mastodon';
import { network } from './said/network';
import { redis } from './said/redis';
import { search } from './said/search';
import { storage } from './said/storage';

const said = [...cluster, ...storage, ...network, ...database, ...redis, ...search, ...mastodon, ...backup];
const rules = new Map(allRules.map((rule) => [rule.name, rule]));

test.each(said.map((one) => [one.rule, one.of ?? 'its wrong example', one] as const))('%s, %s', (name, _of, one) => {
  const rule = rules.get(name);
  expect(rule && lines(rule, one)).toEqual(one.says);
});

test('of every rule it is written down what it says', () => {
  expect(new Set(said.map((one) => one.rule))).toEqual(new Set(rules.keys()));
});
