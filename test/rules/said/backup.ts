import type { Said } from '../said';

export const backup: readonly Said[] = [
  {
    rule: 'backup/undeclared',
    says: ['error at : nothing is said about backups; allowed: backup with a target, or backup: none'],
  },
  {
    rule: 'backup/none',
    says: ['warning at backup: nothing of this site is backed up'],
  },
  {
    rule: 'backup/target-in-data-domain',
    says: [
      'error at backup.to.volume.on: backups on role replicated, where the database, Redis, the media lie too (node disks); allowed: another failure domain',
    ],
  },
  {
    rule: 'backup/one-building',
    says: ['warning at backup.to: every set lies in the building of the machines; safe: one elsewhere'],
  },
  {
    rule: 'backup/no-common-node',
    says: [
      'error at backup.to.s3.spool.node: backups on node beta and the media on alpha, which no one pod can mount; allowed: alpha',
    ],
  },
  {
    rule: 'backup/unknown-node',
    says: ['error at backup.to.s3.spool.node: backups on node omega; allowed: alpha'],
  },
  {
    rule: 'backup/media-bucket-not-copied',
    says: ['error at backup.to: media lie in a bucket, and no target is one; allowed: s3 with another bucket'],
  },
  {
    rule: 'backup/spool-smaller-than-media',
    says: ['warning at backup.to.s3.spool.size: a spool of 10Gi for media of up to 50Gi; safe: as large as the media'],
  },
  {
    rule: 'backup/no-room-to-restore',
    says: [
      'error at database.size: 1Gi hold no second database beside the living one; allowed: several times what the database has',
    ],
  },
  {
    rule: 'backup/external-size-unknown',
    says: ['warning at backup: nobody says how much disk the external database has; assumed: 20Gi'],
  },
  {
    rule: 'backup/never-rehearsed',
    says: ['warning at backup.rehearse: no set is ever restored on trial; safe: weekly'],
  },
  {
    rule: 'backup/rehearsal-needs-policies',
    says: ['warning at backup.rehearse: rehearsals refuse to run where nothing enforces NetworkPolicies'],
  },
  {
    rule: 'backup/nobody-is-told',
    says: ['warning at backup: nobody is told when backups fail or stop; safe: notify'],
  },
  {
    rule: 'backup/recipients-missing',
    says: ['error at backup: no recipients for the secrets part; allowed: operator and rehearsal'],
  },
  {
    rule: 'backup/recipient-unreadable',
    says: ['error at backup.recipients.operator: operator is no certificate; allowed: one in PEM'],
  },
  {
    rule: 'backup/recipients-equal',
    says: ["error at backup.recipients.rehearsal: the rehearsal's key is the operator's; allowed: two keys"],
  },
  {
    rule: 'backup/example-recipient',
    says: [
      "warning at backup.recipients: the shipped example's certificates (operator, rehearsal), whose keys nobody has; allowed: your own",
    ],
  },
  {
    rule: 'backup/bucket-over-http',
    says: [
      'error at backup.to.s3.endpoint: http://s3.example.org is not encrypted; allowed: https, or an address of the home network',
    ],
  },
  {
    rule: 'backup/home-bucket-without-address',
    says: [
      'error at backup.to.s3.endpoint: nas.lan is a name of the home network; allowed: an address there, or a name of the internet',
    ],
  },
];
