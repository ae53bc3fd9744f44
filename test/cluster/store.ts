import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { run } from '../api/processes';
import { must, until } from './command';
import { cacheFolder } from './layout';

/** containerd's folder with the given image archives in it, unpacked once and kept. */
export async function imageStore(archives: readonly string[]): Promise<string> {
  const version = await must('containerd', '--version');
  const content = createHash('sha256').update([version, ...archives.map((file) => basename(file))].join('\n'));
  const store = join(cacheFolder, `store-${content.digest('hex').slice(0, 12)}`);
  if (existsSync(store)) return store;
  console.log('images: unpacking once ...');
  mkdirSync(cacheFolder, { recursive: true });
  const unfinished = mkdtempSync(`${store}.`);
  const state = mkdtempSync(join(tmpdir(), 'mammut-store-'));
  const socket = join(state, 'containerd.sock');
  const config = join(state, 'config.toml');
  writeFileSync(
    config,
    `version = 2\nroot = "${unfinished}"\nstate = "${join(state, 'state')}"\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\n[grpc]\n  address = "${socket}"\n`,
  );
  const containerd = spawn('containerd', ['--config', config], { stdio: 'ignore' });
  const ended = new Promise((resolve) => containerd.once('exit', resolve));
  try {
    await until('containerd', 20, async () => (await run('ctr', ['-a', socket, 'version'])).code === 0);
    for (const archive of archives) {
      await must('ctr', '-a', socket, '-n', 'k8s.io', 'images', 'import', '--snapshotter', 'overlayfs', archive);
    }
  } finally {
    containerd.kill('SIGTERM');
    await ended;
    rmSync(state, { recursive: true, force: true });
  }
  renameSync(unfinished, store);
  forgetOthers(store, ...archives);
  return store;
}

/** Half a gigabyte each: what these files take the place of is not kept. Nodes that use it have links of their own. */
function forgetOthers(...files: readonly string[]): void {
  const [kinds, names] = [files.map((file) => basename(file).replace(/-.*/, '-')), files.map((file) => basename(file))];
  for (const name of readdirSync(cacheFolder)) {
    if (kinds.some((kind) => name.startsWith(kind)) && !names.includes(name)) {
      rmSync(join(cacheFolder, name), { recursive: true, force: true });
    }
  }
}

/** The two databases that containerd writes to; all else in its folder is never changed, only added to. */
const databases = ['io.containerd.metadata.v1.bolt/meta.db', 'io.containerd.snapshotter.v1.overlayfs/metadata.db'];

/** Gives a node's disk the images: hard links where both lie on one filesystem, a copy where not. */
export async function copyStore(store: string, to: string): Promise<void> {
  const linked = await run('cp', ['-al', store, to]);
  if (linked.code !== 0) {
    rmSync(to, { recursive: true, force: true });
    await must('cp', '-a', '--reflink=auto', store, to);
    return;
  }
  for (const file of databases) await must('cp', '--remove-destination', join(store, file), join(to, file));
}
