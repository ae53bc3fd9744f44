// Bundles what users run: node scripts/build.mjs [--plain] [--out <folder>]
//   mammut.js  the command line        main.js  the app of `cdk8s synth`        index.js  the library, with types
// Everything is inlined, so that an installed Mammut is one package. --plain bundles the sources as they are,
// without the rewriting plugins: a test renders with both and compares the bytes.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { kubernetesAsModules } from './build/kubernetes-as-modules.mjs';
import { lazyBuiltins } from './build/lazy-builtins.mjs';
import { licenses } from './build/licenses.mjs';
import { oneYaml } from './build/one-yaml.mjs';
import { scriptsAsText } from './build/scripts-as-text.mjs';
import { declareTypes } from './build/types.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { values: options } = parseArgs({
  options: { plain: { type: 'boolean', default: false }, out: { type: 'string', default: 'build' } },
});
const out = resolve(root, options.out);

/** Whole files by rename, and only where bytes differ: a Mammut that runs meanwhile never reads half a bundle. */
function write(name, contents) {
  const file = join(out, name);
  if (existsSync(file) && readFileSync(file).equals(Buffer.from(contents))) return;
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, contents);
  renameSync(fresh, file);
}

async function bundle(entry, name, external = []) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: join(out, name),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: !options.plain,
    // A crash prints the line it happened on.
    lineLimit: 200,
    legalComments: 'none',
    external,
    plugins: [scriptsAsText, ...(options.plain ? [] : [kubernetesAsModules, oneYaml, lazyBuiltins])],
    metafile: true,
    write: false,
    logLevel: 'error',
  });
  write(name, outputFiles[0].contents);
  return Object.keys(metafile.inputs);
}

mkdirSync(out, { recursive: true });
const bundles = [
  ['lib/cli/main.ts', 'mammut.js'],
  ['main.ts', 'main.js'],
  ['lib/index.ts', 'index.js', ['cdk8s', 'constructs']],
].filter(([entry]) => existsSync(join(root, entry)));

try {
  const [inputs] = await Promise.all([
    Promise.all(bundles.map((each) => bundle(...each))),
    options.plain ? undefined : declareTypes(root, out),
  ]);
  write('THIRD-PARTY-LICENSES.txt', licenses(root, inputs.flat()));
} catch (error) {
  // esbuild has printed what it found in the sources.
  if (!error.errors) process.stderr.write(`build: ${error.stdout || error.message}\n`);
  process.exitCode = 1;
}
