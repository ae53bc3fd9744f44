import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { goProgram } from '../../support/go-program';
import type { Image } from './container';
import { cacheFolder } from './tree';

/** rclone of the version that sites get, and its S3 server. */
export const rclone = () => goProgram({ name: 'rclone', folders: [join(__dirname, '../rclone')] });

/** Alpine's busybox has a flock, Debian's has none: the machine's, with the options of busybox's and no others. */
const flock = `#!/bin/sh
case $1 in -*[!sxun-]*) echo "flock: unrecognized option: $1" >&2; exit 1 ;; esac
exec /libexec/flock "$@"
`;

/** A root like that of the image rclone/rclone: busybox and rclone, nothing else; no users, nothing to write to. */
export async function rcloneImage(): Promise<Image> {
  const program = await rclone();
  const root = join(cacheFolder, `${basename(program)}-root-1`);
  if (!existsSync(root)) make(root, program);
  return { root, readOnly: true };
}

function make(root: string, program: string): void {
  const unfinished = `${root}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  const put = (file: string, at: string) => {
    mkdirSync(join(unfinished, dirname(at)), { recursive: true });
    copyFileSync(file, join(unfinished, at));
  };
  for (const folder of ['bin', 'dev', 'mnt', 'proc', 'sbin', 'tmp', 'usr/bin', 'usr/sbin'])
    mkdirSync(join(unfinished, folder), { recursive: true });
  put('/bin/busybox', 'bin/busybox');
  execFileSync('chroot', [unfinished, '/bin/busybox', '--install', '-s']);
  put(program, 'usr/local/bin/rclone');
  put('/usr/bin/flock', 'libexec/flock');
  for (const [library] of execFileSync('ldd', ['/usr/bin/flock']).toString().matchAll(/\/\S+/g)) put(library, library);
  writeFileSync(join(unfinished, 'bin/flock'), flock);
  chmodSync(join(unfinished, 'bin/flock'), 0o755);
  renameSync(unfinished, root);
}
