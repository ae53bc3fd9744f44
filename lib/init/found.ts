import type { DistributionName } from '../cluster/distributions';
import { bytes } from '../kube/quantity';

/** What a running cluster says of itself: `kubectl get nodes,storageclass -o json`. */
export interface Found {
  readonly distribution: DistributionName;
  /** Shape: `1.36`. */
  readonly version: string;
  readonly nodes: readonly FoundNode[];
  /** Classes that are there, and who makes their volumes. */
  readonly classes: readonly { readonly name: string; readonly provisioner: string; readonly isDefault: boolean }[];
}

export interface FoundNode {
  readonly name: string;
  readonly address: string;
  readonly memory: string;
  readonly disk: string;
  readonly controlPlane: boolean;
  readonly arch: 'amd64' | 'arm64';
}

interface Item {
  readonly kind?: string;
  readonly metadata?: {
    readonly name?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly provisioner?: string;
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
  const nodes = (items as readonly Item[]).filter(({ kind }) => kind === 'Node');
  const [first] = nodes;
  if (first === undefined) return undefined;
  return {
    distribution: distributionOf(first),
    version: /^v(\d+\.\d+)/.exec(first.status?.nodeInfo?.kubeletVersion ?? '')?.[1] ?? '1.36',
    nodes: nodes.map(nodeOf),
    classes: (items as readonly Item[])
      .filter(({ kind }) => kind === 'StorageClass')
      .map(({ metadata, provisioner }) => ({
        name: metadata?.name ?? '',
        provisioner: provisioner ?? '',
        isDefault: metadata?.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true',
      })),
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

/** `16307236Ki` → `15Gi`: what is there for sure. */
function gibibytes(quantity = '0'): string {
  return `${Math.max(1, Math.floor(bytes(quantity) / 2 ** 30))}Gi`;
}
