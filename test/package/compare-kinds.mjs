// Run by a test: Kubernetes' kinds as cdk8s-plus-27 ships them, against the ES module that the build makes of them.
import assert from 'node:assert';
import { loadKinds } from './load-kinds.mjs';

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

const [shipped, rewritten] = await Promise.all([loadKinds([]), loadKinds(['kubernetes-as-modules'])]);
const names = Object.keys(shipped).sort();
assert.deepStrictEqual(Object.keys(rewritten).sort(), names);
for (const name of names) {
  const [before, after] = [shipped, rewritten].map((module) => JSON.stringify(describe(module[name])));
  assert.strictEqual(after.replaceAll('import_cdk8s.', 'cdk8s_1.'), before, name);
}
process.stdout.write(`${names.length} equal\n`);
