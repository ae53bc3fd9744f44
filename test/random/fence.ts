import fs from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';

/** Every function of node:fs that changes something, and which of its arguments are places. */
const changing: Readonly<Record<string, readonly number[]>> = {
  appendFileSync: [0],
  chmodSync: [0],
  copyFileSync: [1],
  cpSync: [1],
  createWriteStream: [0],
  linkSync: [1],
  mkdirSync: [0],
  mkdtempSync: [0],
  openSync: [0],
  renameSync: [0, 1],
  rmSync: [0],
  rmdirSync: [0],
  symlinkSync: [1],
  truncateSync: [0],
  unlinkSync: [0],
  writeFileSync: [0],
};

/**
 * Watches what this process changes on the disk.
 * @param inside folders and files that may be changed
 * @param judged is told of every other place, after all symbolic links on the way to it
 */
export function fence(inside: readonly string[], judged: (place: string) => void): () => void {
  const module = fs as unknown as Record<string, (...args: unknown[]) => unknown>;
  const originals = Object.entries(changing).map(([name, places]) => {
    const original = module[name] as (...args: unknown[]) => unknown;
    module[name] = (...args) => {
      for (const at of name === 'openSync' && !writes(args[1]) ? [] : places) {
        // A number is a file that was opened before.
        if (typeof args[at] === 'number') continue;
        const place = real(String(args[at]));
        if (!inside.some((one) => place === one || place.startsWith(one + sep))) judged(`${name} ${place}`);
      }
      return original(...args);
    };
    return [name, original] as const;
  });
  return () => {
    for (const [name, original] of originals) module[name] = original;
  };
}

const { O_WRONLY, O_RDWR, O_CREAT, O_TRUNC } = fs.constants;

const writes = (flags: unknown): boolean =>
  typeof flags === 'number'
    ? (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) !== 0
    : /[wa+]/.test(String(flags ?? 'r'));

/** Where a change lands: links of the folders above are followed; the last part is changed itself, or made. */
function real(place: string): string {
  const whole = resolve(place);
  const above = dirname(whole);
  if (above === whole) return whole;
  if (fs.existsSync(above)) return join(fs.realpathSync(above), basename(whole));
  return join(real(above), basename(whole));
}
