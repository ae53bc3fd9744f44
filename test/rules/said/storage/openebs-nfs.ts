import type { Said } from '../../said';

export const storageOpenebsNfs: Readonly<Record<string, readonly Said[]>> = {
  'storage/nfs-on-node-disk': [
    { says: ['warning at storage.shared.backend: NFS on a disk of one node; recommended: replicated'] },
  ],
  'storage/nfs-without-backend': [
    {
      says: [
        'error at storage.shared.engine: NFS on role replicated, which nothing fills; allowed: a role that is filled',
      ],
    },
  ],
};
