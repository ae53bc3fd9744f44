import { join } from 'node:path';
import { type GoProgram, goProgram } from '../../support/go-program';

type Build = Pick<GoProgram, 'package' | 'linkerFlags'> & {
  /** Where its module lies; by default in the folder of its name. */
  readonly folder?: string;
};

/** Programs that run in the cluster. Those without a package are a main.go of ours. */
const builds = {
  'volume-folder': {},
  coredns: {},
  'local-path-provisioner': { package: 'github.com/rancher/local-path-provisioner' },
  'metallb-controller': { folder: 'metallb', package: 'go.universe.tf/metallb/controller' },
  'metallb-speaker': { folder: 'metallb', package: 'go.universe.tf/metallb/speaker' },
  'cert-manager-controller': {},
  'cert-manager-acmesolver': {},
  pebble: {},
  // The newest whose dependencies can all be had; the charts' 3.6.13 and 3.7 name commits of a fork that are gone.
  traefik: {
    package: 'github.com/traefik/traefik/v3/cmd/traefik',
    linkerFlags: ['-X github.com/traefik/traefik/v3/pkg/version.Version=3.6.12'],
  },
} as const satisfies Record<string, Build>;

export type Program = keyof typeof builds;

/** The file of each program; those that aren't in the cache are built, one after the other since each takes all cores. */
export async function programs(): Promise<Record<Program, string>> {
  const files: Record<string, string> = {};
  for (const [name, { folder = name, ...build }] of Object.entries<Build>(builds)) {
    files[name] = await goProgram({ name, folders: [join('test/cluster/programs', folder)], ...build });
  }
  return files as Record<Program, string>;
}
