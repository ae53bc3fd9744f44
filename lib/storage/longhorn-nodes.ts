import type { Node } from '../cluster/cluster';
import { bytes, bytesText } from '../kube/quantity';
import type { FoundOnNode } from './engine';
import { iscsiName, multipathName, nfsName } from './node-needs';
import { secondDiskName } from './second-disk';

interface LonghornNode {
  readonly status?: {
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message?: string }[];
    readonly diskStatus?: Readonly<Record<string, { readonly diskPath?: string; readonly storageMaximum?: number }>>;
  };
}

type Says = (resource: LonghornNode, node: Node) => FoundOnNode | undefined;

/**
 * Longhorn's manager looks at each machine itself.
 * Source: longhorn-manager, controller/monitor/environment_check_monitor.go and k8s/pkg/apis/longhorn/v1beta2/node.go.
 */
const says: Readonly<Record<string, Says>> = {
  [iscsiName]: (resource) => listed(resource, 'iscsi'),
  [nfsName]: (resource) => listed(resource, 'nfs'),
  // Where multipathd runs it may well leave Longhorn's devices alone, as the runbook has it.
  [multipathName]: (resource) =>
    condition(resource, 'Multipathd')?.status === 'True' ? { there: true, said: '' } : undefined,
  [secondDiskName('longhorn')]: disk,
};

export function longhornSays(resource: LonghornNode, need: string, node: Node): FoundOnNode | undefined {
  return says[need]?.(resource, node);
}

const condition = ({ status }: LonghornNode, type: string) => status?.conditions?.find((one) => one.type === type);

/** @param name part of what the package is called, whatever the system of the node */
function listed(resource: LonghornNode, name: string): FoundOnNode | undefined {
  const { status, message: said = '' } = condition(resource, 'RequiredPackages') ?? {};
  if (status === 'True') return { there: true, said };
  return said.startsWith('Missing packages') ? { there: !said.includes(name), said } : undefined;
}

/** By its size: what lies beside the system is as large as the system's disk. */
function disk({ status }: LonghornNode, { dataDisk }: Node): FoundOnNode | undefined {
  const sizes = Object.values(status?.diskStatus ?? {}).map(({ storageMaximum = 0 }) => storageMaximum);
  if (sizes.length === 0 || dataDisk === undefined) return undefined;
  const most = Math.max(...sizes);
  return { there: most > bytes(dataDisk) * 0.8, said: `its volumes lie on a disk of ${bytesText(most)}` };
}
