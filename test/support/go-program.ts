import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { remove, removeAtEnd, run, Unusable } from '../api/processes';

/** A static Go program whose module's dependencies are pinned and checksummed. */
export interface GoProgram {
  /** What it is called in messages and in the cache. */
  readonly name: string;
  /** Their go.mod, go.sum and *.go, with those of folders below that are no modules of their own, make up the module. */
  readonly folders: readonly string[];
  /** The package to build: the module's own where it has *.go, else one that its go.mod names as `tool`. */
  readonly package?: string;
  /** Beside `-s -w`. */
  readonly linkerFlags?: readonly string[];
}

/** Delete it at will: what it holds is named by its content and built again. */
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'mammut', 'cluster', 'programs');

/** The program's file, from the cache or built now. */
export async function goProgram(program: GoProgram): Promise<string> {
  const sources = program.folders.flatMap((folder) => sourcesIn(folder));
  const args = [
    ...['build', '-mod=readonly', '-buildvcs=false', '-trimpath'],
    ...['-ldflags', ['-s', '-w', ...(program.linkerFlags ?? [])].join(' ')],
  ];
  const what = program.package ?? '.';
  const file = join(cache, `${program.name}-${contentOf(sources, [...args, what])}`);
  if (existsSync(file)) return file;

  console.log(`${program.name}: building once into ${file} ...`);
  const started = Date.now();
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'mammut-build-'));
  removeAtEnd(folder);
  for (const { name, file } of sources) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    copyFileSync(file, join(folder, name));
  }
  // Built beside its final name and renamed, so that a build cut short is never taken for a finished one.
  const unfinished = `${file}.${process.pid}`;
  await go([...args, '-o', unfinished, what], folder);
  renameSync(unfinished, file);
  remove(folder);
  console.log(`${program.name}: built in ${Math.round((Date.now() - started) / 1000)} s`);
  return file;
}

/** Runs Go without letting it fetch another Go, and gives its standard output. */
export async function go(args: readonly string[], cwd?: string): Promise<string> {
  const done = await run('go', args, { cwd, env: { ...process.env, GOTOOLCHAIN: 'local', CGO_ENABLED: '0' } });
  if (done.code !== 0) throw new Unusable(`go ${args[0]} failed:\n${done.stderr || done.stdout}`);
  return done.stdout;
}

/** The folder of a module's source, downloaded and checked against Go's checksum database when it isn't there. */
export async function goModule(module: string, version: string): Promise<string> {
  // Outside every Go module, so that nothing else's go.mod has a say.
  return JSON.parse(await go(['mod', 'download', '-json', `${module}@${version}`], tmpdir())).Dir;
}

interface Source {
  /** Its path in the module. */
  readonly name: string;
  readonly file: string;
}

function sourcesIn(folder: string, below = ''): Source[] {
  const entries = readdirSync(join(folder, below), { withFileTypes: true });
  if (below !== '' && entries.some(({ name }) => name === 'go.mod')) return [];
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const name = join(below, entry.name);
      if (entry.isDirectory()) return sourcesIn(folder, name);
      return /^go\.(mod|sum)$|(?<!_test)\.go$/.test(entry.name) ? [{ name, file: join(folder, name) }] : [];
    });
}

function contentOf(sources: readonly Source[], args: readonly string[]): string {
  const hash = createHash('sha256').update([process.platform, process.arch, ...args].join(' '));
  for (const { name, file } of sources) hash.update(`\0${name}\0`).update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}
