import type { Said } from '../../said';

export const databaseWal: Readonly<Record<string, readonly Said[]>> = {
  'database/archive-needs-cloudnative-pg': [
    { says: ['error at backup.to.s3.wal: an archive of a database with engine standalone; allowed: cloudnative-pg'] },
    { of: 'with it', over: 'home', with: 'backup: {to: {s3: {bucket: backup, wal: {}}}}', says: [] },
    {
      of: 'no archive, and another engine',
      over: 'home',
      with: 'database: {engine: standalone, on: perNode, size: 20Gi}',
      says: [],
    },
  ],
  'database/archive-needs-cert-manager': [
    {
      says: [
        'error at backup.to.s3.wal: an archive without cert-manager, certificates by secret; allowed: http01, dns01 or existing',
      ],
    },
    { of: 'without an archive', with: 'network: {certificates: {challenge: secret, secret: social-tls}}', says: [] },
    { of: 'with it', with: 'backup: {to: {s3: {bucket: backup, wal: {}}}}', says: [] },
  ],
  'database/archive-in-the-clear': [
    { says: ['warning at backup.to.s3.wal: the database goes to bucket backup at s3.example.net unencrypted'] },
    { of: 'without an archive', with: '', says: [] },
    {
      of: 'a bucket of the LAN',
      with: 'backup: {to: {s3: {bucket: backup, endpoint: "https://192.168.1.20:9000", wal: {}}}}',
      says: [],
    },
  ],
};
