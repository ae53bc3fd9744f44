import { existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { must } from './command';
import { inRun } from './layout';

/**
 * One disk that every node mounts: it plays replicated block storage and a NAS. A filesystem of its own, so that a volume
 * on it has another device number than a node's own disk, as the real ones have.
 */
export const sharedFolder = inRun('shared');
const image = inRun('shared.img');
/** Sparse: it takes what is written to it. */
const bytes = 20 * 2 ** 30;

export async function mountSharedDisk(): Promise<void> {
  if (isMounted()) return;
  mkdirSync(sharedFolder, { recursive: true });
  if (!existsSync(image)) {
    writeFileSync(image, '');
    truncateSync(image, bytes);
    await must('mkfs.ext4', '-q', '-E', 'lazy_itable_init=1,lazy_journal_init=1', image);
  }
  await must('mount', '-o', 'loop', image, sharedFolder);
}

export async function unmountSharedDisk(): Promise<void> {
  if (isMounted()) await must('umount', sharedFolder);
}

function isMounted(): boolean {
  return readFileSync('/proc/self/mounts', 'utf8').includes(` ${sharedFolder} `);
}
