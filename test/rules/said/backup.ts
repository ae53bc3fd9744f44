import type { Said } from '../said';

export const backup: readonly Said[] = [
  {
    rule: 'backup/undeclared',
    says: ['error at : nothing is said about backups; allowed: backup with a target, or backup: none'],
  },
  {
    rule: 'backup/undeclared',
    of: 'a target',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'backup/none',
    says: ['warning at backup: nothing of this site is backed up'],
  },
  {
    rule: 'backup/none',
    of: 'a target',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'backup/none',
    of: 'nothing said',
    over: 'home',
    with: 'backup: null',
    says: [],
  },
  {
    rule: 'backup/target-in-data-domain',
    says: [
      'error at backup.to.volume.on: backups on role replicated, where the database, Redis, the media lie too (node disks); allowed: another failure domain',
    ],
  },
  {
    rule: 'backup/target-in-data-domain',
    of: 'one part',
    over: 'home',
    with: `database: {on: perNode}
redis: {on: perNode}
backup: {to: {nfs: null, s3: null, volume: {on: shared}}}`,
    says: [
      'error at backup.to.volume.on: backups on role shared, where the database, Redis, the media lie too (node disks); allowed: another failure domain',
    ],
  },
  {
    rule: 'backup/target-in-data-domain',
    of: 'the bucket of the media',
    over: 'home',
    with: `mastodon: {media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.org"}}}
backup: {to: {nfs: null, s3: {bucket: media, endpoint: "https://s3.example.org"}}}`,
    says: [
      'error at backup.to.s3.bucket: backups on bucket media at s3.example.org, where the media lies too (bucket media at s3.example.org); allowed: another failure domain',
    ],
  },
  {
    rule: 'backup/target-in-data-domain',
    of: 'a NAS',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'backup/one-building',
    says: ['warning at backup.to: every set lies in the building of the machines; safe: one elsewhere'],
  },
  {
    rule: 'backup/one-building',
    of: 'one of two outside',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'backup/one-building',
    of: 'no backup',
    over: 'home',
    with: 'backup: none',
    says: [],
  },
  {
    rule: 'backup/no-common-node',
    says: [
      'error at backup.to.s3.spool.node: backups on node beta and the media on alpha, which no one pod can mount; allowed: alpha',
    ],
  },
  {
    rule: 'backup/no-common-node',
    of: 'a volume',
    over: 'home',
    with: `mastodon: {media: {volume: {on: perNode, node: alpha}}}
backup: {to: {nfs: null, volume: {on: perNode, node: beta}}}`,
    says: [
      'error at backup.to.volume.node: backups on node beta and the media on alpha, which no one pod can mount; allowed: alpha',
    ],
  },
  {
    rule: 'backup/no-common-node',
    of: 'the same node',
    over: 'home',
    with: `mastodon: {media: {volume: {on: perNode, node: alpha}}}
backup: {to: {nfs: null, s3: {bucket: backup, endpoint: "https://s3.example.org", spool: {on: perNode, node: alpha}}}}`,
    says: [],
  },
  {
    rule: 'backup/no-common-node',
    of: 'media on any node',
    over: 'home',
    with: 'backup: {to: {nfs: null, s3: {bucket: backup, endpoint: "https://s3.example.org", spool: {on: perNode, node: beta}}}}',
    says: [],
  },
  {
    rule: 'backup/no-common-node',
    of: 'media in a bucket',
    over: 'home',
    with: `mastodon: {media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.net"}}}
backup: {to: {nfs: null, volume: {on: perNode, node: beta}}}`,
    says: [],
  },
  {
    rule: 'backup/no-common-node',
    of: 'a NAS',
    over: 'home',
    with: 'mastodon: {media: {volume: {on: perNode, node: alpha}}}',
    says: [],
  },
  {
    rule: 'backup/no-common-node',
    of: 'media that nothing pins',
    over: 'home',
    with: `mastodon: {media: {volume: {on: replicated}}}
backup: {to: {nfs: null, s3: {bucket: backup, endpoint: "https://s3.example.org", spool: {on: perNode, node: beta}}}}`,
    says: [],
  },
  {
    rule: 'backup/no-common-node',
    of: 'no backup',
    over: 'home',
    with: 'backup: none',
    says: [],
  },
  {
    rule: 'backup/unknown-node',
    says: ['error at backup.to.s3.spool.node: backups on node omega; allowed: alpha'],
  },
  {
    rule: 'backup/unknown-node',
    of: 'a volume',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti, controlPlane: false}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, controlPlane: false}
  distribution: kubeadm
