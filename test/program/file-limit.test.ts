import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { publish } from '../../lib/output/write';
import { contents, temporaryFolder } from '../cli/mammut';

const folder = temporaryFolder();
const site = join(folder, 'home');
const earlier = { 'README.md': 'earlier\n', 'mastodon/web/deployment.yaml': 'kind: Deployment\n' };

test('a limit of the system itself leaves the earlier output whole', () => {
  publish(site, new Map(Object.entries(earlier)));
  const script = join(folder, 'publish.js');
  const entry = join(__dirname, '../../lib/output/write.ts');
  buildSync({ entryPoints: [entry], bundle: true, platform: 'node', format: 'cjs', outfile: script });
  const run = `
    const files = new Map([['a', 'a'], ['large', 'x'.repeat(1 << 20)]]);
    try { require(${JSON.stringify(script)}).publish(${JSON.stringify(site)}, files); }
    catch (error) { process.stdout.write(error.name + ': ' + error.message); }`;
  const { stdout } = spawnSync('bash', ['-c', `ulimit -f 64; exec "$0" -e "$1"`, process.execPath, run]);
  expect(String(stdout)).toMatch(/^OutputError: cannot write .*: the file is larger than this process may write/);
  expect(contents(site)).toEqual(earlier);
  expect(readdirSync(folder).sort()).toEqual(['home', 'publish.js']);
});
