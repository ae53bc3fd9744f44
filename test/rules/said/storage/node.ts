import type { Said } from '../../said';
import { nodes } from '../nodes';

export const storageNode: Readonly<Record<string, readonly Said[]>> = {
  'storage/copies-exceed-nodes': [
    { says: ['error at storage.replicated.copies: 4 copies on 3 nodes; allowed: 3 at most'] },
    {
      of: 'two on one node',
      with: `${nodes('alpha')}
storage: {replicated: {engine: longhorn, copies: 2}}`,
      says: [
        'error at storage.replicated.copies: 2 copies on 1 node; allowed: 1 at most',
        'error at storage.shared.copies: 3 copies on 1 node; allowed: 1 at most',
      ],
    },
    { of: 'as many as nodes', with: '', says: [] },
    {
      of: 'volumes above others',
      with: 'storage: {replicated: {engine: longhorn, copies: 4}, shared: {engine: openebs-nfs}}',
      says: ['error at storage.replicated.copies: 4 copies on 3 nodes; allowed: 3 at most'],
    },
    { of: 'a NAS', with: 'storage: {shared: {engine: csi-nfs, server: nas.lan, share: /volume1}}', says: [] },
    {
      of: 'copies on machines that are no nodes',
      with: 'storage: {replicated: {engine: existing, className: theirs, accessModes: [ReadWriteOnce], copies: 5, failureDomain: NAS, nodeBound: false, reclaimPolicy: Retain}}',
      says: [],
    },
  ],
  'storage/movable-without-ha-control-plane': [
    {
      says: [
        'error at cluster.nodes: the database, Redis, search on volumes that move between nodes, with 1 of them voting in the control plane; allowed: three voters or more',
      ],
    },
    {
      of: 'a role that nothing fills',
      over: 'one-node',
      with: 'database: {engine: standalone, on: replicated}',
      says: [],
    },
    {
      of: 'two voters',
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
      of: 'pinned parts',
      with: `${nodes('alpha', 'beta, controlPlane: false', 'gamma, controlPlane: false')}
database: {node: alpha}
redis: {node: alpha}
search: {node: alpha}`,
      says: [],
    },
    {
      of: 'media that move as well',
      with: `${nodes('alpha', 'beta, controlPlane: false', 'gamma, controlPlane: false')}
mastodon: {media: {volume: {on: replicated}}}`,
      says: [
        'error at cluster.nodes: the database, Redis, search, the media on volumes that move between nodes, with 1 of them voting in the control plane; allowed: three voters or more',
      ],
    },
    {
      of: 'a role left to its default',
      with: `${nodes('alpha', 'beta, controlPlane: false', 'gamma, controlPlane: false')}
storage: {replicated: null}`,
      says: [
        'error at cluster.nodes: the database, Redis, search on volumes that move between nodes, with 1 of them voting in the control plane; allowed: three voters or more',
      ],
    },
    {
      of: 'two nodes, and a role left to its default',
      over: 'one-node',
      with: `${nodes('alpha', 'beta')}
database: {engine: standalone, on: replicated}`,
      says: [],
    },
  ],
  'storage/single-node-replication': [
    {
      says: [
        'warning at storage.replicated.engine: longhorn on a single node; recommended: volumes of the node itself',
      ],
    },
    { of: 'per node', with: 'storage: {perNode: {engine: longhorn, copies: 1}}', says: [] },
    {
      of: 'two nodes',
      with: `${nodes('alpha', 'beta')}
storage: {replicated: {engine: longhorn, copies: 1}}`,
      says: [],
    },
    { of: 'a NAS', with: 'storage: {shared: {engine: csi-nfs, server: nas.lan, share: /volume1}}', says: [] },
    { of: 'its own disk in that role', with: 'storage: {replicated: {engine: local-path}}', says: [] },
    {
      of: 'volumes per node that could move',
      with: 'storage: {perNode: {engine: longhorn, copies: 1, dataLocality: best-effort}}',
      says: [],
    },
  ],
  'storage/nfs-server-single': [
    { says: ['warning at storage.shared.server: every volume on NAS nas.lan: without it the site stands still'] },
    {
      of: 'a server for each volume',
      over: 'microk8s-jiva',
      with: '',
      says: ['warning at storage.shared.engine: one NFS server pod for each volume, on class jiva-r3'],
    },
    {
      of: 'the disk of a node below',
      over: 'microk8s-jiva',
      with: 'storage: {shared: {engine: openebs-nfs, backend: perNode}}',
      says: ['warning at storage.shared.engine: one NFS server pod for each volume, on class openebs-hostpath-retain'],
    },
    { of: 'no NFS', with: '', says: [] },
    {
      of: 'nothing below',
      over: 'one-node',
      with: 'storage: {shared: {engine: openebs-nfs}}',
      says: ['warning at storage.shared.engine: one NFS server pod for each volume'],
    },
  ],
  'storage/media-beside-system-disk': [
    {
      says: [
        'warning at cluster.nodes: media on the disk of the system of alpha, beta, gamma; recommended: a dataDisk',
      ],
    },
    { of: 'a role that nothing fills', over: 'one-node', with: 'mastodon: {media: {volume: {on: shared}}}', says: [] },
    {
      of: 'one node of three',
      with: `${nodes('alpha', 'beta, dataDisk: 1Ti', 'gamma, dataDisk: 1Ti')}
`,
      says: ['warning at cluster.nodes: media on the disk of the system of alpha; recommended: a dataDisk'],
    },
    {
      of: 'another node than the one they lie on',
      with: `${nodes('alpha', 'beta, dataDisk: 1Ti', 'gamma, dataDisk: 1Ti')}
mastodon: {media: {volume: {on: perNode, node: beta}}}`,
      says: [],
    },
    {
      of: 'the very node',
      with: `${nodes('alpha', 'beta, dataDisk: 1Ti', 'gamma, dataDisk: 1Ti')}
mastodon: {media: {volume: {on: perNode, node: alpha}}}`,
      says: ['warning at cluster.nodes: media on the disk of the system of alpha; recommended: a dataDisk'],
    },
    {
      of: 'a bucket',
      with: `${nodes('alpha', 'beta', 'gamma')}
mastodon: {media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.org"}}}`,
      says: [],
    },
    {
      of: 'a NAS',
      with: `${nodes('alpha', 'beta', 'gamma')}
storage: {shared: {engine: csi-nfs, server: nas.lan, share: /volume1}}`,
      says: [],
    },
    {
      of: 'a role left to its default',
      with: `${nodes('alpha', 'beta', 'gamma')}
storage: {shared: null}`,
      says: [
        'warning at cluster.nodes: media on the disk of the system of alpha, beta, gamma; recommended: a dataDisk',
      ],
    },
  ],
};
