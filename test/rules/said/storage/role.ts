import type { Said } from '../../said';
import { nodes } from '../nodes';

export const storageRole: Readonly<Record<string, readonly Said[]>> = {
  'storage/rwx-on-rwo-engine': [
    {
      says: [
        'error at storage.shared.engine: jiva offers ReadWriteOnce only; allowed for shared: an engine with ReadWriteMany',
      ],
    },
    { of: 'no such role', over: 'one-node', with: '', says: [] },
    { of: 'an engine that can', over: 'home', with: '', says: [] },
    { of: 'a role left to its default', over: 'home', with: 'storage: {shared: null}', says: [] },
    {
      of: 'a class of somebody else',
      over: 'home',
      with: 'storage: {shared: {engine: existing, className: nas, accessModes: [ReadWriteOnce], nodeBound: false, reclaimPolicy: Retain}}',
      says: [
        'error at storage.shared.engine: existing offers ReadWriteOnce only; allowed for shared: an engine with ReadWriteMany',
      ],
    },
  ],
  'storage/replicated-is-node-bound': [
    {
      says: [
        'error at storage.replicated.engine: openebs-hostpath keeps each volume on one node; allowed for replicated: an engine whose volumes move',
      ],
    },
    { of: 'no such role', over: 'one-node', with: '', says: [] },
    { of: 'a role left to its default', with: 'storage: {replicated: null}', says: [] },
  ],
  'storage/per-node-is-replicated': [
    {
      says: [
        'warning at storage.perNode.engine: longhorn does not bind its volumes to a node; recommended for perNode: a disk of the node',
      ],
    },
    { of: 'a role left to its default', with: 'storage: {perNode: null}', says: [] },
  ],
  'storage/replicated-has-one-copy': [
    { says: ['warning at storage.replicated.copies: one copy for role replicated; recommended: two or more'] },
    {
      of: 'one node',
      with: `${nodes('alpha')}
storage: {replicated: {engine: longhorn, copies: 1}}`,
      says: [],
    },
    {
      of: 'two nodes',
      with: `${nodes('alpha', 'beta')}
storage: {replicated: {engine: longhorn, copies: 1}}`,
      says: ['warning at storage.replicated.copies: one copy for role replicated; recommended: two or more'],
    },
    { of: 'a NAS', with: 'storage: {shared: {engine: csi-nfs, server: nas.lan, share: /volume1}}', says: [] },
    {
      of: 'a disk of the node',
      with: 'storage: {replicated: {engine: openebs-hostpath, className: second}}',
      says: [],
    },
    {
      of: 'above others',
      with: 'storage: {replicated: {engine: longhorn, copies: 1}, shared: {engine: openebs-nfs}}',
      says: ['warning at storage.replicated.copies: one copy for role replicated; recommended: two or more'],
    },
    { of: 'per node', with: 'storage: {perNode: {engine: longhorn, copies: 1, className: one}}', says: [] },
    {
      of: 'volumes per node that could move',
      with: 'storage: {perNode: {engine: longhorn, copies: 1, dataLocality: best-effort, className: one}}',
      says: [],
    },
  ],
  'storage/role-not-filled': [
    { says: ['error at database.on: the database on replicated, which nothing fills; allowed: perNode'] },
    {
      of: 'two parts',
      with: `database: {engine: standalone, on: replicated}
redis: {mode: single, on: shared}`,
      says: [
        'error at database.on: the database on replicated, which nothing fills; allowed: perNode',
        'error at redis.on: Redis on shared, which nothing fills; allowed: perNode',
      ],
    },
    {
      of: 'two roles that are filled',
      with: `storage: {shared: {engine: csi-nfs, server: nas.lan, share: /volume1}}
database: {engine: standalone, on: replicated}`,
      says: ['error at database.on: the database on replicated, which nothing fills; allowed: perNode, shared'],
    },
  ],
  'storage/class-deletes-data': [
    {
      says: ['error at storage.shared.reclaimPolicy: the media on class nas, which deletes; allowed for data: Retain'],
    },
    {
      of: 'two parts',
      with: `storage: {replicated: {engine: existing, className: theirs, accessModes: [ReadWriteOnce], nodeBound: false, reclaimPolicy: Delete}}
database: {engine: standalone, on: replicated}
redis: {mode: single, on: replicated}`,
      says: [
        'error at storage.replicated.reclaimPolicy: the database, Redis on class theirs, which deletes; allowed for data: Retain',
      ],
    },
    {
      of: 'a role without data',
      with: 'storage: {replicated: {engine: existing, className: theirs, accessModes: [ReadWriteOnce], nodeBound: false, reclaimPolicy: Delete}}',
      says: [],
    },
  ],
  'storage/class-name-twice': [
    {
      says: [
        'error at storage.shared.className: class longhorn-rwx-r3 is also that of replicated; allowed: one class a role',
      ],
    },
    {
      of: 'one class of somebody else in two roles',
      with: 'storage: {replicated: {engine: existing, className: theirs, accessModes: [ReadWriteMany], nodeBound: false, reclaimPolicy: Retain}, shared: {engine: existing, className: theirs, accessModes: [ReadWriteMany], nodeBound: false, reclaimPolicy: Retain}}',
      says: [],
    },
    {
      of: 'a role in three',
      with: 'storage: {perNode: {engine: longhorn, className: same}, replicated: {engine: longhorn, className: same}, shared: {engine: longhorn, className: same}}',
      says: [
        'error at storage.replicated.className: class same is also that of perNode; allowed: one class a role',
        'error at storage.shared.className: class same is also that of perNode; allowed: one class a role',
      ],
    },
  ],
};
