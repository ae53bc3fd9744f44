import type { DistributionName } from '../cluster/distributions';
import { bytes } from '../kube/quantity';
import type { FoundClass } from '../storage/engine';

/** The words after `kubectl` that print what `foundIn` reads. */
export const listing = ['get', 'nodes,storageclass,endpointslices', '-n', 'default', '-o', 'json'] as const;

/** What a running cluster says of itself. */
export interface Found {
  readonly distribution: DistributionName;
  /** Shape: `1.36`. */
  readonly version: string;
  /** Those that run pods, then those that only run the API server. */
  readonly nodes: readonly FoundNode[];
  /** Classes that are there, and who makes their volumes. */
  readonly classes: readonly FoundClass[];
}

export interface FoundNode {
  readonly name: string;
  readonly address: string;
  readonly memory: string;
  readonly disk: string;
  readonly controlPlane: boolean;
  readonly arch: 'amd64' | 'arm64';
  /** kubectl shows no such node: the API server answers at its address, and all else is guessed. */
  readonly guessed?: true;
}

interface Item {
  readonly kind?: string;
  readonly metadata?: {
    readonly name?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly provisioner?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly reclaimPolicy?: string;
  readonly volumeBindingMode?: string;
  readonly allowVolumeExpansion?: boolean;
  readonly endpoints?: readonly { readonly addresses?: readonly string[] }[];
  readonly status?: {
    readonly addresses?: readonly { readonly type: string; readonly address: string }[];
    readonly capacity?: Readonly<Record<string, string>>;
    readonly nodeInfo?: { readonly kubeletVersion: string; readonly osImage: string; readonly architecture: string };
  };
}

/** @returns undefined for what is no such list, or holds no node */
export function foundIn(list: unknown): Found | undefined {
  const items = (list as { items?: readonly Item[] } | null)?.items;
  if (!Array.isArray(items)) return undefined;
  const ofKind = (wanted: string) => (items as readonly Item[]).filter(({ kind }) => kind === wanted);
  const nodes = ofKind('Node');
  const [first] = nodes;
  if (first === undefined) return undefined;
  return {
    distribution: distributionOf(first),
    version: /^v(\d+\.\d+)/.exec(first.status?.nodeInfo?.kubeletVersion ?? '')?.[1] ?? '1.36',
    nodes: withControlPlane(nodes.map(nodeOf), apiServersIn(ofKind('EndpointSlice'))),
    classes: ofKind('StorageClass').map(classOf),
  };
}

/** Each leaves its mark on a node: in the kubelet's version, a label, or the name of the system. */
function distributionOf({ metadata, status }: Item): DistributionName {
  const { kubeletVersion = '', osImage = '' } = status?.nodeInfo ?? {};
  if (kubeletVersion.includes('+k3s')) return 'k3s';
  if (kubeletVersion.includes('+k0s')) return 'k0s';
  if (/^Talos/.test(osImage)) return 'talos';
  return metadata?.labels?.['microk8s.io/cluster'] === undefined ? 'kubeadm' : 'microk8s';
}

function nodeOf({ metadata, status }: Item): FoundNode {
  const labels = metadata?.labels ?? {};
  return {
    name: metadata?.name ?? '',
    address: status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '',
    memory: gibibytes(status?.capacity?.memory),
    disk: gibibytes(status?.capacity?.['ephemeral-storage']),
    // MicroK8s' nodes vote without that label, but for those that joined as workers.
    controlPlane:
      'node-role.kubernetes.io/control-plane' in labels ||
      labels['node.kubernetes.io/microk8s-controlplane'] !== undefined,
    arch: status?.nodeInfo?.architecture === 'arm64' ? 'arm64' : 'amd64',
  };
}

/** Addresses behind the Service `kubernetes`. */
function apiServersIn(slices: readonly Item[]): string[] {
  return slices
    .filter(({ metadata }) => metadata?.labels?.['kubernetes.io/service-name'] === 'kubernetes')
    .flatMap(({ endpoints }) => endpoints ?? [])
    .flatMap(({ addresses }) => addresses ?? []);
}

/** Where no node is marked, the control plane may run beside them or, as with k0s, on machines without a kubelet. */
function withControlPlane(nodes: readonly FoundNode[], apiServers: readonly string[]): readonly FoundNode[] {
  if (nodes.some(({ controlPlane }) => controlPlane)) return nodes;
  const votes = ({ address }: FoundNode) => apiServers.includes(address);
  if (nodes.some(votes)) return nodes.map((node) => ({ ...node, controlPlane: votes(node) }));
  return [...nodes, ...apiServers.map(apart)];
}

const apart = (address: string, index: number): FoundNode => ({
  name: `control-plane-${index + 1}`,
  address,
  memory: '4Gi',
  disk: '50Gi',
  controlPlane: true,
  arch: 'amd64',
  guessed: true,
});

function classOf(item: Item): FoundClass {
  return {
    name: item.metadata?.name ?? '',
    provisioner: item.provisioner ?? '',
    parameters: item.parameters ?? {},
    isDefault: item.metadata?.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true',
    retains: item.reclaimPolicy === 'Retain',
    expandable: item.allowVolumeExpansion === true,
    immediate: item.volumeBindingMode === 'Immediate',
  };
}

/** `16307236Ki` → `15Gi`: what is there for sure. */
function gibibytes(quantity = '0'): string {
  return `${Math.max(1, Math.floor(bytes(quantity) / 2 ** 30))}Gi`;
}
