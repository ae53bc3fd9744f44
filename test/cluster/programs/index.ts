import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { go } from '../../api/binary';
import { run, Unusable } from '../../api/processes';
import { cacheFolder } from '../layout';

/** A program that is one `main` package of a published Go module. Its own go.mod and go.sum pin all that it is made of. */
export interface Program {
  readonly module: string;
  readonly version: string;
  /** The package, below the module's root. */
  readonly main: string;
}

const metallb = { module: 'go.universe.tf/metallb', version: 'v0.16.1' };

export const programs = {
  coredns: { module: 'github.com/coredns/coredns', version: 'v1.15.0', main: '.' },
  'metallb-controller': { ...metallb, main: './controller' },
  'metallb-speaker': { ...metallb, main: './speaker' },
  'local-path-provisioner': { module: 'github.com/rancher/local-path-provisioner', version: 'v0.0.30', main: '.' },
  // The newest whose dependencies can all be had as modules: 3.7 names a commit of a fork that is gone.
  traefik: { module: 'github.com/traefik/traefik/v3', version: 'v3.6.7', main: './cmd/traefik' },
  pebble: { module: 'github.com/letsencrypt/pebble/v2', version: 'v2.10.1', main: './cmd/pebble' },
} as const satisfies Record<string, Program>;

export type ProgramName = keyof typeof programs;

/** Where a module's source lies after it was fetched and held against Go's checksum database. */
export async function moduleFolder({ module, version }: Pick<Program, 'module' | 'version'>): Promise<string> {
  // Outside every Go module, so that nothing else's go.mod has a say.
  return JSON.parse(await go(['mod', 'download', '-json', `${module}@${version}`], tmpdir())).Dir;
}

/** The program, from the cache or built now. */
export async function program(name: ProgramName): Promise<string> {
  const { version, main } = programs[name];
  const { stdout } = await run('go', ['env', 'GOVERSION', 'GOOS', 'GOARCH']);
  const file = join(cacheFolder, 'programs', [name, version, ...stdout.trim().split('\n')].join('-'));
  if (existsSync(file)) return file;
  const started = Date.now();
  mkdirSync(join(cacheFolder, 'programs'), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  const flags = ['-mod=readonly', '-buildvcs=false', '-trimpath', '-ldflags=-s -w'];
  await go(['build', ...flags, '-o', unfinished, main], await moduleFolder(programs[name]));
  if (!existsSync(unfinished)) throw new Unusable(`go build made no ${name}`);
  renameSync(unfinished, file);
  console.log(`${name} ${version}: built in ${Math.round((Date.now() - started) / 1000)} s`);
  return file;
}
