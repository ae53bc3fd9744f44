import { existsSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './command';
import { cgroupOf, type Machine, namespaceOf } from './layout';
import { processesIn, removeNamespace, unplug } from './network';

const hierarchies = '/sys/fs/cgroup';

/**
 * As if the plug were pulled: off the network, then every process at once, then nothing left but its disk. What belongs
 * to a machine is told by its network namespace and, for pods, by the node's cgroup: never by a program's name.
 * @returns when it was off the network, in ms since 1970
 */
export async function pullThePlug(machine: Machine): Promise<number> {
  const namespace = namespaceOf(machine);
  await unplug(namespace);
  const off = Date.now();
  await until(
    `processes of ${machine.name} to end`,
    20,
    async () => {
      const alive = [...new Set([...(await processesIn(namespace)), ...processesInCgroup(cgroupOf(machine))])];
      for (const pid of alive) kill(pid);
      return alive.length === 0;
    },
    50,
  );
  await removeNamespace(namespace);
  await removeCgroup(cgroupOf(machine));
  return off;
}

export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** A node's cgroup in every hierarchy. */
export function cgroupFolders(name: string): string[] {
  return readdirSync(hierarchies).map((hierarchy) => join(hierarchies, hierarchy, name));
}

function processesInCgroup(name: string): number[] {
  return cgroupFolders(name).flatMap((folder) => below(folder).flatMap(pidsOf));
}

function pidsOf(folder: string): number[] {
  try {
    return readFileSync(join(folder, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean).map(Number);
  } catch {
    return []; // gone meanwhile
  }
}

/** The folder and all below it, deepest first. */
function below(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const inside = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [...inside.flatMap(({ name }) => below(join(folder, name))), folder];
}

async function removeCgroup(name: string): Promise<void> {
  // A cgroup stays busy until the kernel has reaped its last process.
  await until(`cgroup ${name} to empty`, 10, () => cgroupFolders(name).flatMap(below).every(isRemoved), 50);
}

function isRemoved(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}
