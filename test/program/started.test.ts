import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { questions } from '../../lib/init/questions';
import { program, temporaryFolder } from '../cli/mammut';

const folder = temporaryFolder();

test('a reader that has read enough ends it without a stack trace', () => {
  const pipe = `"${process.execPath}" "${program}" explain | true; echo "\${PIPESTATUS[0]}"`;
  expect(spawnSync('bash', ['-c', pipe], { encoding: 'utf8' })).toMatchObject({ stdout: '0\n', stderr: '' });
});

test('init at a terminal asks, says why, and asks again after a wrong answer', () => {
  const file = join(folder, 'site.yaml');
  const command = `${process.execPath} bin/mammut.js init ${file}`;
  const typed = ['not a domain', 'example.net', ...Array.from({ length: questions.length }, () => '')].join('\n');
  const { stdout } = spawnSync('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    input: `${typed}\n`,
    encoding: 'utf8',
  });
  expect(stdout).toContain('people are called @you@<domain>; it can never change');
  expect(stdout).toMatch(/allowed: [^\n]*domain/);
  expect(readFileSync(file, 'utf8')).toContain('handleDomain: example.net');
});
