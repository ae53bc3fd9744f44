import { execFileSync, spawnSync } from 'node:child_process';
import type { Requirement } from '../../lib/site/room';
import type { Site } from '../../lib/site/site';
import { storageRoom } from '../../lib/storage';

/** One of the storage room's requirements; fails where there is none or more than one. */
export function requirement(site: Site, name: string): Requirement {
  const found = storageRoom.requires(site).filter((one) => one.name === name);
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new Error(`${found.length} of ${storageRoom.requires(site).map((one) => one.name)} are ${name}`);
  }
  return only;
}

/** A setting in the list that an OpenEBS StorageClass has in an annotation. */
export interface Setting {
  readonly name: string;
  readonly value?: string;
  readonly data?: Record<string, string>;
}

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a script as a container does: `sh -ec SCRIPT NAME ARGUMENTS…`. */
export function sh(script: string, args: readonly string[], prefix: readonly string[] = []): Ran {
  const [program = 'sh', ...rest] = [...prefix, 'sh', '-ec', script, 'script', ...args];
  const { status, stdout, stderr } = spawnSync(program, rest, {
    encoding: 'utf8',
    env: { ...process.env, NODE: 'alpha' },
  });
  return { code: status, out: stdout, err: stderr };
}

/** Runs with mounts of its own, which vanish with it. */
export const ownMounts = ['unshare', '--mount', '--propagation', 'private', '--'];

/** Whether this machine lets us mount a filesystem in a mount namespace of our own. */
export const canMount = (() => {
  try {
    execFileSync(
      'unshare',
      ['--mount', '--propagation', 'private', '--', 'sh', '-ec', 'mount -t tmpfs -o size=1m none /mnt'],
      { stdio: 'ignore' },
    );
    return true;
  } catch {
    return false;
  }
})();
