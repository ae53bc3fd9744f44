import { createHash } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join, resolve } from 'node:path';

/** What is remembered of a site that was rendered. Paths are absolute. */
export interface Sealed {
  readonly file: string;
  readonly name: string;
  /** All that was read for it, the declaration first. */
  readonly from: readonly string[];
  readonly seal: string;
}

/** Output folders that are remembered, the last ones used. */
const mostFolders = 20;

/**
 * The seals of the sites in one output folder, a line each, so that a run that is cut off keeps what it did. They only
 * save work: without them all is rendered. They lie in this user's cache and not beside the output: whoever can send a
 * change of the output must not be able to send its seal too.
 */
export class Seals {
  private readonly folder = cacheFolder();
  private readonly place: string | undefined;
  private readonly known: ReadonlyMap<string, Sealed>;
  private readonly fresh = new Map<string, Sealed>();

  constructor(out: string) {
    this.place = this.folder && join(this.folder, createHash('sha256').update(resolve(out)).digest('hex').slice(0, 32));
    this.known = new Map(linesOf(this.place).map((one) => [one.file, one]));
  }

  of(file: string): Sealed | undefined {
    return this.known.get(resolve(file));
  }

  keep(sealed: Sealed): void {
    this.fresh.set(sealed.file, sealed);
    if (this.place !== undefined) trying(this.place, (place) => appendFileSync(place, line(sealed), { mode: 0o600 }));
  }

  /** One line a site again, and none of sites that are no longer declared. */
  tidy(): void {
    if (this.fresh.size === 0 || this.folder === undefined) return;
    trying(this.place, (place) => {
      const beside = `${place}.${process.pid}`;
      const handle = openSync(beside, 'w', 0o600);
      for (const one of new Map([...this.known, ...this.fresh]).values())
        if (existsSync(one.file)) writeSync(handle, line(one));
      closeSync(handle);
      renameSync(beside, place);
    });
    trying(this.folder, forgetOldest);
  }
}

const line = (sealed: Sealed) => `${JSON.stringify(sealed)}\n`;

/** Made where it is missing; undefined where there is none that this user alone can write. */
function cacheFolder(): string | undefined {
  const { HOME, XDG_CACHE_HOME } = process.env;
  const caches = XDG_CACHE_HOME || (HOME && join(HOME, '.cache'));
  return trying(caches, (all) => {
    const folder = join(all, 'mammut', 'sites');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = lstatSync(folder);
    return uid === process.getuid?.() && (mode & 0o022) === 0 ? folder : undefined;
  });
}

/** The last line of a run that was cut off may be half of one. */
function linesOf(place: string | undefined): Sealed[] {
  const text = trying(place, (file) => readFileSync(file, 'utf8')) ?? '';
  return text.split('\n').flatMap((one) => trying(one, JSON.parse) ?? []);
}

function forgetOldest(folder: string): void {
  const files = readdirSync(folder).map((name) => join(folder, name));
  const used = new Map(files.map((file) => [file, statSync(file).mtimeMs]));
  const older = files.sort((one, other) => (used.get(other) ?? 0) - (used.get(one) ?? 0)).slice(mostFolders);
  for (const file of older) rmSync(file);
}

/** A cache is never worth a failure. */
function trying<A, R>(argument: A | undefined, action: (argument: A) => R): R | undefined {
  try {
    return argument === undefined || argument === '' ? undefined : action(argument);
  } catch {
    return undefined;
  }
}
