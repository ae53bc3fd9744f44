import type { Said } from '../../said';

export const backupS3: Readonly<Record<string, readonly Said[]>> = {
  'backup/bucket-over-http': [
    {
      says: [
        'error at backup.to.s3.endpoint: http://s3.example.org is not encrypted; allowed: https, or an address of the home network',
      ],
    },
  ],
  'backup/home-bucket-without-address': [
    {
      says: [
        'error at backup.to.s3.endpoint: nas.lan is a name of the home network; allowed: an address there, or a name of the internet',
      ],
    },
  ],
};
