import { spawnSync } from 'node:child_process';
import { shells } from '../../lib/cli/completion';
import { mammut } from './mammut';

const script = (shell: string) => mammut('completion', shell).out;
const commands = (mammut('--help').out.split('\nCommands:\n')[1] ?? '')
  .match(/^ {2}[a-z]+/gm)
  ?.map((name) => name.trim());

/** What bash offers for the last word; it takes words apart at `=` itself. */
function offered(...words: readonly string[]): string[] {
  const set = `COMP_WORDS=(mammut ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}`;
  const run = `${script('bash')}\n${set}\n_mammut\nprintf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-c', run], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.split('\n').filter(Boolean);
}

describe('bash completes', () => {
  test.each([
    ['commands', ['ch'], ['check']],
    ['choices', ['check', '--format', ''], ['text', 'json']],
    ['choices behind =', ['review', '--format', '=', 'm'], ['markdown']],
    ['choices right behind =', ['check', '--format', '='], ['text', 'json']],
    ['options', ['secrets', 'site.yaml', '--fr'], ['--from-env']],
    ['files', ['check', 'sites/one-node.'], ['sites/one-node.lock', 'sites/one-node.yaml']],
    ['files again and again', ['synth', 'sites/home.yaml', 'sites/microk8s-jiva.y'], ['sites/microk8s-jiva.yaml']],
    ['folders alone', ['review', 'HEAD', 'dist/o'], ['dist/one-node']],
    ['folders of options', ['review', '--chart-folder', 'sit'], ['sites']],
    ['rules', ['explain', 'cluster/even'], ['cluster/even-voters']],
    ['shells', ['completion', ''], [...shells]],
    ['nothing where only a person knows', ['import', '--name', ''], []],
  ])('%s', (_what, words, expected) => {
    expect(offered(...words).sort()).toEqual([...expected].sort());
  });

  test('every command', () => {
    expect(commands?.length).toBeGreaterThan(9);
    expect(offered('')).toEqual(expect.arrayContaining(commands ?? []));
  });
});

describe.each(shells)('the script for %s', (shell) => {
  test('knows every option of every command', () => {
    const own = commands?.filter((name) => name !== 'help') ?? [];
    const missing = own.flatMap((command) => {
      const options = mammut(command, '--help').out.match(/^ +(?:-., )?--[a-z-]+/gm) ?? [];
      const names = options.map((option) => option.replace(/.*--/, ''));
      return names.filter((name) => !new RegExp(`${command}\\b.*(--|-l )${name}\\b`).test(script(shell)));
    });
    expect(missing).toEqual([]);
  });

  test('is as long in what it quotes as in what it ends', () => {
    // Inside single quotes nothing has a meaning, and each shell escapes a quote in its own way.
    const text = script(shell)
      .replace(/^#.*$/gm, '')
      .replaceAll(shell === 'fish' ? "\\'" : "'\\''", '');
    expect((text.match(/'/g) ?? []).length % 2).toBe(0);
  });
});

test('another shell is refused with those that there are', () => {
  const { code, err } = mammut('completion', 'tcsh');
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('Allowed choices are bash, zsh, fish') });
});
