import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { trixie } from './tree';

export type Major = 15 | 17;

/** What a container sees as its root: the machine's own, or a folder. */
export interface Image {
  readonly root: string;
  /** Folder of its own programs, beside the usual ones. */
  readonly programs?: string;
  /** Nothing in it can be written but what is mounted there. */
  readonly readOnly?: boolean;
}

/** PostgreSQL 15 is the machine's own Debian bookworm, 17 a tree of trixie. */
export async function postgresImage(major: Major): Promise<Image> {
  return { root: major === 17 ? await trixie() : '/', programs: `/usr/lib/postgresql/${major}/bin` };
}

export interface Started {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** As a container is killed: with everything in it, at once. */
  kill(): void;
  /** As a pod is told to end, without its grace running out. */
  stop(): void;
  readonly output: () => string;
}

export interface Ended {
  readonly code: number;
  readonly output: string;
  /** The last line, which is the termination message too. */
  readonly last: string;
}

export interface Options {
  /** `postgres`, or a number without a name, as in real pods. */
  readonly user?: 'postgres' | '991' | '0';
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Shell commands of the container's own mount namespace, before it starts. */
  readonly mounts?: string;
  /** Its working folder. */
  readonly folder?: string;
  /** A network namespace's name; default: the machine's own network. */
  readonly network?: string;
  /** A command that the program is run by: strace, faketime. */
  readonly wrapper?: readonly string[];
}

export const scripts = resolve('lib/backup/scripts');
/** Where the scripts lie in a container. */
export const scriptsFolder = '/mnt';

/**
 * Runs a program with processes and mounts of its own in an image's file system, as a user without rights. Beside a
 * real container's it has the machine's /tmp.
 */
export function start(image: Image, command: readonly string[], options: Options = {}): Started {
  const { user = '991', env = {}, mounts = '', folder, network, wrapper = [] } = options;
  const inFolder = folder ? ['env', `--chdir=${folder}`] : [];
  const root = image.root === '/' ? '' : image.root;
  const prepare = [
    'set -e',
    // Before /tmp is bound: what is mounted later below it stays outside.
    mounts,
    ...(image.readOnly ? [`mount --bind ${root} ${root}`, `mount -o remount,ro,bind ${root}`] : []),
    `mount --bind ${scripts} ${root}${scriptsFolder}`,
    ...(root ? [`mount --rbind /tmp ${root}/tmp`, `mount --rbind /dev ${root}/dev`] : []),
    `mount -t proc proc ${root}/proc`,
    `exec chroot --userspec=${user}:${user === '0' ? '0' : user} --groups=991 ${image.root} "$@"`,
  ].join('\n');
  const child = spawn(
    'nsenter',
    [
      ...(network ? [`--net=/run/netns/${network}`] : []),
      ...['unshare', '--mount', '--propagation', 'private', '--pid', '--fork'],
      ...['sh', '-c', prepare, 'container', ...inFolder, ...wrapper, ...command],
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: `${image.programs ? `${image.programs}:` : ''}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
        ...env,
      },
    },
  );
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) =>
      resolve({ code: code ?? (signal ? 137 : 1), output, last: output.trimEnd().split('\n').at(-1) ?? '' }),
    );
  });
  return {
    process: child,
    ended,
    kill: () => signal(child, 'SIGKILL'),
    stop: () => signal(child, 'SIGTERM'),
    output: () => output,
  };
}

/** The namespace's first process takes everything in it along when it ends; `--kill-child` is lost when the user changes. */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
  for (const pid of childrenOf(child.pid)) {
    try {
      process.kill(pid, name);
    } catch {}
  }
}

/** Empty until the container has its first process, and again once it ended. */
function childrenOf(pid: number | undefined): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
