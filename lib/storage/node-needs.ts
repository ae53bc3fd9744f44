import type { Requirement } from '../site/room';
import type { Site } from '../site/site';

/** What nodes need beside Kubernetes. Commands are Debian's and Ubuntu's, run on every node; Talos has extensions. */

/** Jiva's and Longhorn's volumes reach their node by iSCSI. Sources: jiva-operator docs/quickstart; longhorn.io, installation requirements. */
export function iscsi(site: Site): Requirement {
  return {
    name: 'iSCSI initiator',
    kind: 'node',
    why: 'replicated volumes reach their node by iSCSI; without it pods wait for their volume for ever',
    commands: isTalos(site)
      ? ['# system extensions siderolabs/iscsi-tools and siderolabs/util-linux-tools, in the image of every node']
      : [
          'sudo apt-get install --yes open-iscsi',
          'sudo systemctl enable --now iscsid',
          'echo iscsi_tcp | sudo tee /etc/modules-load.d/iscsi_tcp.conf',
          'sudo modprobe iscsi_tcp',
        ],
  };
}

/** The kubelet mounts NFS with the node's own mount helper. Source: dynamic-nfs-provisioner docs/intro; longhorn.io, RWX volumes. */
export function nfsClient(site: Site): Requirement {
  return {
    name: 'NFS client',
    kind: 'node',
    why: 'shared volumes are mounted by NFS; without the helper the mount fails with "bad option"',
    commands: isTalos(site)
      ? ['# nothing: the kubelet image brings the NFS client']
      : ['sudo apt-get install --yes nfs-common'],
  };
}

function isTalos(site: Site): boolean {
  return site.cluster.distribution.name === 'talos';
}
