import { existsSync, mkdirSync, readFileSync, rmdirSync, statfsSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { Unusable } from '../api/processes';
import { inRun, runFolder } from './layout';

/** Program that must be there, and the Debian package that holds it. */
const needed: Readonly<Record<string, string>> = {
  containerd: 'containerd',
  runc: 'runc',
  iptables: 'iptables',
  nft: 'nftables',
  conntrack: 'conntrack',
  ip: 'iproute2',
  nsenter: 'util-linux',
  'mkfs.ext4': 'e2fsprogs',
  debootstrap: 'debootstrap',
  openssl: 'openssl',
};

const diskNeeded = 10 * 2 ** 30;

/** Says at once everything that keeps this machine from holding a cluster. */
export function checkHost(): void {
  if (process.platform !== 'linux') throw new Unusable(`the test bed needs Linux, this is ${process.platform}`);
  if (process.getuid?.() !== 0) throw new Unusable('the test bed makes namespaces and mounts: run it as root');
  const missing: string[] = [];
  const packages = Object.entries(needed).filter(([program]) => !onPath(program));
  if (!existsSync('/usr/lib/cni/ptp')) packages.push(['/usr/lib/cni/ptp', 'containernetworking-plugins']);
  if (packages.length > 0) missing.push(`apt-get install ${[...new Set(packages.map(([, name]) => name))].join(' ')}`);
  if (!onPath('go')) missing.push('Go 1.24 or newer, https://go.dev/dl');
  const { bavail, bsize } = statfsSync(dirname(runFolder));
  if (bavail * bsize < diskNeeded) {
    missing.push(
      `${diskNeeded / 2 ** 30} GiB of free disk in ${dirname(runFolder)}, found ${((bavail * bsize) / 2 ** 30).toFixed(1)}`,
    );
  }
  if (missing.length > 0) throw new Unusable(`missing on this machine: ${missing.join('; ')}`);
}

function onPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

/** Held while the cluster is changed: the kernel lets go of it when this process ends, however it ends. */
export async function lock(): Promise<Server> {
  const holder = createServer();
  await new Promise<void>((resolve, reject) => {
    holder.once('error', () => reject(new Unusable('another npm run cluster is at work: wait for it to end')));
    holder.listen('\0mammut-cluster', resolve);
  });
  return holder;
}

const madeFile = inRun('made-folders.json');

/** Folders that nodes mount over. What was not there before is gone after `removeMountPoints`. */
export function makeMountPoints(folders: readonly string[]): void {
  const made = folders
    .filter((folder) => !existsSync(folder))
    .map((folder) => mkdirSync(folder, { recursive: true }) ?? folder);
  if (!existsSync(madeFile)) writeFileSync(madeFile, JSON.stringify(made));
}

export function removeMountPoints(folders: readonly string[]): void {
  if (!existsSync(madeFile)) return;
  const made: string[] = JSON.parse(readFileSync(madeFile, 'utf8'));
  // Deepest first, and never one that somebody has filled meanwhile.
  for (const folder of folders)
    for (let at = folder; made.some((top) => at.startsWith(top)); at = dirname(at)) remove(at);
}

function remove(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // not empty, or gone
  }
}
