import { family } from './addresses';
import { type Distribution, distributions } from './distributions';
import type { DeclaredCluster } from './schema';

/** The cluster with every default filled in. */
export interface Cluster {
  readonly name: string;
  readonly distribution: Distribution;
  readonly version: string;
  /** Minor version, e.g. 36 for "1.36.3". */
  readonly minor: number;
  readonly nodes: readonly Node[];
  readonly podCidr: string;
  readonly serviceCidr: string;
  readonly apiPort: number;
  readonly kubeletDir: string;
}

export interface Node {
  readonly name: string;
  readonly address: string;
  readonly memory: string;
  readonly disk: string;
  readonly dataDisk?: string | undefined;
  readonly controlPlane: boolean;
  readonly arch: 'amd64' | 'arm64';
  /** Ordinary pods may run here: no control-plane taint, or there is no other node. */
  readonly schedulable: boolean;
}

export function resolveCluster(declared: DeclaredCluster, siteName: string): Cluster {
  const distribution = distributions[declared.distribution];
  const votes = (index: number, stated: boolean | undefined) =>
    stated ?? (distribution.joinsControlPlane || index === 0);
  const workers = declared.nodes.filter((node, index) => !votes(index, node.controlPlane));
  return {
    name: declared.name ?? siteName,
    distribution,
    version: declared.version,
    minor: Number(declared.version.split('.')[1]),
    nodes: declared.nodes.map((node, index) => ({
      ...node,
      controlPlane: votes(index, node.controlPlane),
      schedulable: !distribution.taintsControlPlane || workers.length === 0 || !votes(index, node.controlPlane),
    })),
    podCidr: declared.podCidr ?? distribution.podCidr,
    serviceCidr: declared.serviceCidr ?? distribution.serviceCidr,
    apiPort: declared.apiPort ?? distribution.apiPort,
    kubeletDir: declared.kubeletDir ?? distribution.kubeletDir,
  };
}

/** What a program in a pod listens on: IPv6's own only where pods have it, since a kernel without IPv6 refuses it. */
export function everyAddress({ podCidr }: Cluster): string {
  return family(podCidr) === 6 ? '::' : '0.0.0.0';
}

/** Control-plane members that vote; three or more outlive the loss of one. */
export function voters(cluster: Cluster): readonly Node[] {
  return cluster.nodes.filter((node) => node.controlPlane);
}

export function schedulableNodes(cluster: Cluster): readonly Node[] {
  return cluster.nodes.filter((node) => node.schedulable);
}

/** The node that holds what cannot move when nothing else is declared. */
export function firstSchedulable(cluster: Cluster): Node {
  const [node] = schedulableNodes(cluster);
  if (node === undefined) throw new Error('a cluster has at least one schedulable node');
  return node;
}
