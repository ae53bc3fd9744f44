import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { run, Unusable } from '../../api/processes';
import { cacheFolder } from '../layout';
import { type Image, type Layer, layer, pack, tarOf } from './archive';
import { baseLayer } from './base';
import { type StandIn, standIns } from './stand-ins';

/** An image of one static program and nothing else. */
export interface ProgramImage {
  /** With registry and tag, as manifests name it. */
  readonly name: string;
  /** The program on this machine. */
  readonly program: string;
  /** Where the image has it. */
  readonly at: string;
  /** What containers start; the program alone where not said. */
  readonly entrypoint?: readonly string[];
  /** Name or number; root where not said. */
  readonly user?: string;
}

/** Names under which rendered sites find the stand-ins. */
export const imageNames: readonly string[] = standIns.map(({ name }) => name);

const here = join(process.cwd(), 'test/cluster/images');

/** One archive with every stand-in, for `ctr -n k8s.io images import`; made when it is not in the cache. */
export async function standInArchive(): Promise<string> {
  const base = await baseLayer();
  const content = createHash('sha256').update(JSON.stringify([basename(base), standIns]));
  for (const file of filesIn(here).filter((name) => !name.endsWith('.md')))
    content.update(`\0${file}\0`).update(readFileSync(join(here, file)));
  return archive('images', content.digest('hex'), async () => {
    const bottom = await layer(base);
    const tops = new Map<string, Layer>();
    const images: Image[] = [];
    for (const standIn of standIns) {
      const key = standIn.folders.join(' ');
      const top = tops.get(key) ?? (await topLayer(standIn));
      tops.set(key, top);
      images.push({ name: standIn.name, layers: [bottom, top], config: standIn.config });
    }
    return { images, layers: [...tops.values()] };
  });
}

/** One archive with an image for each program. */
export async function programArchive(programs: readonly ProgramImage[]): Promise<string> {
  const content = createHash('sha256').update(JSON.stringify(programs));
  for (const { program } of programs) {
    const { size, mtimeMs } = statSync(program);
    content.update(`\0${size} ${mtimeMs}`);
  }
  return archive('programs', content.digest('hex'), async () => {
    const images: Image[] = [];
    for (const one of programs) {
      const config = { Entrypoint: one.entrypoint ?? [one.at], ...(one.user ? { User: one.user } : {}) };
      images.push({ name: one.name, layers: [await programLayer(one)], config });
    }
    return { images, layers: images.flatMap(({ layers }) => layers) };
  });
}

async function archive(
  kind: string,
  hash: string,
  make: () => Promise<{ images: readonly Image[]; layers: readonly Layer[] }>,
): Promise<string> {
  const file = join(cacheFolder, `${kind}-${hash.slice(0, 12)}.tar`);
  if (existsSync(file)) return file;
  console.log(`images: packing ${kind} once ...`);
  mkdirSync(cacheFolder, { recursive: true });
  const { images, layers } = await make();
  await pack(images, file);
  for (const one of layers) rmSync(one.file);
  return file;
}

async function topLayer({ folders, owned = {} }: StandIn): Promise<Layer> {
  const root = mkdtempSync(join(cacheFolder, 'layer-'));
  for (const folder of folders) cpSync(join(here, folder), root, { recursive: true });
  rmSync(join(root, 'README.md'), { force: true });
  const packages = join(root, 'opt/mastodon/streaming');
  if (existsSync(packages)) {
    const { code, stderr } = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: packages });
    if (code !== 0) throw new Unusable(`npm ci for the streaming image failed:\n${stderr}`);
  }
  for (const [folder, user] of Object.entries(owned)) {
    mkdirSync(join(root, folder), { recursive: true });
    chownSync(join(root, folder), user, user);
  }
  return layerOf(root);
}

async function programLayer({ program, at }: ProgramImage): Promise<Layer> {
  const root = mkdtempSync(join(cacheFolder, 'layer-'));
  for (const folder of ['etc/ssl/certs', 'tmp', dirname(at)]) mkdirSync(join(root, folder), { recursive: true });
  chmodSync(join(root, 'tmp'), 0o1777);
  writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0::/:/sbin/nologin\nnobody:x:65534:65534::/:/sbin/nologin\n');
  copyFileSync(program, join(root, at));
  chmodSync(join(root, at), 0o755);
  return layerOf(root);
}

async function layerOf(root: string): Promise<Layer> {
  chmodSync(root, 0o755);
  await tarOf(root, `${root}.tar`);
  rmSync(root, { recursive: true });
  return layer(`${root}.tar`);
}

/** Files of a folder and below, relative to it, in order; not what explains them. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'README.md' && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
