import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump, loadAll } from 'js-yaml';
import { crdModules } from '../../api/crd-modules';
import type { ProgramImage } from '../images';
import { pauseImage } from '../layout';
import { moduleFolder, type ProgramName, program, programs } from '../programs';

/** What a distribution or a chart brings, before a site is applied. */
export interface Addon {
  readonly name: string;
  readonly manifest: string;
  readonly waits: readonly Wait[];
}

/** A workload that must be rolled out before the addon can be used. */
export interface Wait {
  readonly namespace: string;
  readonly what: string;
}

/** The images that addons run, by the program that each holds. */
const images: Readonly<Record<string, ProgramName>> = {
  [`registry.k8s.io/coredns/coredns:${programs.coredns.version}`]: 'coredns',
  [`quay.io/metallb/controller:${programs['metallb-controller'].version}`]: 'metallb-controller',
  [`quay.io/metallb/speaker:${programs['metallb-speaker'].version}`]: 'metallb-speaker',
  [`docker.io/rancher/local-path-provisioner:${programs['local-path-provisioner'].version}`]: 'local-path-provisioner',
  [`docker.io/library/traefik:${programs.traefik.version}`]: 'traefik',
};

export async function addonImages(pause: string): Promise<ProgramImage[]> {
  const list: ProgramImage[] = [{ name: pauseImage, program: pause, at: '/pause' }];
  for (const [name, which] of Object.entries(images)) {
    list.push({ name, program: await program(which), at: `/${which.replace('metallb-', '')}` });
  }
  return list;
}

export async function addons(): Promise<Addon[]> {
  return [
    { name: 'dns', manifest: own('dns'), waits: [{ namespace: 'kube-system', what: 'daemonset/coredns' }] },
    {
      name: 'volumes',
      manifest: own('volumes'),
      waits: ['local', 'shared'].map((name) => ({ namespace: 'local-path-storage', what: `deployment/${name}` })),
    },
    {
      name: 'metallb',
      manifest: readFileSync(
        join(await moduleFolder(programs['metallb-controller']), 'config/manifests/metallb-native.yaml'),
        'utf8',
      ),
      waits: ['deployment/controller', 'daemonset/speaker'].map((what) => ({ namespace: 'metallb-system', what })),
    },
    { name: 'definitions', manifest: await definitions(), waits: [] },
    {
      name: 'traefik',
      manifest: own('traefik'),
      waits: ['traefik', 'ingress'].map((namespace) => ({ namespace, what: 'daemonset/traefik' })),
    },
  ];
}

function own(name: string): string {
  return readFileSync(join(process.cwd(), 'test/cluster/addons', `${name}.yaml`), 'utf8');
}

/** Custom resources of Traefik and cert-manager. Of cert-manager there is no more than these: its program can't be built here. */
async function definitions(): Promise<string> {
  const documents: unknown[] = [];
  for (const { module, version, path } of crdModules) {
    if (!/traefik|cert-manager/.test(module)) continue;
    const at = join(await moduleFolder({ module, version }), path);
    const files = path.endsWith('.yml') ? [at] : readdirSync(at).map((file) => join(at, file));
    for (const file of files.filter((name) => /\.ya?ml$/.test(name)))
      documents.push(...loadAll(readFileSync(file, 'utf8')));
  }
  return documents
    .filter((one) => (one as { kind?: string } | null)?.kind === 'CustomResourceDefinition')
    .map((one) => dump(one, { noRefs: true }))
    .join('---\n');
}
