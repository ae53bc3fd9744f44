import type { Said } from '../said';

export const storage: readonly Said[] = [
  {
    rule: 'storage/rwx-on-rwo-engine',
    says: [
      'error at storage.shared.engine: jiva offers ReadWriteOnce only; allowed for shared: an engine with ReadWriteMany',
    ],
  },
  {
    rule: 'storage/rwx-on-rwo-engine',
    of: 'no such role',
    over: 'one-node',
    with: '',
    says: [],
  },
  {
    rule: 'storage/rwx-on-rwo-engine',
    of: 'an engine that can',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'storage/rwx-on-rwo-engine',
    of: 'a role left to its default',
    over: 'home',
    with: 'storage: {shared: null}',
    says: [],
  },
  {
    rule: 'storage/rwx-on-rwo-engine',
    of: 'a class of somebody else',
    over: 'home',
    with: 'storage: {shared: {engine: existing, className: nas, accessModes: [ReadWriteOnce], nodeBound: false, reclaimPolicy: Retain}}',
    says: [
      'error at storage.shared.engine: existing offers ReadWriteOnce only; allowed for shared: an engine with ReadWriteMany',
    ],
  },
  {
    rule: 'storage/replicated-is-node-bound',
    says: [
      'error at storage.replicated.engine: openebs-hostpath keeps each volume on one node; allowed for replicated: an engine whose volumes move',
    ],
  },
  {
    rule: 'storage/replicated-is-node-bound',
    of: 'no such role',
    over: 'one-node',
    with: '',
    says: [],
  },
  {
    rule: 'storage/replicated-is-node-bound',
    of: 'a role left to its default',
    over: 'home',
    with: 'storage: {replicated: null}',
    says: [],
  },
  {
    rule: 'storage/per-node-is-replicated',
    says: [
      'warning at storage.perNode.engine: longhorn does not bind its volumes to a node; recommended for perNode: a disk of the node',
    ],
  },
  {
    rule: 'storage/per-node-is-replicated',
    of: 'a role left to its default',
    over: 'home',
    with: 'storage: {perNode: null}',
    says: [],
  },
  {
    rule: 'storage/replicated-has-one-copy',
    says: ['warning at storage.replicated.copies: one copy for role replicated; recommended: two or more'],
  },
  {
    rule: 'storage/replicated-has-one-copy',
    of: 'one node',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
storage: {replicated: {engine: longhorn, copies: 1}}`,
    says: [],
  },
  {
    rule: 'storage/replicated-has-one-copy',
    of: 'two nodes',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
storage: {replicated: {engine: longhorn, copies: 1}}`,
    says: ['warning at storage.replicated.copies: one copy for role replicated; recommended: two or more'],
  },
  {
    rule: 'storage/replicated-has-one-copy',
    of: 'a NAS',
    over: 'home',
    with: 'storage: {shared: {engine: csi-nfs, server: nas.lan, share: /volume1}}',
    says: [],
  },
  {
    rule: 'storage/replicated-has-one-copy',
    of: 'a disk of the node',
    over: 'home',
    with: 'storage: {replicated: {engine: openebs-hostpath, className: second}}',
    says: [],
  },
  {
    rule: 'storage/replicated-has-one-copy',
    of: 'above others',
    over: 'home',
    with: 'storage: {replicated: {engine: longhorn, copies: 1}, shared: {engine: openebs-nfs}}',
    says: ['warning at storage.replicated.copies: one copy for role replicated; recommended: two or more'],
  },
  {
    rule: 'storage/replicated-has-one-copy',
    of: 'per node',
    over: 'home',
    with: 'storage: {perNode: {engine: longhorn, copies: 1, className: one}}',
    says: [],
  },
  {
    rule: 'storage/role-not-filled',
    says: ['error at database.on: the database on replicated, which nothing fills; allowed: perNode'],
  },
  {
    rule: 'storage/role-not-filled',
    of: 'two parts',
    over: 'one-node',
    with: `database: {engine: standalone, on: replicated}
redis: {mode: single, on: shared}`,
    says: [
      'error at database.on: the database on replicated, which nothing fills; allowed: perNode',
      'error at redis.on: Redis on shared, which nothing fills; allowed: perNode',
    ],
  },
  {
    rule: 'storage/class-deletes-data',
    says: ['error at storage.shared.reclaimPolicy: the media on class nas, which deletes; allowed for data: Retain'],
  },
  {
    rule: 'storage/class-deletes-data',
    of: 'two parts',
    over: 'home',
    with: `storage: {replicated: {engine: existing, className: theirs, accessModes: [ReadWriteOnce], nodeBound: false, reclaimPolicy: Delete}}
database: {engine: standalone, on: replicated}
redis: {mode: single, on: replicated}`,
    says: [
      'error at storage.replicated.reclaimPolicy: the database, Redis on class theirs, which deletes; allowed for data: Retain',
    ],
  },
  {
    rule: 'storage/class-deletes-data',
    of: 'a role without data',
    over: 'home',
    with: 'storage: {replicated: {engine: existing, className: theirs, accessModes: [ReadWriteOnce], nodeBound: false, reclaimPolicy: Delete}}',
    says: [],
  },
  {
    rule: 'storage/class-name-twice',
    says: [
      'error at storage.shared.className: class longhorn-rwx-r3 is also that of replicated; allowed: one class a role',
    ],
  },
  {
    rule: 'storage/class-name-twice',
    of: 'one class of somebody else in two roles',
    over: 'home',
    with: 'storage: {replicated: {engine: existing, className: theirs, accessModes: [ReadWriteMany], nodeBound: false, reclaimPolicy: Retain}, shared: {engine: existing, className: theirs, accessModes: [ReadWriteMany], nodeBound: false, reclaimPolicy: Retain}}',
    says: [],
  },
  {
    rule: 'storage/class-name-twice',
    of: 'a role in three',
    over: 'home',
    with: 'storage: {perNode: {engine: longhorn, className: same}, replicated: {engine: longhorn, className: same}, shared: {engine: longhorn, className: same}}',
    says: [
      'error at storage.replicated.className: class same is also that of perNode; allowed: one class a role',
      'error at storage.shared.className: class same is also that of perNode; allowed: one class a role',
    ],
  },
  {
    rule: 'storage/copies-exceed-nodes',
    says: ['error at storage.replicated.copies: 4 copies on 3 nodes; allowed: 3 at most'],
  },
  {
    rule: 'storage/copies-exceed-nodes',
    of: 'two on one node',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
storage: {replicated: {engine: longhorn, copies: 2}}`,
    says: [
      'error at storage.replicated.copies: 2 copies on 1 node; allowed: 1 at most',
      'error at storage.shared.copies: 3 copies on 1 node; allowed: 1 at most',
    ],
  },
  {
    rule: 'storage/copies-exceed-nodes',
    of: 'as many as nodes',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'storage/copies-exceed-nodes',
    of: 'volumes above others',
    over: 'home',
    with: 'storage: {replicated: {engine: longhorn, copies: 4}, shared: {engine: openebs-nfs}}',
    says: ['error at storage.replicated.copies: 4 copies on 3 nodes; allowed: 3 at most'],
  },
  {
    rule: 'storage/copies-exceed-nodes',
    of: 'a NAS',
    over: 'home',
    with: 'storage: {shared: {engine: csi-nfs, server: nas.lan, share: /volume1}}',
    says: [],
  },
  {
    rule: 'storage/movable-without-ha-control-plane',
    says: [
      'error at cluster.nodes: the database, Redis, search on volumes that move between nodes, with 1 of them voting in the control plane; allowed: three voters or more',
    ],
  },
  {
    rule: 'storage/movable-without-ha-control-plane',
    of: 'a role that nothing fills',
    over: 'one-node',
    with: 'database: {engine: standalone, on: replicated}',
    says: [],
  },
  {
    rule: 'storage/movable-without-ha-control-plane',
    of: 'two voters',
    over: 'microk8s-jiva',
    with: `cluster:
  nodes:
    - {name: desktop, address: 192.168.1.11, memory: 32Gi, disk: 1Ti}
    - {name: nuc-1, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
    - {name: nuc-2, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, controlPlane: false}`,
    says: [
      'error at cluster.nodes: the database, Redis, search on volumes that move between nodes, with 2 of them voting in the control plane; allowed: three voters or more',
    ],
  },
  {
    rule: 'storage/movable-without-ha-control-plane',
    of: 'pinned parts',
    over: 'microk8s-jiva',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti, controlPlane: false}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, controlPlane: false}
database: {node: alpha}
redis: {node: alpha}
search: {node: alpha}`,
    says: [],
  },
  {
    rule: 'storage/movable-without-ha-control-plane',
    of: 'media that move as well',
    over: 'microk8s-jiva',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti, controlPlane: false}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, controlPlane: false}
mastodon: {media: {volume: {on: replicated}}}`,
    says: [
      'error at cluster.nodes: the database, Redis, search, the media on volumes that move between nodes, with 1 of them voting in the control plane; allowed: three voters or more',
    ],
  },
  {
    rule: 'storage/movable-without-ha-control-plane',
    of: 'a role left to its default',
    over: 'microk8s-jiva',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti, controlPlane: false}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, controlPlane: false}
storage: {replicated: null}`,
    says: [
      'error at cluster.nodes: the database, Redis, search on volumes that move between nodes, with 1 of them voting in the control plane; allowed: three voters or more',
    ],
  },
  {
    rule: 'storage/single-node-replication',
    says: ['warning at storage.replicated.engine: longhorn on a single node; recommended: volumes of the node itself'],
  },
  {
    rule: 'storage/single-node-replication',
    of: 'per node',
    over: 'one-node',
    with: 'storage: {perNode: {engine: longhorn, copies: 1}}',
    says: [],
  },
  {
    rule: 'storage/single-node-replication',
    of: 'two nodes',
    over: 'one-node',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
storage: {replicated: {engine: longhorn, copies: 1}}`,
    says: [],
  },
  {
    rule: 'storage/single-node-replication',
    of: 'a NAS',
    over: 'one-node',
    with: 'storage: {shared: {engine: csi-nfs, server: nas.lan, share: /volume1}}',
    says: [],
  },
  {
    rule: 'storage/single-node-replication',
    of: 'its own disk in that role',
    over: 'one-node',
    with: 'storage: {replicated: {engine: local-path}}',
    says: [],
  },
  {
    rule: 'storage/nfs-server-single',
    says: ['warning at storage.shared.server: every volume on NAS nas.lan: without it the site stands still'],
  },
  {
    rule: 'storage/nfs-server-single',
    of: 'a server for each volume',
    over: 'microk8s-jiva',
    with: '',
    says: ['warning at storage.shared.engine: one NFS server pod for each volume, on class jiva-r3'],
  },
  {
    rule: 'storage/nfs-server-single',
    of: 'the disk of a node below',
    over: 'microk8s-jiva',
    with: 'storage: {shared: {engine: openebs-nfs, backend: perNode}}',
    says: ['warning at storage.shared.engine: one NFS server pod for each volume, on class openebs-hostpath-retain'],
  },
  {
    rule: 'storage/nfs-server-single',
    of: 'no NFS',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'storage/media-beside-system-disk',
    says: ['warning at cluster.nodes: media on the disk of the system of alpha, beta, gamma; recommended: a dataDisk'],
  },
  {
    rule: 'storage/media-beside-system-disk',
    of: 'a role that nothing fills',
    over: 'one-node',
    with: 'mastodon: {media: {volume: {on: shared}}}',
    says: [],
  },
  {
    rule: 'storage/media-beside-system-disk',
    of: 'one node of three',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti, dataDisk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, dataDisk: 1Ti}
`,
    says: ['warning at cluster.nodes: media on the disk of the system of alpha; recommended: a dataDisk'],
  },
  {
    rule: 'storage/media-beside-system-disk',
    of: 'another node than the one they lie on',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti, dataDisk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, dataDisk: 1Ti}
