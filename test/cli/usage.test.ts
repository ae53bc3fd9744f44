import { mammut } from './mammut';

test('--help names every command', () => {
  const { code, out } = mammut('--help');
  expect(code).toBe(0);
  for (const command of ['synth', 'check', 'explain', 'adopt', 'completion']) expect(out).toContain(`\n  ${command} `);
});

test('explain says why, from where, and how to mend it, with both examples', () => {
  const { code, out } = mammut('explain', 'cluster/even-voters');
  expect(code).toBe(0);
  expect(out).toMatch(
    /^cluster\/even-voters \(warning\)\n\n.+\n\nsource: .+\nto mend it: .+\n\nwrong, over .+:\n {4}\S[\s\S]*\nright:\n {4}\S/,
  );
});

test('explain suggests the rule that was meant', () => {
  const { code, err } = mammut('explain', 'cluster/even-voter');
  expect(code).toBe(1);
  expect(err).toContain('did you mean cluster/even-voters?');
});

test('explain without a name lists all names; a name that is near none sends there', () => {
  const { code, out } = mammut('explain');
  expect({ code, names: out.trim().split('\n') }).toEqual({
    code: 0,
    names: expect.arrayContaining(['audit/mounts', 'cluster/even-voters']),
  });
  expect(mammut('explain', 'nothing-like-it').err).toBe(
    'error: no rule is named nothing-like-it; `mammut explain` without a name lists all\n',
  );
});

describe('wrong usage prints the usage and exits with 2', () => {
  test.each([
    ['no site', ['synth']],
    ['an unknown option', ['check', 'site.yaml', '--fast']],
    ['an unknown command', ['apply']],
    ['an unknown format', ['check', 'site.yaml', '--format', 'xml']],
    ['one argument too many', ['doctor', 'one.yaml', 'two.yaml']],
    ['no number of threads', ['synth', 'site.yaml', '--workers', '0']],
    ['nothing', []],
  ])('%s', (_what, args) => {
    const { code, out, err } = mammut(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('Usage: mammut');
  });
});
