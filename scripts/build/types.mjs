// Type declarations of the library: what lib/index.ts reaches, and nothing else.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';

// The packages a user of the library has; a declaration that named another could not be read there.
const known = /^(cdk8s|constructs|node:.*)$/;

export async function declareTypes(root, out) {
  const work = mkdtempSync(join(out, '.types-'));
  try {
    const [emitted, chosen] = [join(work, 'emitted'), join(work, 'chosen')];
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const emit = [
      '--noEmit',
      'false',
      '--declaration',
      '--emitDeclarationOnly',
      '--rootDir',
      root,
      '--outDir',
      emitted,
    ];
    await promisify(execFile)(process.execPath, [tsc, '-p', join(root, 'tsconfig.library.json'), ...emit]);
    for (const [file, text] of reachable(join(emitted, 'lib/index.d.ts'))) {
      const target = join(chosen, relative(emitted, file));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
    rmSync(join(out, 'types'), { recursive: true, force: true });
    renameSync(chosen, join(out, 'types'));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function reachable(entry) {
  const files = new Map();
  const visit = (file) => {
    if (files.has(file)) return;
    const text = readFileSync(file, 'utf8');
    files.set(file, text);
    for (const [, name] of text.matchAll(/(?:from|import)\s*\(?['"]([^'"]+)['"]/g)) {
      if (name.startsWith('.')) visit(declaration(join(dirname(file), name)));
      else if (!known.test(name))
        throw new Error(`the library's types name ${name}, in ${file.replace(/.*\.types-\w+\/emitted\//, '')}`);
    }
  };
  visit(entry);
  return files;
}

function declaration(path) {
  return [`${path}.d.ts`, join(path, 'index.d.ts')].find((file) => existsSync(file));
}
