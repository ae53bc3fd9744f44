import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from '../../output/write';

/** The program itself: what another Mammut rendered is rendered again. */
export const programFile = join(__dirname, 'mammut.js');

let program: string | undefined;

function ofProgram(): string {
  program ??= createHash('sha256').update(readFileSync(programFile)).digest('hex');
  return program;
}

/** A content, or a way to it; undefined where there is no such file. */
type Content = string | Buffer | undefined;

/**
 * One number for all that a site is made of and all that it became: equal only where this Mammut rendered these files
 * from that declaration, lock, bases and host, and nobody touched them since. It looks at contents alone: a copy and a
 * fresh clone are as good as the original.
 * @param made path below the site's folder, `/` between → content
 */
export function sealOf(from: readonly Content[], made: Iterable<readonly [path: string, content: Content]>): string {
  const hash = createHash('sha256').update(ofProgram());
  for (const content of from) add(hash, content);
  for (const [path, content] of made) add(hash, content, `${Buffer.byteLength(path)};${path}`);
  return hash.digest('hex');
}

/** With its length before it, so that no two lists of contents run together. */
function add(hash: Hash, content: Content, before = ''): void {
  if (content === undefined) hash.update(`${before}-;`);
  else hash.update(`${before}${Buffer.byteLength(content)};`).update(content);
}

const byPath = (one: string, other: string) => (one < other ? -1 : 1);

export function* inMap(files: ReadonlyMap<string, string>): Generator<[string, Content]> {
  for (const path of [...files.keys()].sort(byPath)) yield [path, files.get(path)];
}

/** As they lie on disk; what is no plain file counts by its name. Each content is good until the next one is asked for. */
export function* onDisk(folder: string): Generator<[string, Content]> {
  for (const path of filesBelow(folder).sort(byPath)) yield [path, contentOf(`${folder}/${path}`)];
}

let room: Buffer | undefined;

function contentOf(file: string): Content {
  // Nearly every file is smaller.
  room ??= Buffer.allocUnsafe(2 ** 20);
  try {
    const handle = openSync(file, 'r');
    try {
      const length = readSync(handle, room);
      return length < room.length ? room.subarray(0, length) : readFileSync(file);
    } finally {
      closeSync(handle);
    }
  } catch {
    return undefined;
  }
}
