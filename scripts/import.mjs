// Regenerates imports/ with `cdk8s import`, from local files of custom resource definitions:
//   npm run import -- <folder>      or      MAMMUT_CRDS=<folder> npm run import
// Without a folder the definitions are downloaded from the addresses in cdk8s.yaml.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

// `cdk8s import` names its output by API group and overwrites: one group, one file.
const definitions = [
  'cert-manager',
  'cloudnative-pg',
  'cnpg-plugin-barman-cloud',
  'gateway-api',
  'longhorn',
  'metallb',
  'openebs',
  'prometheus-operator',
];

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const cdk8s = join(root, 'node_modules/cdk8s-cli/bin/cdk8s');
const folder = process.argv[2] ?? process.env.MAMMUT_CRDS;

const sources = folder ? definitions.map((name) => [resolve(folder, `${name}.yaml`)]) : [[]];
const missing = sources.flat().filter((file) => !existsSync(file));
if (missing.length > 0) {
  process.stderr.write(`import: no such file: ${missing.join(', ')}\n`);
  process.exit(1);
}

// Into a folder beside, so that a failed import leaves imports/ as it was.
const fresh = mkdtempSync(join(root, '.imports-'));
try {
  for (const source of sources) {
    const options = ['--language', 'typescript', '--output', fresh, '--no-save', '--check-upgrade=false'];
    execFileSync(process.execPath, [cdk8s, 'import', ...source, ...options], { cwd: root, stdio: 'inherit' });
  }
  chmodSync(fresh, 0o755);
  rmSync(join(root, 'imports'), { recursive: true, force: true });
  renameSync(fresh, join(root, 'imports'));
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
