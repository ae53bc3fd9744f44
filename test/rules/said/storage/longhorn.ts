import type { Said } from '../../said';

export const storageLonghorn: Readonly<Record<string, readonly Said[]>> = {
  'storage/strict-local-needs-one-copy': [
    {
      says: [
        'error at storage.replicated.dataLocality: strict-local with 3 copies for role replicated; allowed: best-effort or disabled',
      ],
    },
  ],
};
