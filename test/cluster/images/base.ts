import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../command';
import { cacheFolder } from '../layout';
import { tarOf } from './archive';

const suite = 'trixie';

/** Debian's own builds of what the real images hold, and what scripts in them call. */
const packages = [
  'ca-certificates',
  'curl',
  'iproute2',
  'nodejs',
  'openssl',
  'postgresql-17',
  'procps',
  'puma',
  'redis-sentinel',
  'redis-server',
  'redis-tools',
  'ruby',
  'ruby-pg',
  'ruby-rack',
  'ruby-sidekiq',
  'zstd',
];

/** Read by people, not by programs. */
const unread = ['usr/share/doc', 'usr/share/man', 'usr/share/info', 'usr/share/locale', 'usr/share/i18n'];

/** Users and groups of the official images, by number. Redis' has 999 too, which nothing looks up by name. */
const users = { mastodon: 991, postgres: 999 };

/** The root file system below every image that is not one static program, as a tar file made once. */
export async function baseLayer(): Promise<string> {
  const content = createHash('sha256').update(JSON.stringify([suite, packages, unread, users, process.arch]));
  const file = join(cacheFolder, `base-${content.digest('hex').slice(0, 12)}.tar`);
  if (existsSync(file)) return file;
  console.log(`images: Debian ${suite} with ${packages.length} packages, once, about a minute ...`);
  mkdirSync(cacheFolder, { recursive: true });
  const root = mkdtempSync(join(cacheFolder, 'root-'));
  await must('debootstrap', '--variant=minbase', `--include=${packages.join(',')}`, suite, root);
  for (const [name, id] of Object.entries(users)) {
    await must('chroot', root, 'sh', '-c', `groupmod -o -g ${id} ${name} 2>/dev/null || groupadd -o -g ${id} ${name}`);
    await must(
      ...(['chroot', root, 'sh', '-c'] as const),
      `usermod -o -u ${id} -g ${id} ${name} 2>/dev/null || useradd -o -u ${id} -g ${id} -d /nonexistent ${name}`,
    );
  }
  for (const folder of [...unread, ...childrenOf(root, 'var/cache'), ...childrenOf(root, 'var/lib/apt/lists')]) {
    rmSync(join(root, folder), { recursive: true, force: true });
  }
  for (const folder of ['var/lib/postgresql', 'var/run/postgresql', 'var/lib/redis']) {
    rmSync(join(root, folder), { recursive: true, force: true });
  }
  await tarOf(root, `${file}.new`, '--exclude=./dev/*', '--exclude=./proc/*', '--exclude=./sys/*');
  rmSync(root, { recursive: true, force: true });
  renameSync(`${file}.new`, file);
  return file;
}

function childrenOf(root: string, folder: string): string[] {
  return readdirSync(join(root, folder)).map((name) => join(folder, name));
}
