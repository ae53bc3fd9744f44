import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { must } from '../../cluster/command';

/** Delete it at will: what it holds is named by its content and made again. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'mammut', 'backup');

const suite = 'trixie';

/** What postgres:17-trixie, Redis's and Mastodon's images hold and our scripts call; the last two inject faults. */
const packages = [
  ...['postgresql-17', 'openssl', 'zstd', 'procps'],
  ...['redis-server', 'redis-tools', 'ruby', 'ruby-pg'],
  ...['strace', 'faketime', 'libfaketime'],
];

/** As the official image numbers its user. */
const prepare = `set -eu
sed -i -E 's/^postgres:x:[0-9]+:[0-9]+:/postgres:x:999:999:/' etc/passwd
sed -i -E 's/^postgres:x:[0-9]+:/postgres:x:999:/' etc/group
rm -rf var/cache/apt var/lib/apt/lists usr/share/doc usr/share/man usr/share/locale
`;

/** A root file system like that of the image `postgres:17-trixie`, made once. */
export async function trixie(): Promise<string> {
  const content = createHash('sha256').update(JSON.stringify([suite, packages, prepare, process.arch]));
  const root = join(cacheFolder, `${suite}-${content.digest('hex').slice(0, 12)}`);
  if (existsSync(root)) return root;
  console.log(`Debian ${suite} with PostgreSQL 17, once, about a minute: ${root} ...`);
  mkdirSync(cacheFolder, { recursive: true });
  const unfinished = `${root}.${process.pid}`;
  try {
    // What debootstrap mounts goes with the namespace, also when it fails.
    const debootstrap = ['debootstrap', '--variant=minbase', `--include=${packages.join(',')}`, suite, unfinished];
    await must('unshare', '--mount', '--propagation', 'private', ...debootstrap);
    await must('chroot', unfinished, 'sh', '-c', prepare);
    renameSync(unfinished, root);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
  return root;
}
