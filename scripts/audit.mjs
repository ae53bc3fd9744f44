// Known vulnerabilities of what is inlined and what builds it, by `npm audit`: node scripts/audit.mjs
// Exit 0: none, or not run, which is said; 1: some.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const options = { cwd: root, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 };
const { stdout, stderr, error } = spawnSync('npm', ['audit', '--json'], options);

function answer() {
  try {
    return JSON.parse(stdout);
  } catch {
    return undefined;
  }
}

const told = answer();
const found = told?.vulnerabilities;
if (found === undefined) {
  const said = [error?.message, told?.message, told?.error?.summary, stderr?.trim().split('\n')[0]];
  const why = said.find(Boolean) ?? 'nothing was said';
  process.stdout.write(`audit: not run: the registry's service gave no answer (${why})\n`);
} else {
  for (const { name, severity, range } of Object.values(found)) process.stdout.write(`${severity}\t${name} ${range}\n`);
  process.stdout.write(`audit: ${Object.keys(found).length} packages with known vulnerabilities\n`);
  process.exitCode = Object.keys(found).length > 0 ? 1 : 0;
}
