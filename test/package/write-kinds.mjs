// Run by a test: JSON of every kind and part of Kubernetes, as the shipped code makes it and as the build's makes it.
import assert from 'node:assert';
import { loadKinds } from './load-kinds.mjs';

const [shipped, rewritten] = await Promise.all([loadKinds([]), loadKinds(['written-at-once'])]);
const deepest = 5;

/** Something for each field that the function reads, by the way it reads it. @param has tells which fields are there */
function sample(name, has, depth = 0) {
  const fields = [...shipped[name].toString().matchAll(/^\s+"([^"]+)": (.*?),?$/gm)];
  const one = (part) => (depth < deepest ? sample(part, has, depth + 1) : {});
  return Object.fromEntries(
    fields.flatMap(([, , read], index) => {
      const field = /\bobj\.(\w+)/.exec(read)?.[1];
      if (field === undefined) throw new Error(`${name} reads a field in a form that this test does not know: ${read}`);
      if (!has(index)) return [];
      const part = /\b(toJson_\w+)\(/.exec(read)?.[1];
      const value = part
        ? one(part)
        : read.includes('toISOString')
          ? new Date(0)
          : read.endsWith('.value')
            ? { value: 1 }
            : 'text';
      if (read.includes('Object.entries')) {
        const entry = read.includes('.value') ? { value: 1 } : read.includes('.map(') ? [value] : value;
        return [[field, { b: entry, a: entry, left: undefined }]];
      }
      return [[field, read.includes('.map(') ? [value, value] : value]];
    }),
  );
}

const names = Object.keys(shipped).filter((name) => name.startsWith('toJson_'));
for (const name of names) {
  for (const has of [() => true, (index) => index % 2 === 0, (index) => index % 3 === 1, () => false]) {
    const object = sample(name, has);
    const [before, after] = [shipped, rewritten].map((kinds) => JSON.stringify(kinds[name](object)));
    assert.strictEqual(after, before, name);
  }
  assert.strictEqual(rewritten[name](undefined), shipped[name](undefined), name);
}
process.stdout.write(`${names.length} equal\n`);
