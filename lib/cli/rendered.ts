import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { InputError } from './errors';
import { outputOf } from './tool';

/** Path below a rendered folder → content. */
export type Files = ReadonlyMap<string, string>;

/** The YAML of a rendered folder, on disk or in git, read as far as it is asked for: there may be thousands of sites. */
export interface RenderedFolder {
  /**
   * Path → what git calls a file with this content.
   * @param like one of the other folder's, since git has two ways to name them
   */
  marks(like?: string): ReadonlyMap<string, string>;
  read(paths: readonly string[]): Files;
}

/** @param old a rendered folder, or a git revision of the new one */
export function renderedAt(old: string, young: string): RenderedFolder {
  return isFolder(old) ? folderAt(old) : revisionAt(old, young);
}

export const isFolder = (path: string) => existsSync(path) && statSync(path).isDirectory();

export function folderAt(folder: string): RenderedFolder {
  const paths = filesBelow(folder)
    .map((file) => relative(folder, file))
    .filter(isYaml);
  return {
    marks: (like) => new Map(paths.map((path) => [path, blobName(readFileSync(join(folder, path)), like)])),
    read: (some) => new Map(some.map((path) => [path, readFileSync(join(folder, path), 'utf8')])),
  };
}

const isYaml = (path: string) => path.endsWith('.yaml');

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
  });
}

function blobName(content: Buffer, like = ''): string {
  const hash = createHash(like.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${content.length}\0`).update(content).digest('hex');
}

function git(words: readonly string[], input?: string): string {
  try {
    return outputOf('git', 'https://git-scm.com', words, input);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`${error.message}; name a revision that \`git log\` shows, or an older rendered folder`);
  }
}

function revisionAt(revision: string, folder: string): RenderedFolder {
  // No option, whatever it begins with.
  if (!/^[A-Za-z0-9][A-Za-z0-9._/~^@{}-]*$/.test(revision))
    throw new InputError(`${revision} is neither a folder, nor "cluster", nor a git revision: name one of these`);
  const [top = '', prefix = ''] = git(['-C', folder, 'rev-parse', '--show-toplevel', '--show-prefix']).split('\n');
  const place = prefix.replace(/\/$/, '');
  const entries = git(['-C', top, 'ls-tree', '-r', '-z', revision, '--', place || '.'])
    .split('\0')
    .filter(isYaml);
  const marks = new Map(entries.map((entry) => markIn(entry, place)));
  return {
    marks: () => marks,
    read: (paths) => {
      const texts = contentsOf(
        top,
        paths.map((path) => marks.get(path) ?? ''),
      );
      return new Map(paths.map((path, index) => [path, texts[index] ?? '']));
    },
  };
}

/** Shape: `100644 blob <mark>\t<path from the top>`. */
function markIn(entry: string, place: string): [path: string, mark: string] {
  const tab = entry.indexOf('\t');
  return [relative(place, entry.slice(tab + 1)), entry.slice(0, tab).split(' ').at(-1) ?? ''];
}

/** By one process of git for all of them: each answer is a line that ends with the size in bytes, the content, and a line's end. */
function contentsOf(top: string, marks: readonly string[]): string[] {
  let rest = Buffer.from(git(['-C', top, 'cat-file', '--batch'], marks.map((mark) => `${mark}\n`).join('')));
  return marks.map(() => {
    const start = rest.indexOf('\n') + 1;
    const end = start + Number(rest.toString('utf8', 0, start).trim().split(' ').at(-1));
    const text = rest.toString('utf8', start, end);
    rest = rest.subarray(end + 1);
    return text;
  });
}
