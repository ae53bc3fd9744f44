import type { FoundClass, RoleName } from './engine';
import { localPathProvisioner } from './local-path';

/** What a class can do that no engine of ours makes. */
interface Abilities {
  readonly fills: readonly RoleName[];
  readonly severalNodes?: boolean;
  readonly nodeBound?: boolean;
  readonly networkFilesystem?: boolean;
}

const onOneNode: Abilities = { fills: ['perNode'], nodeBound: true };
const movable: Abilities = { fills: ['replicated'] };
const overTheNetwork: Abilities = { fills: ['shared'], severalNodes: true, networkFilesystem: true };

/**
 * By their provisioners. Sources: kubernetes-csi.github.io/docs/drivers.html; rook.io, openebs.io, piraeus.io and
 * topolvm.io, storage classes; nfs-subdir-external-provisioner and its chart.
 */
const known: readonly [provisioner: RegExp, Abilities][] = [
  [/^(local|zfs)\.csi\.openebs\.io$/, onOneNode],
  [/^topolvm\.io$/, onOneNode],
  [/(^|\.)rbd\.csi\.ceph\.com$/, movable],
  [/^linstor\.csi\.linbit\.com$/, movable],
  [/^io\.openebs\.csi-mayastor$/, movable],
  [/(^|\.)cephfs\.csi\.ceph\.com$/, overTheNetwork],
  [/\/nfs-subdir-external-provisioner$/, overTheNetwork],
];

/** How a class is declared whose provisioner is known, and which keeps data. */
export function foundForeign(found: FoundClass, role: RoleName): object | undefined {
  const abilities = abilitiesOf(found);
  return found.retains && abilities?.fills.includes(role) ? declared(found, abilities) : undefined;
}

/** The same for a class that nobody here knows: what the role asks of it is what a person says by choosing it. */
export function foundUnknown(found: FoundClass, role: RoleName): object | undefined {
  if (!found.retains || abilitiesOf(found) !== undefined) return undefined;
  return declared(found, { fills: [role], nodeBound: role === 'perNode', severalNodes: role === 'shared' });
}

function abilitiesOf({ provisioner, immediate }: FoundClass): Abilities | undefined {
  // Without a pod it knows no node, and makes volumes only in a folder that all nodes have mounted.
  // Source: local-path-provisioner, provisioner.go and README, sharedFileSystemPath.
  if (provisioner === localPathProvisioner && immediate) return overTheNetwork;
  return known.find(([name]) => name.test(provisioner))?.[1];
}

function declared({ name, expandable }: FoundClass, abilities: Abilities): object {
  return {
    className: name,
    reclaimPolicy: 'Retain',
    ...(abilities.severalNodes && { accessModes: ['ReadWriteOnce', 'ReadWriteMany'] }),
    nodeBound: abilities.nodeBound ?? false,
    ...(abilities.networkFilesystem && { networkFilesystem: true }),
    ...(expandable && { allowVolumeExpansion: true }),
  };
}
