// Run by a test: Kubernetes' kinds as cdk8s-plus-27 ships them, against the ES module that the build makes of them.
import assert from 'node:assert';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { generatedKinds } from '../../scripts/build/generated-kinds.mjs';

const require = createRequire(import.meta.url);

async function load(plugins) {
  const { outputFiles } = await build({
    entryPoints: [require.resolve('cdk8s-plus-27/lib/imports/k8s')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['cdk8s'],
    plugins,
    write: false,
  });
  const module = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0].text)(module, module.exports, require);
  return module.exports;
}

function describe(value) {
  if (typeof value !== 'function') return value;
  if (!value.toString().startsWith('class')) return value.toString();
  const { length, name, prototype, GVK } = value;
  const members = (object) =>
    Object.getOwnPropertyNames(object)
      .filter((key) => key !== 'constructor' && typeof object[key] === 'function')
      .map((key) => [key, object[key].toString()]);
  return {
    length,
    name,
    GVK,
    parent: Object.getPrototypeOf(value).name,
    statics: members(value),
    methods: members(prototype),
  };
}

const [shipped, rewritten] = await Promise.all([load([]), load([generatedKinds((lever) => lever === 'kubernetes-as-modules')])]);
const names = Object.keys(shipped).sort();
assert.deepStrictEqual(Object.keys(rewritten).sort(), names);
for (const name of names) {
  const [before, after] = [shipped, rewritten].map((module) => JSON.stringify(describe(module[name])));
  assert.strictEqual(after.replaceAll('import_cdk8s.', 'cdk8s_1.'), before, name);
}
process.stdout.write(`${names.length} equal\n`);