backup: {to: {nfs: null, volume: {on: perNode, node: alpha}}}`,
    says: ['error at backup.to.volume.node: backups on node alpha; allowed: beta, gamma'],
  },
  {
    rule: 'backup/unknown-node',
    of: 'no backup',
    over: 'home',
    with: 'backup: none',
    says: [],
  },
  {
    rule: 'backup/unknown-node',
    of: 'no node named',
    over: 'home',
    with: 'backup: {to: {nfs: null, s3: {bucket: backup, endpoint: "https://s3.example.org", spool: {on: perNode}}}}',
    says: [],
  },
  {
    rule: 'backup/media-bucket-not-copied',
    says: ['error at backup.to: media lie in a bucket, and no target is one; allowed: s3 with another bucket'],
  },
  {
    rule: 'backup/media-bucket-not-copied',
    of: 'no backup',
    over: 'home',
    with: `mastodon: {media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.org"}}}
backup: none`,
    says: [],
  },
  {
    rule: 'backup/media-bucket-not-copied',
    of: 'media on a volume',
    over: 'home',
    with: 'backup: {to: {s3: null}}',
    says: [],
  },
  {
    rule: 'backup/spool-smaller-than-media',
    says: ['warning at backup.to.s3.spool.size: a spool of 10Gi for media of up to 50Gi; safe: as large as the media'],
  },
  {
    rule: 'backup/spool-smaller-than-media',
    of: 'exactly as large',
    over: 'one-node',
    with: `mastodon: {media: {volume: {size: 20Gi}}}
backup: {to: {s3: {bucket: backup, endpoint: "https://s3.example.org", spool: {size: 20Gi}}}}`,
    says: [],
  },
  {
    rule: 'backup/spool-smaller-than-media',
    of: 'media in a bucket',
    over: 'one-node',
    with: `mastodon: {media: {s3: {bucket: media, endpoint: "https://s3.example.net"}}}
backup: {to: {s3: {bucket: backup, endpoint: "https://s3.example.org", spool: {size: 1Gi}}}}`,
    says: [],
  },
  {
    rule: 'backup/spool-smaller-than-media',
    of: 'a NAS',
    over: 'one-node',
    with: 'backup: {to: {s3: null, nfs: {server: nas.lan, share: /b, size: 1Gi}}}',
    says: [],
  },
  {
    rule: 'backup/spool-smaller-than-media',
    of: 'no backup',
    over: 'one-node',
    with: 'backup: none',
    says: [],
  },
  {
    rule: 'backup/no-room-to-restore',
    says: [
      'error at database.size: 1Gi hold no second database beside the living one; allowed: several times what the database has',
    ],
  },
  {
    rule: 'backup/no-room-to-restore',
    of: 'no backup',
    over: 'home',
    with: `database: {size: 1Gi}
backup: none`,
    says: [],
  },
  {
    rule: 'backup/no-room-to-restore',
    of: 'a server elsewhere',
    over: 'home',
    with: 'database: {engine: external, host: db.example.org, addresses: [192.0.2.10/32]}',
    says: [],
  },
  {
    rule: 'backup/no-room-to-restore',
    of: 'enough',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'backup/external-size-unknown',
    says: ['warning at backup: nobody says how much disk the external database has; assumed: 20Gi'],
  },
  {
    rule: 'backup/external-size-unknown',
    of: 'no backup',
    over: 'one-node',
    with: `database: {engine: external, host: db.example.org, addresses: [192.0.2.10/32]}
backup: none`,
    says: [],
  },
  {
    rule: 'backup/external-size-unknown',
    of: 'a server of our own',
    over: 'one-node',
    with: '',
    says: [],
  },
  {
    rule: 'backup/never-rehearsed',
    says: ['warning at backup.rehearse: no set is ever restored on trial; safe: weekly'],
  },
  {
    rule: 'backup/never-rehearsed',
    of: 'no backup',
    over: 'home',
    with: 'backup: none',
    says: [],
  },
  {
    rule: 'backup/never-rehearsed',
    of: 'each month',
    over: 'home',
    with: 'backup: {rehearse: monthly}',
    says: [],
  },
  {
    rule: 'backup/rehearsal-needs-policies',
    says: ['warning at backup.rehearse: rehearsals refuse to run where nothing enforces NetworkPolicies'],
  },
  {
    rule: 'backup/rehearsal-needs-policies',
    of: 'no rehearsal',
    over: 'home',
    with: `network: {policiesEnforced: false}
backup: {rehearse: never}`,
    says: [],
  },
  {
    rule: 'backup/rehearsal-needs-policies',
    of: 'no backup',
    over: 'home',
    with: `network: {policiesEnforced: false}
backup: none`,
    says: [],
  },
  {
    rule: 'backup/nobody-is-told',
    says: ['warning at backup: nobody is told when backups fail or stop; safe: notify'],
  },
  {
    rule: 'backup/nobody-is-told',
    of: 'alerts',
    over: 'home',
    with: `monitoring: {enabled: true, alerts: true}
backup: {notify: null}`,
    says: [],
  },
  {
    rule: 'backup/nobody-is-told',
    of: 'monitoring without alerts',
    over: 'home',
    with: `monitoring: {enabled: true, alerts: false}
backup: {notify: null}`,
    says: ['warning at backup: nobody is told when backups fail or stop; safe: notify'],
  },
  {
    rule: 'backup/nobody-is-told',
    of: 'no backup',
    over: 'home',
    with: 'backup: none',
    says: [],
  },
  {
    rule: 'backup/nobody-is-told',
    of: 'alerts without monitoring',
    over: 'home',
    with: `monitoring: {enabled: false, alerts: true}
backup: {notify: null}`,
    says: ['warning at backup: nobody is told when backups fail or stop; safe: notify'],
  },
  {
    rule: 'backup/recipients-missing',
    says: ['error at backup: no recipients for the secrets part; allowed: operator and rehearsal'],
  },
  {
    rule: 'backup/recipients-missing',
    of: 'no backup',
    over: 'home',
    with: 'backup: none',
    says: [],
  },
  {
    rule: 'backup/recipients-missing',
    of: 'both',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'backup/recipient-unreadable',
    says: ['error at backup.recipients.operator: operator is no certificate; allowed: one in PEM'],
  },
  {
    rule: 'backup/recipient-unreadable',
    of: 'both',
    over: 'home',
    with: 'backup: {recipients: {operator: "-----BEGIN CERTIFICATE-----\\nbm90\\n-----END CERTIFICATE-----", rehearsal: "-----BEGIN CERTIFICATE-----\\nbm90\\n-----END CERTIFICATE-----"}}',
    says: [
      'error at backup.recipients.operator: operator is no certificate; allowed: one in PEM',
      'error at backup.recipients.rehearsal: rehearsal is no certificate; allowed: one in PEM',
    ],
  },
  {
    rule: 'backup/recipient-unreadable',
    of: 'no backup',
    over: 'home',
    with: 'backup: none',
    says: [],
  },
  {
    rule: 'backup/recipients-equal',
    says: ["error at backup.recipients.rehearsal: the rehearsal's key is the operator's; allowed: two keys"],
  },
  {
    rule: 'backup/recipients-equal',
    of: 'two',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'backup/recipients-equal',
    of: 'two that are none',
    over: 'home',
    with: 'backup: {recipients: {operator: "-----BEGIN CERTIFICATE-----\\nbm90\\n-----END CERTIFICATE-----", rehearsal: "-----BEGIN CERTIFICATE-----\\nbm90\\n-----END CERTIFICATE-----"}}',
    says: [],
  },
  {
    rule: 'backup/recipients-equal',
    of: 'no backup',
    over: 'home',
    with: 'backup: none',
    says: [],
  },
  {
    rule: 'backup/example-recipient',
    says: [
      "warning at backup.recipients: the shipped example's certificates (operator, rehearsal), whose keys nobody has; allowed: your own",
    ],
  },
  {
    rule: 'backup/example-recipient',
    of: 'one of them',
    over: 'home',
    with: 'backup: {recipients: {operator: "-----BEGIN CERTIFICATE-----\\nbm90\\n-----END CERTIFICATE-----"}}',
    says: [
      "warning at backup.recipients: the shipped example's certificates (rehearsal), whose keys nobody has; allowed: your own",
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
