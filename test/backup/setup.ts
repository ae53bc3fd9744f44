import { rcloneImage } from './support/rclone-image';
import { trixie } from './support/tree';

/** What is made once is made here, where no test's time runs and no other file makes the same. */
export default async function setup(): Promise<void> {
  await trixie();
  await rcloneImage();
}
