import type { Said } from '../../said';
import { nodes } from '../nodes';

const noBackup: Said = { of: 'no backup', with: 'backup: none', says: [] };

export const backupBackup: Readonly<Record<string, readonly Said[]>> = {
  'backup/undeclared': [
    { says: ['error at : nothing is said about backups; allowed: backup with a target, or backup: none'] },
    { of: 'a target', over: 'home', with: '', says: [] },
  ],
  'backup/none': [
    { says: ['warning at backup: nothing of this site is backed up'] },
    { of: 'a target', with: '', says: [] },
    { of: 'nothing said', with: 'backup: null', says: [] },
  ],
  'backup/target-in-data-domain': [
    {
      says: [
        'error at backup.to.volume.on: backups on role replicated, where the database, Redis, the media lie too (node disks); allowed: another failure domain',
      ],
    },
    {
      of: 'one part',
      with: `database: {on: perNode}
redis: {on: perNode}
backup: {to: {nfs: null, s3: null, volume: {on: shared}}}`,
      says: [
        'error at backup.to.volume.on: backups on role shared, where the database, Redis, the media lie too (node disks); allowed: another failure domain',
      ],
    },
    {
      of: 'the bucket of the media',
      with: `mastodon: {media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.org"}}}
backup: {to: {nfs: null, s3: {bucket: media, endpoint: "https://s3.example.org"}}}`,
      says: [
        'error at backup.to.s3.bucket: backups on bucket media at s3.example.org, where the media lies too (bucket media at s3.example.org); allowed: another failure domain',
      ],
    },
    { of: 'a NAS', with: '', says: [] },
  ],
  'backup/one-building': [
    { says: ['warning at backup.to: every set lies in the building of the machines; safe: one elsewhere'] },
    { of: 'one of two outside', over: 'home', with: '', says: [] },
    { of: 'no backup', over: 'home', with: 'backup: none', says: [] },
  ],
  'backup/no-common-node': [
    {
      says: [
        'error at backup.to.s3.spool.node: backups on node beta and the media on alpha, which no one pod can mount; allowed: alpha',
      ],
    },
    {
      of: 'a volume',
      with: `mastodon: {media: {volume: {on: perNode, node: alpha}}}
backup: {to: {nfs: null, volume: {on: perNode, node: beta}}}`,
      says: [
        'error at backup.to.volume.node: backups on node beta and the media on alpha, which no one pod can mount; allowed: alpha',
      ],
    },
    {
      of: 'the same node',
      with: `mastodon: {media: {volume: {on: perNode, node: alpha}}}
backup: {to: {nfs: null, s3: {bucket: backup, endpoint: "https://s3.example.org", spool: {on: perNode, node: alpha}}}}`,
      says: [],
    },
    {
      of: 'media on any node',
      with: 'backup: {to: {nfs: null, s3: {bucket: backup, endpoint: "https://s3.example.org", spool: {on: perNode, node: beta}}}}',
      says: [],
    },
    {
      of: 'media in a bucket',
      with: `mastodon: {media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.net"}}}
backup: {to: {nfs: null, volume: {on: perNode, node: beta}}}`,
      says: [],
    },
    { of: 'a NAS', with: 'mastodon: {media: {volume: {on: perNode, node: alpha}}}', says: [] },
    {
      of: 'media that nothing pins',
      with: `mastodon: {media: {volume: {on: replicated}}}
backup: {to: {nfs: null, s3: {bucket: backup, endpoint: "https://s3.example.org", spool: {on: perNode, node: beta}}}}`,
      says: [],
    },
    noBackup,
    {
      of: 'media that several nodes mount, beside a node',
      with: `mastodon: {media: {volume: {on: shared, node: alpha}}}
backup: {to: {nfs: null, s3: {bucket: backup, endpoint: "https://s3.example.org", spool: {on: perNode, node: beta}}}}`,
      says: [],
    },
    {
      of: 'a spool that moves',
      with: `mastodon: {media: {volume: {on: perNode, node: alpha}}}
backup: {to: {nfs: null, s3: {bucket: backup, endpoint: "https://s3.example.org", spool: {on: replicated}}}}`,
      says: [],
    },
  ],
  'backup/unknown-node': [
    { says: ['error at backup.to.s3.spool.node: backups on node omega; allowed: alpha'] },
    {
      of: 'a volume',
      over: 'home',
      with: `${nodes('alpha', 'beta, controlPlane: false', 'gamma, controlPlane: false')}
  distribution: kubeadm
backup: {to: {nfs: null, volume: {on: perNode, node: alpha}}}`,
      says: ['error at backup.to.volume.node: backups on node alpha; allowed: beta, gamma'],
    },
    { of: 'no backup', over: 'home', with: 'backup: none', says: [] },
    {
      of: 'no node named',
      over: 'home',
      with: 'backup: {to: {nfs: null, s3: {bucket: backup, endpoint: "https://s3.example.org", spool: {on: perNode}}}}',
      says: [],
    },
  ],
  'backup/media-bucket-not-copied': [
    { says: ['error at backup.to: media lie in a bucket, and no target is one; allowed: s3 with another bucket'] },
    {
      of: 'no backup',
      with: `mastodon: {media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.org"}}}
backup: none`,
      says: [],
    },
    { of: 'media on a volume', with: 'backup: {to: {s3: null}}', says: [] },
  ],
  'backup/spool-smaller-than-media': [
    {
      says: [
        'warning at backup.to.s3.spool.size: a spool of 10Gi for media of up to 50Gi; safe: as large as the media',
      ],
    },
    {
      of: 'exactly as large',
      with: `mastodon: {media: {volume: {size: 20Gi}}}
backup: {to: {s3: {bucket: backup, endpoint: "https://s3.example.org", spool: {size: 20Gi}}}}`,
      says: [],
    },
    {
      of: 'media in a bucket',
      with: `mastodon: {media: {s3: {bucket: media, endpoint: "https://s3.example.net"}}}
backup: {to: {s3: {bucket: backup, endpoint: "https://s3.example.org", spool: {size: 1Gi}}}}`,
      says: [],
    },
    { of: 'a NAS', with: 'backup: {to: {s3: null, nfs: {server: nas.lan, share: /b, size: 1Gi}}}', says: [] },
    noBackup,
  ],
  'backup/no-room-to-restore': [
    {
      says: [
        'error at database.size: 1Gi hold no second database beside the living one; allowed: several times what the database has',
      ],
    },
    {
      of: 'no backup',
      with: `database: {size: 1Gi}
backup: none`,
      says: [],
    },
    {
      of: 'a server elsewhere',
      with: 'database: {engine: external, host: db.example.org, addresses: [192.0.2.10/32]}',
      says: [],
    },
    { of: 'enough', with: '', says: [] },
    {
      of: 'no byte of room',
      with: 'database: {size: 5Gi, parameters: {max_wal_size: 4GB}}',
      says: [
        'error at database.size: 5Gi hold no second database beside the living one; allowed: several times what the database has',
      ],
    },
  ],
  'backup/external-size-unknown': [
    { says: ['warning at backup: nobody says how much disk the external database has; assumed: 20Gi'] },
    {
      of: 'no backup',
      with: `database: {engine: external, host: db.example.org, addresses: [192.0.2.10/32]}
backup: none`,
      says: [],
    },
    { of: 'a server of our own', with: '', says: [] },
  ],
  'backup/never-rehearsed': [
    { says: ['warning at backup.rehearse: no set is ever restored on trial; safe: weekly'] },
    noBackup,
    { of: 'each month', with: 'backup: {rehearse: monthly}', says: [] },
  ],
  'backup/rehearsal-needs-policies': [
    { says: ['warning at backup.rehearse: rehearsals refuse to run where nothing enforces NetworkPolicies'] },
    {
      of: 'no rehearsal',
      with: `network: {policiesEnforced: false}
backup: {rehearse: never}`,
      says: [],
    },
    {
      of: 'no backup',
      with: `network: {policiesEnforced: false}
backup: none`,
      says: [],
    },
  ],
  'backup/nobody-is-told': [
    { says: ['warning at backup: nobody is told when backups fail or stop; safe: notify'] },
    {
      of: 'alerts',
      with: `monitoring: {enabled: true, alerts: true}
backup: {notify: null}`,
      says: [],
    },
    {
      of: 'monitoring without alerts',
      with: `monitoring: {enabled: true, alerts: false}
backup: {notify: null}`,
      says: ['warning at backup: nobody is told when backups fail or stop; safe: notify'],
    },
    noBackup,
    {
      of: 'alerts without monitoring',
      with: `monitoring: {enabled: false, alerts: true}
backup: {notify: null}`,
      says: ['warning at backup: nobody is told when backups fail or stop; safe: notify'],
    },
  ],
};
