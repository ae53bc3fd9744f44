import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { run, Unusable } from '../../api/processes';
import { cacheFolder } from '../layout';
import { type Image, type ImageConfig, type Layer, layer, pack, tarOf } from './archive';
import { baseLayer } from './base';

/** An image of one static program and nothing else. */
export interface ProgramImage {
  readonly name: string;
  /** The program on this machine. */
  readonly program: string;
  /** Where the image has it; containers start it. */
  readonly at: string;
  /** Who runs it; root where nothing is said. */
  readonly user?: string;
}

interface StandIn {
  readonly name: string;
  /** Folders of this one that lie over the base, in order. */
  readonly folders: readonly string[];
  readonly config: ImageConfig;
}

const here = join(process.cwd(), 'test/cluster/images');
const path = 'PATH=/opt/mastodon/bin:/usr/local/bin:/usr/lib/postgresql/17/bin:/usr/bin:/bin:/usr/sbin:/sbin';

/** Mastodon's versions: the one that sites run, one to upgrade to, and one whose migration fails at first. */
const versions: Readonly<Record<string, readonly string[]>> = {
  'v4.7.2': [],
  'v4.7.3': ['versions/v4.7.3'],
  'v4.7.4': ['versions/v4.7.3', 'versions/v4.7.4'],
};

/** Under the names that rendered sites ask for. What is inside is told in README.md. */
const standIns: readonly StandIn[] = [
  {
    name: 'docker.io/library/postgres:17.11-trixie',
    folders: ['postgres'],
    config: {
      Entrypoint: ['docker-entrypoint.sh'],
      Cmd: ['postgres'],
      Env: [path, 'PGDATA=/var/lib/postgresql/data', 'LANG=C.UTF-8'],
    },
  },
  {
    name: 'docker.io/library/redis:8.4.6-trixie',
    folders: ['redis'],
    config: { Entrypoint: ['docker-entrypoint.sh'], Cmd: ['redis-server'], Env: [path], WorkingDir: '/data' },
  },
  // What local-path-provisioner makes and removes folders with.
  { name: 'docker.io/library/busybox:latest', folders: ['redis'], config: { Cmd: ['sh'], Env: [path] } },
  ...Object.entries(versions).flatMap(([version, changes]): StandIn[] => [
    {
      name: `ghcr.io/mastodon/mastodon:${version}`,
      folders: ['mastodon', ...changes],
      config: {
        Env: [path, 'LANG=C.UTF-8', 'RAILS_ENV=production', `MASTODON_VERSION=${version}`],
        User: 'mastodon',
        WorkingDir: '/opt/mastodon',
      },
    },
    {
      name: `ghcr.io/mastodon/mastodon-streaming:${version}`,
      folders: ['mastodon-streaming'],
      config: {
        Env: [path, 'NODE_ENV=production', `MASTODON_VERSION=${version}`],
        User: 'mastodon',
        WorkingDir: '/opt/mastodon',
      },
    },
  ]),
];

/** One archive with every stand-in, for `ctr images import`; made when it is not in the cache. */
export async function standInArchive(): Promise<string> {
  const base = await baseLayer();
  const content = createHash('sha256').update(JSON.stringify([basename(base), standIns]));
  for (const file of filesIn(here)) content.update(`\0${file}\0`).update(readFileSync(join(here, file)));
  return archive('images', content.digest('hex'), async () => {
    const bottom = await layer(base);
    const tops = new Map<string, Layer>();
    const images: Image[] = [];
    for (const { name, folders, config } of standIns) {
      const key = folders.join(' ');
      const top = tops.get(key) ?? (await topLayer(folders));
      tops.set(key, top);
      images.push({ name, layers: [bottom, top], config });
    }
    return { images, layers: [...tops.values()] };
  });
}

/** One archive with an image for each program. */
export async function programArchive(programs: readonly ProgramImage[]): Promise<string> {
  // A program lies in the cache under a name that tells its content.
  const content = createHash('sha256').update(JSON.stringify(programs));
  return archive('programs', content.digest('hex'), async () => {
    const images: Image[] = [];
    for (const { name, program, at, user } of programs) {
      const root = mkdtempSync(join(cacheFolder, 'layer-'));
      mkdirSync(join(root, dirname(at)), { recursive: true });
      mkdirSync(join(root, 'tmp'), { mode: 0o1777 });
      chmodSync(join(root, 'tmp'), 0o1777);
      copyFileSync(program, join(root, at));
      chmodSync(join(root, at), 0o755);
      images.push({ name, layers: [await layerOf(root)], config: { Entrypoint: [at], ...(user && { User: user }) } });
    }
    return { images, layers: images.flatMap((image) => image.layers) };
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

async function topLayer(folders: readonly string[]): Promise<Layer> {
  const root = mkdtempSync(join(cacheFolder, 'layer-'));
  for (const folder of folders) cpSync(join(here, folder), root, { recursive: true });
  const packages = join(root, 'opt/mastodon/streaming');
  if (existsSync(packages)) {
    const { code, stderr } = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: packages });
    if (code !== 0) throw new Unusable(`npm ci for the streaming image failed:\n${stderr}`);
  }
  return layerOf(root);
}

async function layerOf(root: string): Promise<Layer> {
  chmodSync(root, 0o755);
  await tarOf(root, `${root}.tar`, '--owner=0', '--group=0');
  rmSync(root, { recursive: true });
  return layer(`${root}.tar`);
}

/** Files of a folder and below, relative to it, in order. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
