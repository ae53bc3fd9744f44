// The packages that the bundles contain: what is in the tarball beside our own files.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param inputs files that went into a bundle, below root */
export function inlined(root, inputs) {
  const folders = new Set(
    inputs.map((input) => input.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0]).filter(Boolean),
  );
  return [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    return { name, version, license, folder };
  });
}
