import { allRules } from '../../lib/site/check';
import { checked, rulesHit } from '../support/site';

const rules = allRules.map((rule) => [rule.name, rule] as const);

test('rules have names of their own, in their room', () => {
  expect(new Set(rules.map(([name]) => name)).size).toBe(rules.length);
  for (const [name] of rules) expect(name).toMatch(/^[a-z]+\/[a-z0-9-]+$/);
});

describe.each(rules)('%s', (name, rule) => {
  const { over, wrong, right } = rule.examples;

  test('finds its wrong example, at a line, with reason and mend', () => {
    const hits = checked(over, wrong).findings.filter((finding) => finding.rule === name);
    expect(hits.length).toBeGreaterThan(0);
    for (const { severity, message, fix, line, path } of hits) {
      expect(severity).toBe(rule.severity);
      expect(line).toBeGreaterThan(path.length > 0 ? 1 : 0);
      expect(message).not.toMatch(/\.$/);
      expect(message).not.toMatch(/^(The|A|It|This) /);
      expect(fix).not.toBe('');
    }
  });

  test('finds nothing in its right example', () => {
    const hits = rulesHit(over, right);
    expect(hits).not.toContain(name);
    expect(hits.filter((hit) => hit.startsWith('declaration/'))).toEqual([]);
  });
});
