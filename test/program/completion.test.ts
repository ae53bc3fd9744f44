import { spawnSync } from 'node:child_process';
import { shells } from '../../lib/cli/completion';
import { mammut } from '../cli/mammut';

const script = mammut('completion', 'bash').out;
const commands = mammut('--help')
  .out.split('\nCommands:\n')[1]
  ?.match(/^ {2}[a-z]+/gm)
  ?.map((name) => name.trim());

/** What bash offers for the last word; it takes words apart at `=` itself. */
function offered(...words: readonly string[]): string[] {
  const set = `COMP_WORDS=(mammut ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}`;
  const run = `${script}\n${set}\n_mammut\nprintf '%s\\n' "\${COMPREPLY[@]}"`;
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
