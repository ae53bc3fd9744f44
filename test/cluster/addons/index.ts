import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import type { ProgramImage } from '../images';
import { pauseImage } from '../layout';
import { acmeTrust } from './acme';
import { type KubeObject, objectsOf } from './from-module';
import { programImages } from './images';
import { lanNames } from './lan-names';
import { metallb } from './metallb';
import { traefik } from './traefik';
import { addonValues } from './traefik-values';

/** What a distribution or a chart brings, before a site is applied. */
export interface Addon {
  readonly name: string;
  /** YAML for `kubectl apply`. */
  readonly manifest: string;
  readonly waits: readonly Wait[];
}

/** A workload that must be rolled out before the addon can be used. */
export interface Wait {
  readonly namespace: string;
  readonly what: string;
}

export async function addonImages(pause: string): Promise<ProgramImage[]> {
  return [{ name: pauseImage, program: pause, at: '/pause' }, ...(await programImages())];
}

/** In the order in which they are applied. */
export async function addons(): Promise<Addon[]> {
  return [
    addon('coredns', yaml([lanNames()]) + own('coredns'), 'kube-system deployment/coredns'),
    addon(
      'storage',
      own('storage'),
      'local-path-storage deployment/local-path-provisioner',
      'local-path-storage deployment/fake-nas',
    ),
    addon('metallb', yaml(await metallb()), 'metallb-system deployment/controller', 'metallb-system daemonset/speaker'),
    addon('traefik-definitions', yaml(await definitions('traefik'))),
    addon('ingress', yaml(traefik('ingress', addonValues)), 'ingress daemonset/traefik'),
    addon('cert-manager-definitions', yaml(await definitions('cert-manager'))),
    addon('acme', yaml(await acmeTrust()) + own('pebble'), 'acme deployment/pebble'),
    addon('cert-manager', own('cert-manager'), 'cert-manager deployment/cert-manager'),
  ];
}

/** @param waits `namespace kind/name` */
function addon(name: string, manifest: string, ...waits: `${string} ${string}/${string}`[]): Addon {
  const wait = (words: string): Wait => {
    const [namespace = '', what = ''] = words.split(' ');
    return { namespace, what };
  };
  return { name, manifest, waits: waits.map(wait) };
}

export function yaml(objects: readonly KubeObject[]): string {
  return objects.map((object) => `---\n${dump(object, { noRefs: true, lineWidth: -1 })}`).join('');
}

function own(name: string): string {
  return `---\n${readFileSync(join(process.cwd(), 'test/cluster/addons', `${name}.yaml`), 'utf8')}`;
}

const definitionFiles = {
  traefik: [
    'github.com/traefik/traefik/v3',
    'v3.6.12',
    'docs/content/reference/dynamic-configuration/kubernetes-crd-definition-v1.yml',
  ],
  'cert-manager': ['github.com/cert-manager/cert-manager', 'v1.21.1', 'deploy/crds'],
} as const;

/** The custom resources of a project, of the version of the program that serves them. */
async function definitions(project: keyof typeof definitionFiles): Promise<KubeObject[]> {
  const [module, version, path] = definitionFiles[project];
  const objects = await objectsOf(module, version, path);
  return objects.filter(({ kind }) => kind === 'CustomResourceDefinition');
}
