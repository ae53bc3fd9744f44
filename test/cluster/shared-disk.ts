import { existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { must } from './command';
import { inRun } from './layout';

/**
 * Disks that every node mounts. `shared` plays replicated block storage and a NAS, `elsewhere` another NAS, for backups:
 * they fail apart. Each is a filesystem of its own, so that a volume on it has another device number than a node's own
 * disk, as the real ones have.
 */
export const sharedDisks = ['shared', 'elsewhere'] as const;
export type SharedDisk = (typeof sharedDisks)[number];

/** Where this machine has it; nodes have it at `/srv/<disk>`. */
export const folderOf = (disk: SharedDisk) => inRun(disk);
/** Sparse: it takes what is written to it. */
const bytes = 20 * 2 ** 30;

export async function mountSharedDisks(): Promise<void> {
  for (const disk of sharedDisks) await mount(disk);
}

export async function unmountSharedDisks(): Promise<void> {
  for (const disk of sharedDisks) if (isMounted(disk)) await must('umount', folderOf(disk));
}

async function mount(disk: SharedDisk): Promise<void> {
  if (isMounted(disk)) return;
  const image = inRun(`${disk}.img`);
  mkdirSync(folderOf(disk), { recursive: true });
  if (!existsSync(image)) {
    writeFileSync(image, '');
    truncateSync(image, bytes);
    await must('mkfs.ext4', '-q', '-E', 'lazy_itable_init=1,lazy_journal_init=1', image);
  }
  await must('mount', '-o', 'loop', image, folderOf(disk));
}

function isMounted(disk: SharedDisk): boolean {
  return readFileSync('/proc/self/mounts', 'utf8').includes(` ${folderOf(disk)} `);
}
