import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
let said: string;

/** In a process of its own, beside the other tests. `npm run test:long` runs many more. */
beforeAll(() => {
  const campaign = ['scripts/run.mjs', 'test/random/main.ts', 'both', '--count', '200', '--again', '10'];
  const { stdout, stderr } = spawnSync(process.execPath, campaign, { cwd: root, encoding: 'utf8' });
  said = `${stdout}\n${stderr}`;
}, 120_000);

test('made-up sites: no exception, nothing found by the audit, the same bytes twice, files that read back', () => {
  expect(said).toContain('sites: nothing broken');
});

test('broken declarations: findings with a place in the file, or an output; never an exception, never slow', () => {
  expect(said).toContain('mutations: nothing broken');
});
