// Runs a TypeScript program of this checkout: node scripts/run.mjs <entry.ts> [argument…]
import { spawnSync } from 'node:child_process';
import { renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { generatedKinds } from './build/generated-kinds.mjs';
import { scriptsAsText } from './build/scripts-as-text.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [entry, ...args] = process.argv.slice(2);
const program = join(root, '.cache', `${entry.replaceAll(/[\\/]/g, '-')}.js`);

const fresh = `${program}.${process.pid}`;
await build({
  absWorkingDir: root,
  entryPoints: [entry],
  outfile: fresh,
  bundle: true,
  platform: 'node',
  plugins: [generatedKinds(() => true), scriptsAsText],
  logLevel: 'warning',
});
// By rename: the same program may run twice at once.
renameSync(fresh, program);
// Most of them render: few objects live long, and little code runs often enough to be worth optimizing.
const command = ['--max-semi-space-size=64', '--interrupt-budget=1056000', program, ...args];
process.exitCode = spawnSync(process.execPath, command, { stdio: 'inherit' }).status ?? 1;
