import { join } from 'node:path';
import { versionStamps } from '../api/binary';
import { goProgram } from '../support/go-program';
import { addonImages } from './addons';
import { programArchive, standInArchive } from './images';
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
  const kubernetes = await ownProgram('kubernetes', versionStamps(version));
  const networkPolicy = await ownProgram('network-policy');
  const pause = await ownProgram('pause');
  const archives = [await programArchive(await addonImages(pause)), await standInArchive()];
  return { kubernetes, networkPolicy, imageStore: await imageStore(archives) };
}

/** A Go program of this folder. */
function ownProgram(name: string, linkerFlags?: readonly string[]): Promise<string> {
  const folders = [join(process.cwd(), 'test/cluster', name)];
  return goProgram({ name, folders, ...(linkerFlags && { linkerFlags }) });
}
