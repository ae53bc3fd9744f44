import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { InputError } from './errors';
import { outputOf } from './tool';

/** Path below a rendered folder → content. */
export type Files = ReadonlyMap<string, string>;

/** @param old a rendered folder, or a git revision of the new one */
export function filesOf(old: string, young: string): Files {
  return isFolder(old) ? filesIn(old) : filesOfRevision(old, young);
}

export const isFolder = (path: string) => existsSync(path) && statSync(path).isDirectory();

export function filesIn(folder: string): Files {
  const files = new Map<string, string>();
  const walk = (path: string) => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const file = join(path, entry.name);
      if (entry.isDirectory()) walk(file);
      else if (entry.isFile()) files.set(relative(folder, file), readFileSync(file, 'utf8'));
    }
  };
  walk(folder);
  return files;
}

function git(words: readonly string[], input?: string): string {
  try {
    return outputOf('git', 'https://git-scm.com', words, input);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`${error.message}; name a revision that \`git log\` shows, or an older rendered folder`);
  }
}

function filesOfRevision(revision: string, folder: string): Files {
  // No option, whatever it begins with.
  if (!/^[A-Za-z0-9][A-Za-z0-9._/~^@{}-]*$/.test(revision))
    throw new InputError(`${revision} is neither a folder, nor "cluster", nor a git revision: name one of these`);
  const [top = '', prefix = ''] = git(['-C', folder, 'rev-parse', '--show-toplevel', '--show-prefix']).split('\n');
  const place = prefix.replace(/\/$/, '');
  const names = git(['-C', top, 'ls-tree', '-r', '-z', '--name-only', revision, '--', place]).split('\0');
  const yaml = names.filter((name) => name.endsWith('.yaml'));
  return new Map(contentsAt(top, revision, yaml).map((text, index) => [relative(place, yaml[index] ?? ''), text]));
}

/** By one process of git for all of them: each answer is a line that ends with the size in bytes, the content, and a line's end. */
function contentsAt(top: string, revision: string, names: readonly string[]): string[] {
  const wanted = names.map((name) => `${revision}:${name}\n`).join('');
  let rest = Buffer.from(git(['-C', top, 'cat-file', '--batch'], wanted));
  return names.map(() => {
    const start = rest.indexOf('\n') + 1;
    const end = start + Number(rest.toString('utf8', 0, start).trim().split(' ').at(-1));
    const text = rest.toString('utf8', start, end);
    rest = rest.subarray(end + 1);
    return text;
  });
}