mastodon: {media: {volume: {on: perNode, node: beta}}}`,
    says: [],
  },
  {
    rule: 'storage/media-beside-system-disk',
    of: 'the very node',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti, dataDisk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, dataDisk: 1Ti}
mastodon: {media: {volume: {on: perNode, node: alpha}}}`,
    says: ['warning at cluster.nodes: media on the disk of the system of alpha; recommended: a dataDisk'],
  },
  {
    rule: 'storage/media-beside-system-disk',
    of: 'a bucket',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti}
mastodon: {media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.org"}}}`,
    says: [],
  },
  {
    rule: 'storage/media-beside-system-disk',
    of: 'a NAS',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti}
storage: {shared: {engine: csi-nfs, server: nas.lan, share: /volume1}}`,
    says: [],
  },
  {
    rule: 'storage/media-beside-system-disk',
    of: 'a role left to its default',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti}
storage: {shared: null}`,
    says: ['warning at cluster.nodes: media on the disk of the system of alpha, beta, gamma; recommended: a dataDisk'],
  },
  {
    rule: 'storage/wrong-kubelet-folder',
    says: [
      'error at cluster.kubeletDir: /var/lib/kubelet; allowed with MicroK8s: /var/snap/microk8s/common/var/lib/kubelet, symbolic links to it not included',
    ],
  },
  {
    rule: 'storage/wrong-kubelet-folder',
    of: 'a slash at the end',
    over: 'home',
    with: 'cluster: {kubeletDir: /var/snap/microk8s/common/var/lib/kubelet/}',
    says: [],
  },
  {
    rule: 'storage/microk8s-only',
    says: ['error at storage.perNode.install: addon with K3s; allowed: chart or existing'],
  },
  {
    rule: 'storage/microk8s-only',
    of: 'its local volumes',
    over: 'one-node',
    with: 'storage: {perNode: {engine: microk8s-hostpath}}',
    says: ['error at storage.perNode.engine: microk8s-hostpath with K3s; allowed: local-path'],
  },
  {
    rule: 'storage/microk8s-only',
    of: 'a chart',
    over: 'one-node',
    with: 'storage: {perNode: {engine: openebs-hostpath, install: chart}}',
    says: [],
  },
  {
    rule: 'storage/microk8s-only',
    of: 'on MicroK8s',
    over: 'home',
    with: 'storage: {perNode: {engine: microk8s-hostpath}}',
    says: [],
  },
  {
    rule: 'storage/microk8s-only',
    of: 'an addon on MicroK8s',
    over: 'home',
    with: 'storage: {perNode: {engine: openebs-hostpath, install: addon}}',
    says: [],
  },
  {
    rule: 'storage/openebs-installed-twice',
    says: [
      'error at storage.perNode.install: chart, while jiva of role replicated comes by the addon; allowed: one way for both',
    ],
  },
  {
    rule: 'storage/openebs-installed-twice',
    of: 'the other way around',
    over: 'microk8s-jiva',
    with: 'storage: {replicated: {engine: jiva, install: chart}}',
    says: [
      'error at storage.replicated.install: chart, while openebs-hostpath of role perNode comes by the addon; allowed: one way for both',
    ],
  },
  {
    rule: 'storage/openebs-installed-twice',
    of: 'both by charts',
    over: 'microk8s-jiva',
    with: 'storage: {perNode: {engine: openebs-hostpath, install: chart}, replicated: {engine: jiva, install: chart}}',
    says: [],
  },
  {
    rule: 'storage/openebs-installed-twice',
    of: 'another engine by a chart',
    over: 'microk8s-jiva',
    with: 'storage: {replicated: {engine: longhorn}}',
    says: [],
  },
  {
    rule: 'storage/folder-not-on-talos',
    says: ['error at storage.perNode.folder: /srv/volumes with Talos; allowed: a folder below /var'],
  },
  {
    rule: 'storage/folder-not-on-talos',
    of: 'on K3s',
    over: 'one-node',
    with: 'storage: {perNode: {engine: openebs-hostpath, folder: /srv/volumes}}',
    says: [],
  },
  {
    rule: 'storage/folder-not-on-talos',
    of: 'no folder',
    over: 'one-node',
    with: `cluster: {distribution: talos}
storage: {perNode: {engine: openebs-hostpath}}`,
    says: [],
  },
  {
    rule: 'storage/folder-not-on-talos',
    of: 'a folder that ends in var',
    over: 'one-node',
    with: `cluster: {distribution: talos}
storage: {perNode: {engine: openebs-hostpath, folder: /srv/var/}}`,
    says: ['error at storage.perNode.folder: /srv/var/ with Talos; allowed: a folder below /var'],
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
    rule: 'storage/jiva-two-replicas',
    of: 'four',
    over: 'microk8s-jiva',
    with: 'storage: {replicated: {engine: jiva, copies: 4}}',
    says: [
      'error at storage.replicated.copies: 4 replicas, of which 3 must be there for every write; allowed: 3 or 5, or 1 where nothing has to survive',
    ],
  },
  {
    rule: 'storage/jiva-two-replicas',
    of: 'one',
    over: 'microk8s-jiva',
    with: 'storage: {replicated: {engine: jiva, copies: 1}}',
    says: [],
  },
  {
    rule: 'storage/jiva-two-replicas',
    of: 'two roles',
    over: 'microk8s-jiva',
    with: 'storage: {replicated: {engine: jiva, copies: 2}, shared: {engine: jiva, copies: 2, className: second}}',
    says: [
      'error at storage.replicated.copies: 2 replicas, of which 2 must be there for every write; allowed: 3 or 5, or 1 where nothing has to survive',
      'error at storage.shared.copies: 2 replicas, of which 2 must be there for every write; allowed: 3 or 5, or 1 where nothing has to survive',
    ],
  },
  {
    rule: 'storage/two-nodes-replication',
    says: ['error at storage.replicated.engine: jiva on two nodes; allowed: jiva on three nodes or more'],
  },
  {
    rule: 'storage/two-nodes-replication',
    of: 'three nodes',
    over: 'one-node',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti}
