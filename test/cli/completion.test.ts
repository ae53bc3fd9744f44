import { shells } from '../../lib/cli/completion';
import { mammut } from './mammut';

const commands = (mammut('--help').out.split('\nCommands:\n')[1] ?? '')
  .match(/^ {2}[a-z]+/gm)
  ?.map((name) => name.trim());

describe.each(shells)('the script for %s', (shell) => {
  const script = mammut('completion', shell).out;

  test('knows every option of every command', () => {
    const own = commands?.filter((name) => name !== 'help') ?? [];
    const missing = own.flatMap((command) => {
      const options = mammut(command, '--help').out.match(/^ +(?:-., )?--[a-z-]+/gm) ?? [];
      const names = options.map((option) => option.replace(/.*--/, ''));
      return names.filter((name) => !new RegExp(`${command}\\b.*(--|-l )${name}\\b`).test(script));
    });
    expect(missing).toEqual([]);
  });

  test('is as long in what it quotes as in what it ends', () => {
    // Inside single quotes nothing has a meaning, and each shell escapes a quote in its own way.
    const text = script.replace(/^#.*$/gm, '').replaceAll(shell === 'fish' ? "\\'" : "'\\''", '');
    expect((text.match(/'/g) ?? []).length % 2).toBe(0);
  });
});

test('another shell is refused with those that there are', () => {
  const { code, err } = mammut('completion', 'tcsh');
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('Allowed choices are bash, zsh, fish') });
});
