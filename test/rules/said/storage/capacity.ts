import type { Said } from '../../said';

export const storageCapacity: Readonly<Record<string, readonly Said[]>> = {
  'storage/volumes-exceed-disk': [
    {
      says: [
        'error at cluster.nodes[0].disk: volumes may ask for 844Gi on alpha, copies included; allowed: 182.5Gi of its 250Gi',
      ],
    },
  ],
};
