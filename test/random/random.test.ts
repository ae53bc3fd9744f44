import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(__dirname, '..', '..');

/** In plain Node: Jest's own module system makes rendering several times slower. `npm run test:long` runs many more. */
async function campaign(...args: string[]): Promise<string> {
  const run = promisify(execFile)(
    process.execPath,
    [join(root, 'scripts', 'run.mjs'), 'test/random/main.ts', ...args],
    { cwd: root },
  );
  const { stdout } = await run.catch((error: { stdout: string; stderr: string }) => ({
    stdout: `${error.stdout}\n${error.stderr}`,
  }));
  return stdout;
}

test('made-up sites: no exception, nothing found by the audit, the same bytes twice, files that read back', async () => {
  expect(await campaign('sites', '--count', '100', '--again', '10')).toContain('sites: nothing broken');
}, 60_000);

test('broken declarations: findings with a place in the file, or an output; never an exception, never slow', async () => {
  expect(await campaign('mutations', '--count', '200')).toContain('mutations: nothing broken');
}, 60_000);
