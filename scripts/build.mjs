// Bundles what users run: node scripts/build.mjs [--library] [--plain] [--without <lever>]… [--out <folder>]
//   mammut.js  the command line        main.js  the app of `cdk8s synth`
//   --library  index.js and its types as well, which only a package needs, and --sbom
//   --sbom     sbom.cdx.json: what the bundles contain, as CycloneDX
//   --licences prints under what licence each of that is
//   --plain    the sources as they are, without any lever: a test renders with both and compares the bytes
//   --without  leaves out one of the levers that make a start fast: npm run bench measures each
// Everything is inlined, so that an installed Mammut is one package.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { generatedKinds } from './build/generated-kinds.mjs';
import { inlined } from './build/inlined.mjs';
import { lazyBuiltins } from './build/lazy-builtins.mjs';
import { licenses, refused } from './build/licenses.mjs';
import { oneYaml } from './build/one-yaml.mjs';
import { sbom } from './build/sbom.mjs';
import { scriptsAsText } from './build/scripts-as-text.mjs';
import { declareTypes } from './build/types.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { values: options } = parseArgs({
  options: {
    library: { type: 'boolean', default: false },
    sbom: { type: 'boolean', default: false },
    licences: { type: 'boolean', default: false },
    plain: { type: 'boolean', default: false },
    without: { type: 'string', multiple: true, default: [] },
    out: { type: 'string', default: 'build' },
  },
});
const out = resolve(root, options.out);

const rewriting = {
  'one-yaml': oneYaml,
  'lazy-builtins': lazyBuiltins,
};
const pulls = (lever) => !options.plain && !options.without.includes(lever);

/** Whole files by rename, and only where bytes differ: a Mammut that runs meanwhile never reads half a bundle. */
function write(name, contents) {
  const file = join(out, name);
  if (existsSync(file) && readFileSync(file).equals(Buffer.from(contents))) return;
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, contents);
  renameSync(fresh, file);
}

/**
 * @param external where cdk8s is the user's: patches, lazy values and resolvers of theirs must reach the objects
 * @returns the files that went in
 */
async function bundle(entryPoints, external = []) {
  const ownCdk8s = !external.includes('cdk8s');
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints,
    outdir: out,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: pulls('minify'),
    // A crash prints the line it happened on.
    lineLimit: 200,
    legalComments: 'none',
    external,
    plugins: [
      scriptsAsText,
      generatedKinds((lever) => pulls(lever) && (ownCdk8s || lever !== 'written-at-once')),
      ...Object.keys(rewriting)
        .filter(pulls)
        .map((lever) => rewriting[lever]),
    ],
    metafile: true,
    write: false,
    logLevel: 'error',
  });
  for (const { path, contents } of outputFiles) write(basename(path), contents);
  return Object.keys(metafile.inputs);
}

try {
  mkdirSync(out, { recursive: true });
  const [inputs] = await Promise.all([
    bundle({ mammut: 'lib/cli/main.ts', main: 'main.ts' }),
    ...(options.library ? [bundle({ index: 'lib/index.ts' }, ['cdk8s', 'constructs']), declareTypes(root, out)] : []),
  ]);
  const packages = inlined(root, inputs);
  const wrong = refused(packages);
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  write('THIRD-PARTY-LICENSES.txt', licenses(root, packages));
  if (options.library || options.sbom) write('sbom.cdx.json', await sbom(root, packages));
  if (options.licences)
    for (const { name, version, license } of packages) process.stdout.write(`${license}\t${name} ${version}\n`);
} catch (error) {
  // esbuild has printed what it found in the sources.
  if (!error.errors) process.stderr.write(`build: ${error.stdout || error.message}\n`);
  process.exitCode = 1;
}
