import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const root = join(__dirname, '..', '..');
/** Few objects live long, and little code runs often enough to be worth optimizing. */
const flags = ['--max-semi-space-size=64', '--interrupt-budget=1056000'];
let said: string;
let stalled: string;

async function run(...words: string[]): Promise<string> {
  const child = spawn(process.execPath, words, { cwd: root });
  return (await Promise.all([text(child.stdout), text(child.stderr)])).join('\n');
}

/** In processes of their own, beside the other tests. `npm run test:random` and `npm run test:long` run many more. */
beforeAll(async () => {
  const program = '.cache/suites/random.js'; // scripts/suites.mjs
  [said, stalled] = await Promise.all([
    run(...flags, program, 'both', '--count', '60', '--again', '10'),
    run(...flags, program, 'mutations', '--count', '3', '--stall', '1', '--silence', '5'),
  ]);
}, 120_000);

test('made-up sites: no exception, nothing found by the audit, the same bytes twice, files that read back', () => {
  expect(said).toContain('sites: nothing broken');
});

test('broken declarations: findings with a place in the file, or an output; never an exception, never slow', () => {
  expect(said).toContain('mutations: nothing broken');
  expect(said).toContain('0 hangs, 0 stack traces, 0 files outside the output folder, 0 wrong answers');
});

test('one that hangs is ended and named, and the others are still rendered', () => {
  expect(stalled).toContain('--seed 1 --only 1: hangs: ended by SIGKILL');
  expect(stalled).toContain('mutations: BROKEN');
});
