import { join } from 'node:path';
import { goProgram } from '../../support/go-program';

/** Programs that run in the cluster: the folder of each one's module, and the package where it isn't ours. */
const list = {
  'volume-folder': ['volume-folder'],
  coredns: ['coredns'],
  'local-path-provisioner': ['local-path-provisioner', 'github.com/rancher/local-path-provisioner'],
  'metallb-controller': ['metallb', 'go.universe.tf/metallb/controller'],
  'metallb-speaker': ['metallb', 'go.universe.tf/metallb/speaker'],
  'cert-manager-controller': ['cert-manager-controller'],
  'cert-manager-acmesolver': ['cert-manager-acmesolver'],
  pebble: ['pebble'],
  traefik: ['traefik', 'github.com/traefik/traefik/v3/cmd/traefik'],
} as const satisfies Record<string, readonly [folder: string, what?: string]>;

export type Program = keyof typeof list;

/** The file of each program; those that aren't in the cache are built, one after the other since each takes all cores. */
export async function programs(): Promise<Record<Program, string>> {
  const files: Partial<Record<Program, string>> = {};
  for (const name of Object.keys(list) as Program[]) {
    const [folder, what] = list[name] as readonly [string, string?];
    files[name] = await goProgram({ name, folders: [join(here, folder)], package: what });
  }
  return files as Record<Program, string>;
}

const here = join(process.cwd(), 'test/cluster/programs');
