import type { Requirement } from '../site/room';
import type { Site } from '../site/site';

/** What nodes need beside Kubernetes. Commands are Debian's and Ubuntu's, run on every node; Talos has extensions. */

export const iscsiName = 'iSCSI initiator';
export const nfsName = 'NFS client';
export const multipathName = 'multipathd';

/** Jiva's and Longhorn's volumes reach their node by iSCSI. Sources: jiva-operator docs/quickstart; longhorn.io, installation requirements. */
export function iscsi(site: Site): Requirement {
  const look = isTalos(site) ? 'talosctl get extensions    # both are there' : 'systemctl is-active iscsid    # active';
  return {
    name: iscsiName,
    kind: 'node',
    why: 'replicated volumes reach their node by iSCSI; without it pods wait for their volume for ever',
    commands: isTalos(site)
      ? ['# system extensions siderolabs/iscsi-tools and siderolabs/util-linux-tools, in the image of every node', look]
      : [
          'sudo apt-get install --yes open-iscsi',
          'sudo systemctl enable --now iscsid',
          'echo iscsi_tcp | sudo tee /etc/modules-load.d/iscsi_tcp.conf',
          'sudo modprobe iscsi_tcp',
          look,
        ],
    look,
  };
}

const nfsLook = 'ls /sbin/mount.nfs    # is there';

/** The kubelet mounts NFS with the node's own mount helper. Source: dynamic-nfs-provisioner docs/intro; longhorn.io, RWX volumes. */
export function nfsClient(site: Site): Requirement {
  return {
    name: nfsName,
    kind: 'node',
    why: 'shared volumes are mounted by NFS; without the helper the mount fails with "bad option"',
    ...(isTalos(site)
      ? { commands: ['# nothing: the kubelet image brings the NFS client'] }
      : { commands: ['sudo apt-get install --yes nfs-common', nfsLook], look: nfsLook }),
  };
}

/** Ubuntu Server's multipathd takes every new SCSI disk for its own. Source: longhorn.io/kb/troubleshooting-volume-with-multipath. */
export function noMultipath(site: Site): Requirement[] {
  if (isTalos(site)) return [];
  const look = 'cat /etc/multipath/conf.d/longhorn.conf    # the blacklist, where multipathd is active';
  return [
    {
      name: multipathName,
      kind: 'node',
      why: "where it runs, it seizes Longhorn's devices, and their volumes no longer mount",
      commands: [
        'systemctl is-active multipathd    # "inactive": leave out the next lines',
        'sudo mkdir -p /etc/multipath/conf.d',
        `printf 'blacklist {\\n    devnode "^sd[a-z0-9]+"\\n}\\n' | sudo tee /etc/multipath/conf.d/longhorn.conf`,
        'sudo systemctl restart multipathd',
        look,
      ],
      look,
    },
  ];
}

/** Talos' kubelet sees no folder of the node but its own. Source: talos.dev, local storage. */
export function kubeletMount(folder: string, site: Site): Requirement[] {
  if (!isTalos(site)) return [];
  return [
    {
      name: `kubelet mount ${folder}`,
      kind: 'node',
      why: 'the kubelet of Talos runs in a container and must be given the folder of the volumes',
      commands: [
        `# machine.kubelet.extraMounts: destination ${folder}, source ${folder}, type bind, options bind, rshared, rw`,
      ],
    },
  ];
}

function isTalos(site: Site): boolean {
  return site.cluster.distribution.name === 'talos';
}
