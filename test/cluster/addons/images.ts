import type { ProgramImage } from '../images';
import { type Program, programs } from '../programs';

/** What each image that an addon names holds, under the name that its project gives it. */
const contents: Readonly<Record<string, Program>> = {
  'docker.io/library/traefik:v3.6.12': 'traefik',
  'docker.io/rancher/local-path-provisioner:v0.0.30': 'local-path-provisioner',
  'ghcr.io/letsencrypt/pebble:2.10.1': 'pebble',
  'mammut.test/volume-folder:v1': 'volume-folder',
  'quay.io/jetstack/cert-manager-acmesolver:v1.21.1': 'cert-manager-acmesolver',
  'quay.io/jetstack/cert-manager-controller:v1.21.1': 'cert-manager-controller',
  'quay.io/metallb/controller:v0.16.1': 'metallb-controller',
  'quay.io/metallb/speaker:v0.16.1': 'metallb-speaker',
  'registry.k8s.io/coredns/coredns:v1.15.0': 'coredns',
};

/** Pods that must not run as root and name no user, as cert-manager's solvers, run as their image's. */
const user = '1000';

export async function programImages(): Promise<(ProgramImage & { readonly user?: string })[]> {
  const files = await programs();
  return Object.entries(contents).map(([name, program]) => ({
    name,
    program: files[program],
    at: `/${program}`,
    ...(program === 'cert-manager-acmesolver' && { user }),
  }));
}
