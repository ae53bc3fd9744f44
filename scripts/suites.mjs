// Bundles what `npm test` runs, before Jest runs it: Jest transforms, resolves and loads each module by itself, which
// takes longer than most of these tests. Everything is bundled at once, so that each module is read once.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { generatedKinds } from './build/generated-kinds.mjs';
import { scriptsAsText } from './build/scripts-as-text.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const outdir = join(root, '.cache', 'suites');

/** By the names of their bundles: suites, and the program that one of them starts. */
const entryPoints = {
  house: 'test/house.test.ts',
  rooms: 'test/rooms.test.ts',
  random: 'test/random/main.ts',
};

/** A module's own folder, where it asks for it: in a bundle all would have one. */
const ownFolders = {
  name: 'own-folders',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](test|lib)[\\/].*\.ts$/ }, async ({ path }) => {
      const text = path.includes('node_modules') ? '' : await readFile(path, 'utf8');
      const folder = `const __dirname = ${JSON.stringify(dirname(path))};`;
      return text.includes('__dirname') ? { contents: folder + text, loader: 'ts' } : undefined;
    });
  },
};

/** Jest's globalSetup; other commands match other tests, and need none of this. */
export default async function bundleSuites(_global, { testMatch }) {
  if (!testMatch.includes(join(root, 'test', '*.test.ts'))) return;
  await build({
    absWorkingDir: root,
    entryPoints,
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    sourcemap: 'external',
    sourceRoot: outdir,
    sourcesContent: false,
    // What tests run as programs of their own.
    external: ['esbuild', 'cdk8s-cli'],
    plugins: [ownFolders, generatedKinds(() => true), scriptsAsText],
    logLevel: 'warning',
  });
}
