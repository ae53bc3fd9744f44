import type { Said } from '../../said';
import { nodes } from '../nodes';

export const storageJiva: Readonly<Record<string, readonly Said[]>> = {
  'storage/jiva-two-replicas': [
    {
      says: [
        'error at storage.replicated.copies: 2 replicas, of which 2 must be there for every write; allowed: 3 or 5, or 1 where nothing has to survive',
      ],
    },
    {
      of: 'four',
      with: 'storage: {replicated: {engine: jiva, copies: 4}}',
      says: [
        'error at storage.replicated.copies: 4 replicas, of which 3 must be there for every write; allowed: 3 or 5, or 1 where nothing has to survive',
      ],
    },
    { of: 'one', with: 'storage: {replicated: {engine: jiva, copies: 1}}', says: [] },
    {
      of: 'two roles',
      with: 'storage: {replicated: {engine: jiva, copies: 2}, shared: {engine: jiva, copies: 2, className: second}}',
      says: [
        'error at storage.replicated.copies: 2 replicas, of which 2 must be there for every write; allowed: 3 or 5, or 1 where nothing has to survive',
        'error at storage.shared.copies: 2 replicas, of which 2 must be there for every write; allowed: 3 or 5, or 1 where nothing has to survive',
      ],
    },
  ],
  'storage/two-nodes-replication': [
    { says: ['error at storage.replicated.engine: jiva on two nodes; allowed: jiva on three nodes or more'] },
    {
      of: 'three nodes',
      with: `${nodes('alpha', 'beta', 'gamma')}
storage: {replicated: {engine: jiva}}`,
      says: [],
    },
    {
      of: 'Longhorn on two nodes',
      with: `${nodes('alpha', 'beta')}
storage: {replicated: {engine: longhorn}}`,
      says: [],
    },
  ],
  'storage/nfs-below-jiva': [
    {
      says: [
        "error at storage.replicated.replicasOn: replicas on openebs-rwx, which is mounted by NFS; allowed: a class on the nodes' own disks",
      ],
    },
    {
      of: 'the role itself',
      with: 'storage: {replicated: {engine: jiva, replicasOn: shared}}',
      says: [
        "error at storage.replicated.replicasOn: replicas on shared, which is mounted by NFS; allowed: a class on the nodes' own disks",
      ],
    },
    {
      of: 'volumes that have copies',
      with: 'storage: {replicated: {engine: jiva, replicasOn: shared}, shared: {engine: longhorn}}',
      says: [
        "error at storage.replicated.replicasOn: replicas on shared, which is mounted by NFS; allowed: a class on the nodes' own disks",
      ],
    },
    {
      of: 'volumes that have copies, by their class',
      with: 'storage: {replicated: {engine: jiva, replicasOn: theirs}, shared: {engine: longhorn, className: theirs}}',
      says: [
        "error at storage.replicated.replicasOn: replicas on theirs, which is mounted by NFS; allowed: a class on the nodes' own disks",
      ],
    },
    {
      of: 'a foreign class by its name',
      with: 'storage: {replicated: {engine: jiva, replicasOn: nas-nfs}}',
      says: [
        "error at storage.replicated.replicasOn: replicas on nas-nfs, which is mounted by NFS by its name; allowed: a class on the nodes' own disks",
      ],
    },
    {
      of: 'a foreign class that serves many',
      with: 'storage: {replicated: {engine: jiva, replicasOn: fast-rwx}}',
      says: [
        "error at storage.replicated.replicasOn: replicas on fast-rwx, which is mounted by NFS by its name; allowed: a class on the nodes' own disks",
      ],
    },
    {
      of: 'a foreign class that nobody knows',
      with: 'storage: {replicated: {engine: jiva, replicasOn: fast}}',
      says: [],
    },
    {
      of: 'an own class of an unlucky name',
      with: 'storage: {perNode: {engine: openebs-hostpath, install: addon, className: not-nfs}, replicated: {engine: jiva, replicasOn: not-nfs}}',
      says: [],
    },
    {
      of: 'a class that nobody here knows',
      over: 'one-node',
      with: `${nodes('alpha', 'beta', 'gamma')}
storage: {replicated: {engine: jiva, install: chart, replicasOn: theirs}}`,
      says: [],
    },
    {
      of: 'a class that has copies',
      with: 'storage: {perNode: {engine: longhorn, copies: 3, dataLocality: best-effort, className: theirs}, replicated: {engine: jiva, replicasOn: theirs}}',
      says: [
        "error at storage.replicated.replicasOn: replicas on theirs, which is replicated itself; allowed: a class on the nodes' own disks",
      ],
    },
    {
      of: 'a role that nothing fills, on one node',
      over: 'one-node',
      with: 'storage: {replicated: {engine: jiva, install: chart, replicasOn: theirs}}',
      says: [],
    },
  ],
  'storage/jiva-archived': [
    { says: ['warning at storage.replicated.engine: jiva, which nobody maintains any more; recommended: longhorn'] },
    { of: 'Longhorn', with: '', says: [] },
  ],
  'storage/jiva-large-volume': [
    { says: ['warning at mastodon.media.volume.size: the media of 200Gi on jiva; recommended: 50Gi at most'] },
    {
      of: 'a role that nothing fills',
      over: 'one-node',
      with: 'mastodon: {media: {volume: {on: shared, size: 200Gi}}}',
      says: [],
    },
    { of: 'exactly as large as may be', with: 'mastodon: {media: {volume: {size: 50Gi}}}', says: [] },
    {
      of: 'a database that is larger',
      with: 'database: {size: 51Gi}',
      says: ['warning at database.size: the database of 51Gi on jiva; recommended: 50Gi at most'],
    },
    {
      of: 'media on another engine',
      with: `storage: {shared: {engine: longhorn}}
mastodon: {media: {volume: {size: 200Gi}}}`,
      says: [],
    },
    {
      of: 'a role left to its default',
      with: `storage: {shared: null}
mastodon: {media: {volume: {on: shared, size: 200Gi}}}`,
      says: [],
    },
  ],
  'storage/jiva-on-talos': [
    { says: ['error at storage.replicated.install: the chart of jiva with Talos; allowed: existing'] },
    {
      of: 'on MicroK8s',
      with: 'storage: {perNode: {install: addon}, replicated: {engine: jiva, install: chart}}',
      says: [],
    },
    {
      of: 'an existing one',
      with: `cluster: {distribution: talos}
storage: {perNode: {engine: openebs-hostpath}, replicated: {engine: jiva, install: existing}}`,
      says: [],
    },
  ],
};
