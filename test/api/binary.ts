import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { remove, removeAtEnd, run, Unusable } from './processes';
import { kubernetesFolder, type Version } from './versions';

/** The program with etcd, kube-apiserver and kubectl in it, from the cache or built now. */
export async function binary(version: Version): Promise<string> {
  const sources = [join(kubernetesFolder, 'main.go'), join(version.folder, 'go.mod'), join(version.folder, 'go.sum')];
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'mammut', 'kubernetes');
  const file = join(cache, `${version.tag}-${contentOf(sources)}`);
  if (existsSync(file)) {
    console.log(`Kubernetes ${version.tag}: ${file}`);
    return file;
  }
  console.log(`Kubernetes ${version.tag}: building once into ${file}, some minutes ...`);
  const started = Date.now();
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'mammut-build-'));
  removeAtEnd(folder);
  for (const source of sources) copyFileSync(source, join(folder, basename(source)));
  // Built beside its final name and renamed, so that a build cut short is never taken for a finished one.
  const unfinished = `${file}.${process.pid}`;
  await go(
    [
      'build',
      '-mod=readonly',
      '-buildvcs=false',
      '-trimpath',
      '-ldflags',
      linkerFlags(version.tag),
      '-o',
      unfinished,
      '.',
    ],
    folder,
  );
  renameSync(unfinished, file);
  remove(folder);
  console.log(`Kubernetes ${version.tag}: built in ${Math.round((Date.now() - started) / 1000)} s`);
  return file;
}

/** Runs Go without letting it fetch another Go, and gives its standard output. */
export async function go(args: readonly string[], cwd?: string): Promise<string> {
  const done = await run('go', args, { cwd, env: { ...process.env, GOTOOLCHAIN: 'local', CGO_ENABLED: '0' } });
  if (done.code !== 0) throw new Unusable(`go ${args[0]} failed:\n${done.stderr || done.stdout}`);
  return done.stdout;
}

function contentOf(files: readonly string[]): string {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const file of files) hash.update('\0').update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

/** Without the stamp the server calls itself v0.0.0-master, and kubectl and CRD conversions judge by that. */
export function linkerFlags(tag: string): string {
  const [major, minor] = tag.slice(1).split('.');
  const stamps = { gitVersion: tag, gitMajor: major, gitMinor: minor, gitTreeState: 'clean' };
  return [
    '-s -w',
    ...Object.entries(stamps).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`),
  ].join(' ');
}
