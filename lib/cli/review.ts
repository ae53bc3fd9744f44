import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { renderedAgain } from '../review/again';
import { type Objects, objectsIn, Reader } from '../review/objects';
import { causesOf, review, verdicts } from '../review/review';
import { reviewText } from '../review/text';
import { InputError } from './errors';
import { outputOf } from './tool';

export interface ReviewOptions {
  readonly format: 'text' | 'markdown' | 'json';
}

/** A comment of GitHub's and GitLab's holds no more. */
const longestComment = 65_000;

/**
 * What applying NEW in place of OLD does.
 * @param old a rendered folder, `cluster`, or a git revision of the new folder
 * @returns 0 nothing changes, 3 safe, 4 pods restart, 5 destructive
 */
export function reviewCommand(old: string, young: string, { format }: ReviewOptions): number {
  if (!isFolder(young)) throw new InputError(`${young} is no rendered folder: render it, or name one like dist/home`);
  const reader = new Reader();
  const after = objectsIn(filesIn(young), reader);
  if (after.size === 0) throw new InputError(`${young} holds no rendered object: name a site's folder, like dist/home`);
  const before = objectsOf(old, young, after, reader);
  const found = review(before, after);
  // Of a cluster only that is asked for which the new objects name.
  const again = found.verdict === 'none' || old === 'cluster' ? undefined : renderedAgain(before);
  const causes = again && causesOf(before, again, after);
  process.stdout.write(
    format === 'json'
      ? `${JSON.stringify({ ...found, causes }, null, 2)}\n`
      : reviewText(found, format === 'markdown', causes, format === 'markdown' ? longestComment : undefined),
  );
  const at = verdicts.indexOf(found.verdict);
  return at === 0 ? 0 : at + 2;
}

function objectsOf(old: string, young: string, after: Objects, reader: Reader): Objects {
  if (isFolder(old)) return objectsIn(filesIn(old), reader);
  if (old === 'cluster') return liveObjects(after);
  return objectsIn(filesOfRevision(old, young), reader);
}

const isFolder = (path: string) => existsSync(path) && statSync(path).isDirectory();

function filesIn(folder: string): Map<string, string> {
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

const git = (...words: string[]) => outputOf('git', 'https://git-scm.com', words);

function filesOfRevision(revision: string, folder: string): Map<string, string> {
  // No option, whatever it begins with.
  if (!/^[A-Za-z0-9][A-Za-z0-9._/~^@{}-]*$/.test(revision))
    throw new InputError(`${revision} is neither a folder, nor "cluster", nor a git revision`);
  const [top = '', prefix = ''] = git('-C', folder, 'rev-parse', '--show-toplevel', '--show-prefix').split('\n');
  const place = prefix.replace(/\/$/, '');
  const names = git('-C', top, 'ls-tree', '-r', '-z', '--name-only', revision, '--', place).split('\0').filter(Boolean);
  const applied = names.filter((name) => name.endsWith('.yaml'));
  return new Map(
    contentsAt(top, revision, applied).map((text, index) => [relative(place, applied[index] ?? ''), text]),
  );
}

/** By one process of git for all of them: each answer is a line that ends with the size in bytes, the content, and a line's end. */
function contentsAt(top: string, revision: string, names: readonly string[]): string[] {
  const wanted = names.map((name) => `${revision}:${name}\n`).join('');
  let rest = Buffer.from(outputOf('git', 'https://git-scm.com', ['-C', top, 'cat-file', '--batch'], wanted));
  return names.map(() => {
    const start = rest.indexOf('\n') + 1;
    const end = start + Number(rest.toString('utf8', 0, start).trim().split(' ').at(-1));
    const text = rest.toString('utf8', start, end);
    rest = rest.subarray(end + 1);
    return text;
  });
}

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** What kubectl applied last, as it wrote it down itself. */
function liveObjects(after: Objects): Objects {
  return new Map(
    [...after].flatMap(([id, held]) => {
      const { kind, apiVersion, metadata } = held.json;
      const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
      const place = metadata.namespace === undefined ? [] : ['-n', metadata.namespace];
      const text = outputOf('kubectl', 'https://kubernetes.io', [
        ...[...place, 'get', `${kind.toLowerCase()}${group}`, metadata.name, '--ignore-not-found', '-o', 'json'],
      ]);
      const applied = text === '' ? undefined : JSON.parse(text).metadata.annotations?.[lastApplied];
      return applied === undefined ? [] : [[id, { ...held, json: withoutNote(JSON.parse(applied)) }] as const];
    }),
  );
}

// biome-ignore lint/suspicious/noExplicitAny: any object
function withoutNote(object: any) {
  const { annotations, ...metadata } = object.metadata;
  const own = Object.keys(annotations ?? {}).length > 0 ? { annotations } : {};
  return { ...object, metadata: { ...metadata, ...own } };
}
