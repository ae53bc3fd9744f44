import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { go, linkerFlags } from '../api/binary';
import { addonImages } from './addons';
import { programArchive, standInArchive } from './images';
import { cacheFolder } from './layout';
import { imageStore } from './store';

/** What a cluster is made of, from the cache or made now: minutes the first time, nothing later. */
export interface Parts {
  /** Every component of Kubernetes in one program. */
  readonly kubernetes: string;
  readonly networkPolicy: string;
  /** containerd's folder with all images in it. */
  readonly imageStore: string;
}

const version = 'v1.34.4';

export async function parts(): Promise<Parts> {
  const kubernetes = await ownProgram('kubernetes', linkerFlags(version));
  const networkPolicy = '/bin/sleep';
  const pause = await ownProgram('pause', '-s -w');
  const archives = [await programArchive(await addonImages(pause)), await standInArchive()];
  return { kubernetes, networkPolicy, imageStore: await imageStore(archives) };
}

/** A Go program of this folder, named by the content that it was built from. */
async function ownProgram(name: string, flags: string): Promise<string> {
  const folder = join(process.cwd(), 'test/cluster', name);
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${flags}`);
  for (const file of readdirSync(folder)
    .filter((one) => /\.go$|^go\.(mod|sum)$/.test(one))
    .sort()) {
    hash.update(`\0${file}\0`).update(readFileSync(join(folder, file)));
  }
  const program = join(cacheFolder, 'programs', `${name}-${hash.digest('hex').slice(0, 12)}`);
  if (existsSync(program)) return program;
  const started = Date.now();
  mkdirSync(join(cacheFolder, 'programs'), { recursive: true });
  await go(
    ['build', '-mod=readonly', '-buildvcs=false', '-trimpath', `-ldflags=${flags}`, '-o', `${program}.new`, '.'],
    folder,
  );
  renameSync(`${program}.new`, program);
  console.log(`${name}: built in ${Math.round((Date.now() - started) / 1000)} s`);
  return program;
}
