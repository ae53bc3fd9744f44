import { createHash } from 'node:crypto';
import { createReadStream, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { must } from '../command';
import { cacheFolder } from '../layout';

/** A layer: a tar file, and what its content is called. */
export interface Layer {
  readonly file: string;
  readonly digest: string;
}

export interface Image {
  readonly name: string;
  readonly layers: readonly Layer[];
  readonly config: ImageConfig;
}

/** What a container is started with, as the image format spells it. */
export interface ImageConfig {
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly Env?: readonly string[];
  readonly User?: string;
  readonly WorkingDir?: string;
  readonly StopSignal?: string;
  readonly Volumes?: Readonly<Record<string, object>>;
}

/** The same folder gives the same bytes: sorted, without times and owners of this machine. */
export async function tarOf(folder: string, file: string, ...more: string[]): Promise<void> {
  const same = ['--sort=name', '--mtime=@0', '--numeric-owner'];
  await must('tar', '-C', folder, ...same, ...more, '-cf', file, '.');
}

export async function layer(file: string): Promise<Layer> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return { file, digest: hash.digest('hex') };
}

/** Packs images as `docker save` does, layers that they share once. */
export async function pack(images: readonly Image[], archive: string): Promise<void> {
  const folder = mkdtempSync(join(cacheFolder, 'pack-'));
  const unfinished = `${archive}.${process.pid}`;
  const manifest = images.map(({ name, layers, config }) => {
    const json = JSON.stringify({
      architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
      os: 'linux',
      config,
      rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => `sha256:${digest}`) },
    });
    const file = `${createHash('sha256').update(json).digest('hex')}.json`;
    writeFileSync(join(folder, file), json);
    return { Config: file, RepoTags: [name], Layers: layers.map(({ digest }) => `${digest}.tar`) };
  });
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  const layers = [...new Map(images.flatMap((image) => image.layers).map((one) => [one.digest, one])).values()];
  const renamed = layers.flatMap(({ file, digest }) => [`--transform=s|^${basename(file)}$|${digest}.tar|`]);
  const files = layers.flatMap(({ file }) => ['-C', join(file, '..'), basename(file)]);
  await must('tar', ...renamed, '-cf', unfinished, '-C', folder, '.', ...files);
  rmSync(folder, { recursive: true });
  renameSync(unfinished, archive);
}
