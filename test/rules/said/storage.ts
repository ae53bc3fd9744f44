import type { Said } from '../said';

export const storage: readonly Said[] = [
  {
    rule: 'storage/rwx-on-rwo-engine',
    says: [
      'error at storage.shared.engine: jiva offers ReadWriteOnce only; allowed for shared: an engine with ReadWriteMany',
    ],
  },
  {
    rule: 'storage/replicated-is-node-bound',
    says: [
      'error at storage.replicated.engine: openebs-hostpath keeps each volume on one node; allowed for replicated: an engine whose volumes move',
    ],
  },
  {
    rule: 'storage/per-node-is-replicated',
    says: [
      'warning at storage.perNode.engine: longhorn does not bind its volumes to a node; recommended for perNode: a disk of the node',
    ],
  },
  {
    rule: 'storage/replicated-has-one-copy',
    says: ['warning at storage.replicated.copies: one copy for role replicated; recommended: two or more'],
  },
  {
    rule: 'storage/role-not-filled',
    says: ['error at database.on: the database on replicated, which nothing fills; allowed: perNode'],
  },
  {
    rule: 'storage/class-deletes-data',
    says: ['error at storage.shared.reclaimPolicy: the media on class nas, which deletes; allowed for data: Retain'],
  },
  {
    rule: 'storage/class-name-twice',
    says: [
      'error at storage.shared.className: class longhorn-rwx-r3 is also that of replicated; allowed: one class a role',
    ],
  },
  {
    rule: 'storage/copies-exceed-nodes',
    says: ['error at storage.replicated.copies: 4 copies on 3 nodes; allowed: 3 at most'],
  },
  {
    rule: 'storage/movable-without-ha-control-plane',
    says: [
      'error at cluster.nodes: the database, Redis, search on volumes that move between nodes, with 1 of them voting in the control plane; allowed: three voters or more',
    ],
  },
  {
    rule: 'storage/single-node-replication',
    says: ['warning at storage.replicated.engine: longhorn on a single node; recommended: volumes of the node itself'],
  },
  {
    rule: 'storage/nfs-server-single',
    says: ['warning at storage.shared.server: every volume on NAS nas.lan: without it the site stands still'],
  },
  {
    rule: 'storage/media-beside-system-disk',
    says: ['warning at cluster.nodes: media on the disk of the system of alpha, beta, gamma; recommended: a dataDisk'],
  },
  {
    rule: 'storage/wrong-kubelet-folder',
    says: [
      'error at cluster.kubeletDir: /var/lib/kubelet; allowed with MicroK8s: /var/snap/microk8s/common/var/lib/kubelet, symbolic links to it not included',
    ],
  },
  {
    rule: 'storage/microk8s-only',
    says: ['error at storage.perNode.install: addon with K3s; allowed: chart or existing'],
  },
  {
    rule: 'storage/openebs-installed-twice',
    says: [
      'error at storage.perNode.install: chart, while jiva of role replicated comes by the addon; allowed: one way for both',
    ],
  },
  {
    rule: 'storage/folder-not-on-talos',
    says: ['error at storage.perNode.folder: /srv/volumes with Talos; allowed: a folder below /var'],
  },
  {
    rule: 'storage/strict-local-needs-one-copy',
    says: [
      'error at storage.replicated.dataLocality: strict-local with 3 copies for role replicated; allowed: best-effort or disabled',
    ],
  },
  {
    rule: 'storage/jiva-two-replicas',
    says: [
      'error at storage.replicated.copies: 2 replicas, of which 2 must be there for every write; allowed: 3 or 5, or 1 where nothing has to survive',
    ],
  },
  {
    rule: 'storage/two-nodes-replication',
    says: ['error at storage.replicated.engine: jiva on two nodes; allowed: jiva on three nodes or more'],
  },
  {
    rule: 'storage/nfs-below-jiva',
    says: [
      "error at storage.replicated.replicasOn: replicas on openebs-rwx, which is mounted by NFS; allowed: a class on the nodes' own disks",
    ],
  },
  {
    rule: 'storage/jiva-archived',
    says: ['warning at storage.replicated.engine: jiva, which nobody maintains any more; recommended: longhorn'],
  },
  {
    rule: 'storage/jiva-large-volume',
    says: ['warning at mastodon.media.volume.size: the media of 200Gi on jiva; recommended: 50Gi at most'],
  },
  {
    rule: 'storage/jiva-on-talos',
    says: ['error at storage.replicated.install: the chart of jiva with Talos; allowed: existing'],
  },
  {
    rule: 'storage/nfs-on-node-disk',
    says: ['warning at storage.shared.backend: NFS on a disk of one node; recommended: replicated'],
  },
  {
    rule: 'storage/nfs-without-backend',
    says: [
      'error at storage.shared.engine: NFS on role replicated, which nothing fills; allowed: a role that is filled',
    ],
  },
  {
    rule: 'storage/volumes-exceed-disk',
    says: [
      'error at cluster.nodes[0].disk: volumes may ask for 844Gi on alpha, copies included; allowed: 182.5Gi of its 250Gi',
    ],
  },
];