storage: {replicated: {engine: jiva}}`,
    says: [],
  },
  {
    rule: 'storage/two-nodes-replication',
    of: 'Longhorn on two nodes',
    over: 'one-node',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
storage: {replicated: {engine: longhorn}}`,
    says: [],
  },
  {
    rule: 'storage/nfs-below-jiva',
    says: [
      "error at storage.replicated.replicasOn: replicas on openebs-rwx, which is mounted by NFS; allowed: a class on the nodes' own disks",
    ],
  },
  {
    rule: 'storage/nfs-below-jiva',
    of: 'the role itself',
    over: 'microk8s-jiva',
    with: 'storage: {replicated: {engine: jiva, replicasOn: shared}}',
    says: [
      "error at storage.replicated.replicasOn: replicas on shared, which is mounted by NFS; allowed: a class on the nodes' own disks",
    ],
  },
  {
    rule: 'storage/nfs-below-jiva',
    of: 'volumes that have copies',
    over: 'microk8s-jiva',
    with: 'storage: {replicated: {engine: jiva, replicasOn: shared}, shared: {engine: longhorn}}',
    says: [
      "error at storage.replicated.replicasOn: replicas on shared, which is mounted by NFS; allowed: a class on the nodes' own disks",
    ],
  },
  {
    rule: 'storage/nfs-below-jiva',
    of: 'volumes that have copies, by their class',
    over: 'microk8s-jiva',
    with: 'storage: {replicated: {engine: jiva, replicasOn: theirs}, shared: {engine: longhorn, className: theirs}}',
    says: [
      "error at storage.replicated.replicasOn: replicas on theirs, which is mounted by NFS; allowed: a class on the nodes' own disks",
    ],
  },
  {
    rule: 'storage/nfs-below-jiva',
    of: 'a foreign class by its name',
    over: 'microk8s-jiva',
    with: 'storage: {replicated: {engine: jiva, replicasOn: nas-nfs}}',
    says: [
      "error at storage.replicated.replicasOn: replicas on nas-nfs, which is mounted by NFS by its name; allowed: a class on the nodes' own disks",
    ],
  },
  {
    rule: 'storage/nfs-below-jiva',
    of: 'a foreign class that serves many',
    over: 'microk8s-jiva',
    with: 'storage: {replicated: {engine: jiva, replicasOn: fast-rwx}}',
    says: [
      "error at storage.replicated.replicasOn: replicas on fast-rwx, which is mounted by NFS by its name; allowed: a class on the nodes' own disks",
    ],
  },
  {
    rule: 'storage/nfs-below-jiva',
    of: 'a foreign class that nobody knows',
    over: 'microk8s-jiva',
    with: 'storage: {replicated: {engine: jiva, replicasOn: fast}}',
    says: [],
  },
  {
    rule: 'storage/nfs-below-jiva',
    of: 'an own class of an unlucky name',
    over: 'microk8s-jiva',
    with: 'storage: {perNode: {engine: openebs-hostpath, install: addon, className: not-nfs}, replicated: {engine: jiva, replicasOn: not-nfs}}',
    says: [],
  },
  {
    rule: 'storage/jiva-archived',
    says: ['warning at storage.replicated.engine: jiva, which nobody maintains any more; recommended: longhorn'],
  },
  {
    rule: 'storage/jiva-archived',
    of: 'Longhorn',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'storage/jiva-large-volume',
    says: ['warning at mastodon.media.volume.size: the media of 200Gi on jiva; recommended: 50Gi at most'],
  },
  {
    rule: 'storage/jiva-large-volume',
    of: 'a role that nothing fills',
    over: 'one-node',
    with: 'mastodon: {media: {volume: {on: shared, size: 200Gi}}}',
    says: [],
  },
  {
    rule: 'storage/jiva-large-volume',
    of: 'exactly as large as may be',
    over: 'microk8s-jiva',
    with: 'mastodon: {media: {volume: {size: 50Gi}}}',
    says: [],
  },
  {
    rule: 'storage/jiva-large-volume',
    of: 'a database that is larger',
    over: 'microk8s-jiva',
    with: 'database: {size: 51Gi}',
    says: ['warning at database.size: the database of 51Gi on jiva; recommended: 50Gi at most'],
  },
  {
    rule: 'storage/jiva-large-volume',
    of: 'media on another engine',
    over: 'microk8s-jiva',
    with: `storage: {shared: {engine: longhorn}}
mastodon: {media: {volume: {size: 200Gi}}}`,
    says: [],
  },
  {
    rule: 'storage/jiva-large-volume',
    of: 'a role left to its default',
    over: 'microk8s-jiva',
    with: `storage: {shared: null}
mastodon: {media: {volume: {on: shared, size: 200Gi}}}`,
    says: [],
  },
  {
    rule: 'storage/jiva-on-talos',
    says: ['error at storage.replicated.install: the chart of jiva with Talos; allowed: existing'],
  },
  {
    rule: 'storage/jiva-on-talos',
    of: 'on MicroK8s',
    over: 'home',
    with: 'storage: {perNode: {install: addon}, replicated: {engine: jiva, install: chart}}',
    says: [],
  },
  {
    rule: 'storage/jiva-on-talos',
    of: 'an existing one',
    over: 'home',
    with: `cluster: {distribution: talos}
storage: {perNode: {engine: openebs-hostpath}, replicated: {engine: jiva, install: existing}}`,
    says: [],
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
