import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
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
  'tini',
  'zstd',
];

/** Half of what Debian installs: no container of the test bed opens it. */
const unused = [
  // read by people
  'usr/share/doc usr/share/man usr/share/info usr/share/locale usr/share/i18n usr/share/javascript',
  // package management
  'var/cache/* var/lib/apt/lists/* var/lib/dpkg/info usr/lib/apt',
  // PostgreSQL's just-in-time compiler, which it does without when it is not there
  'usr/lib/*/libLLVM* usr/lib/*/libz3* usr/lib/postgresql/*/lib/llvmjit* usr/lib/postgresql/*/lib/bitcode',
  // Debian's Perl around PostgreSQL: the official image has the programs themselves on its PATH
  '$(find usr/bin -lname "*/pg_wrapper") usr/share/postgresql-common usr/share/perl usr/lib/*/perl usr/lib/*/libperl*',
  // folders of Debian's services, owned by users with other numbers
  'var/lib/postgresql var/log/postgresql var/run/postgresql etc/postgresql var/lib/redis var/log/redis etc/redis',
  'usr/include usr/share/nodejs/corepack usr/share/nodejs/@types',
].join(' ');

/** As the official images number them. The first of two with one number is the name that programs see. */
const users = [
  'mastodon:x:991:991::/opt/mastodon:/bin/bash',
  'postgres:x:999:999::/var/lib/postgresql:/bin/bash',
  'redis:x:999:999::/data:/bin/sh',
];
const groups = users.map((user) => user.split(':').slice(0, 3).join(':').concat(':'));

const prepare = `set -eu
rm -rf ${unused}
sed -i -E '/^(mastodon|postgres|redis):/d' etc/passwd etc/group etc/shadow etc/gshadow
printf '%s\\n' '${users.join("' '")}' >>etc/passwd
printf '%s\\n' '${groups.join("' '")}' >>etc/group
`;

/** The root file system below every image that is not one static program, as a tar file made once. */
export async function baseLayer(): Promise<string> {
  const content = createHash('sha256').update(JSON.stringify([suite, packages, prepare, process.arch]));
  const file = join(cacheFolder, `base-${content.digest('hex').slice(0, 12)}.tar`);
  if (existsSync(file)) return file;
  console.log(`images: Debian ${suite} with ${packages.length} packages, once, about a minute ...`);
  mkdirSync(cacheFolder, { recursive: true });
  const root = mkdtempSync(join(cacheFolder, 'root-'));
  try {
    // What debootstrap mounts goes with the namespace, also when it fails.
    const debootstrap = ['debootstrap', '--variant=minbase', `--include=${packages.join(',')}`, suite, root];
    await must('unshare', '--mount', '--propagation', 'private', ...debootstrap);
    await must('chroot', root, 'sh', '-c', prepare);
    chmodSync(root, 0o755);
    await tarOf(root, `${file}.${process.pid}`, '--exclude=./dev/*', '--exclude=./proc/*', '--exclude=./sys/*');
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  renameSync(`${file}.${process.pid}`, file);
  return file;
}
