import { bytes } from '../kube/quantity';
import { mediaPlace } from '../mastodon/media-place';
import type { Rule } from '../site/rule';
import { dataPlaces, sameDomain, targetPlaces } from './places';
import { planOf } from './plan';
import { recipientRules } from './recipient-rules';
import { stagingRoom } from './staging';

const nothingDeclared: Rule = {
  name: 'backup/undeclared',
  severity: 'error',
  why: 'disks die, and people delete: a server without a backup loses its accounts, their followers and their keys for ever, since other servers know them by these keys',
  source: 'docs.joinmastodon.org/admin/backups',
  fix: 'declare backup.to with nfs, volume or s3, or say backup: none',
  examples: { over: 'one-node', wrong: 'backup: null', right: 'backup: none' },
  *check({ backup }) {
    if (backup.kind === 'undeclared') {
      yield { path: [], message: 'nothing is said about backups; allowed: backup with a target, or backup: none' };
    }
  },
};

const noBackup: Rule = {
  name: 'backup/none',
  severity: 'warning',
  why: 'what is lost is lost: nothing of this site is kept anywhere else',
  source: 'docs.joinmastodon.org/admin/backups',
  fix: 'declare backup.to with nfs, volume or s3',
  examples: {
    over: 'home',
    wrong: 'backup: none',
    right: 'backup: {to: {nfs: {server: nas.lan, share: /backup}}}',
  },
  *check({ backup }) {
    if (backup.kind === 'none') yield { path: ['backup'], message: 'nothing of this site is backed up' };
  },
};

const inDataDomain: Rule = {
  name: 'backup/target-in-data-domain',
  severity: 'error',
  why: 'a backup on the disks, the storage engine or in the bucket that holds the data is lost together with them; two classes of one engine fall together',
  source: 'cisa.gov, "Data Backup Options": three copies, two kinds of media, one elsewhere; longhorn/longhorn#4571',
  fix: 'choose a NAS, a bucket somewhere else, or a role whose volumes lie on other machines',
  examples: {
    over: 'home',
    wrong: 'backup: {to: {nfs: null, volume: {on: replicated}}}',
    right: 'backup: {to: {nfs: {server: nas.lan, share: /backup}}}',
  },
  *check(site) {
    const data = dataPlaces(site);
    for (const target of targetPlaces(site)) {
      const held = data.filter((place) => sameDomain(place, target)).map(({ what }) => what);
      if (held.length > 0) {
        yield {
          path: target.path,
          message: `backups on ${target.what}, where ${held.join(', ')} ${held.length > 1 ? 'lie' : 'lies'} too (${target.domain}); allowed: another failure domain`,
        };
      }
    }
  },
};

const oneBuilding: Rule = {
  name: 'backup/one-building',
  severity: 'warning',
  why: 'fire, water, theft and lightning take everything in a house: with every set at home nothing is left',
  source: 'cisa.gov, "Data Backup Options": one copy elsewhere',
  fix: 'add backup.to.s3, or carry a copy of the target to somewhere else now and then',
  examples: {
    over: 'microk8s-jiva',
    wrong: 'backup: {to: {nfs: {server: nas.lan, share: /backup}}}',
    right: 'backup: {to: {s3: {bucket: backup, endpoint: "https://s3.example.org"}}}',
  },
  *check(site) {
    const places = targetPlaces(site);
    if (places.length > 0 && places.every(({ atHome }) => atHome)) {
      yield { path: ['backup', 'to'], message: 'every set lies in the building of the machines; safe: one elsewhere' };
    }
  },
};

const noCommonNode: Rule = {
  name: 'backup/no-common-node',
  severity: 'error',
  why: 'one pod mounts the media and the backup: where each is bound to a node of its own, it is never scheduled and no set is ever made',
  source: 'kubernetes.io/docs/concepts/storage/persistent-volumes: node affinity of volumes',
  fix: "leave backup's node out, it then is the media's, or put one of the two on a role that several nodes mount",
  examples: {
    over: 'home',
    wrong: `mastodon: {media: {volume: {on: perNode, node: alpha}}}
backup: {to: {nfs: null, s3: {bucket: backup, endpoint: "https://s3.example.org", spool: {on: perNode, node: beta}}}}`,
    right: `mastodon: {media: {volume: {on: perNode, node: alpha}}}
backup: {to: {nfs: null, s3: {bucket: backup, endpoint: "https://s3.example.org", spool: {on: perNode}}}}`,
  },
  *check(site) {
    const tree = planOf(site)?.tree;
    const { media } = site.mastodon;
    if (tree === undefined || tree.kind === 'nfs' || media.kind !== 'volume') return;
    if (mediaPlace(media, site.storage) !== 'one-node') return;
    const here = tree.volume.node;
    const there = media.volume.node;
    if (here !== undefined && there !== undefined && here !== there) {
      yield {
        path: ['backup', 'to', ...(tree.kind === 'spool' ? ['s3', 'spool'] : ['volume']), 'node'],
        message: `backups on node ${here} and the media on ${there}, which no one pod can mount; allowed: ${there}`,
      };
    }
  },
};

const unknownNode: Rule = {
  name: 'backup/unknown-node',
  severity: 'error',
  why: 'a pod that is pinned to a node which is not there, or takes no pods, is never scheduled',
  source: 'kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node',
  fix: 'name one of cluster.nodes that takes ordinary pods',
  examples: {
    over: 'one-node',
    wrong: 'backup: {to: {s3: {bucket: backup, endpoint: "https://s3.example.org", spool: {node: omega}}}}',
    right: 'backup: {to: {s3: {bucket: backup, endpoint: "https://s3.example.org", spool: {node: alpha}}}}',
  },
  *check(site) {
    const tree = planOf(site)?.tree;
    if (tree === undefined || tree.kind === 'nfs') return;
    const names = site.cluster.nodes.filter((one) => one.schedulable).map((one) => one.name);
    const { node } = tree.volume;
    if (node !== undefined && !names.includes(node)) {
      yield {
        path: ['backup', 'to', ...(tree.kind === 'spool' ? ['s3', 'spool'] : ['volume']), 'node'],
        message: `backups on node ${node}; allowed: ${names.join(', ')}`,
      };
    }
  },
};

const mediaNotCopied: Rule = {
  name: 'backup/media-bucket-not-copied',
  severity: 'error',
  why: 'media in a bucket are copied from bucket to bucket: a database without its pictures is half a backup',
  source: 'rclone.org/commands/rclone_copy; docs.joinmastodon.org/admin/backups',
  fix: 'add backup.to.s3 with another bucket',
  examples: {
    over: 'home',
    wrong: `mastodon: {media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.org"}}}
backup: {to: {s3: null}}`,
    right: `mastodon: {media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.org"}}}
backup: {to: {s3: {bucket: backup, endpoint: "https://s3.example.net"}}}`,
  },
  *check(site) {
    const plan = planOf(site);
    if (plan && site.mastodon.media.kind === 's3' && plan.bucket === undefined) {
      yield {
        path: ['backup', 'to'],
        message: 'media lie in a bucket, and no target is one; allowed: s3 with another bucket',
      };
    }
  },
};

const smallSpool: Rule = {
  name: 'backup/spool-smaller-than-media',
  severity: 'warning',
  why: 'the first set waits in the spool as a whole: where it does not fit, no set is ever made',
  source: 'this project: lib/backup/scripts/upload.sh frees what is uploaded',
  fix: 'leave spool.size out, or make it as large as the media',
  examples: {
    over: 'one-node',
    wrong: 'backup: {to: {s3: {bucket: backup, endpoint: "https://s3.example.org", spool: {size: 10Gi}}}}',
    right: 'backup: {to: {s3: {bucket: backup, endpoint: "https://s3.example.org", spool: {size: 60Gi}}}}',
  },
  *check(site) {
    const tree = planOf(site)?.tree;
    const { media } = site.mastodon;
    if (tree?.kind !== 'spool' || media.kind !== 'volume' || bytes(tree.volume.size) >= bytes(media.volume.size))
      return;
    yield {
      path: ['backup', 'to', 's3', 'spool', 'size'],
      message: `a spool of ${tree.volume.size} for media of up to ${media.volume.size}; safe: as large as the media`,
    };
  },
};

const noRoomToRestore: Rule = {
  name: 'backup/no-room-to-restore',
  severity: 'error',
  why: 'a restore fills a second database beside the living one and compares it before anything stops: where the volume has no room for that, it refuses, and you find out when you need it',
  source: 'this project: lib/backup/staging.ts; postgresql.org/docs/17: a full volume stops the whole server',
  fix: 'declare a larger database.size',
  examples: { over: 'home', wrong: 'database: {size: 1Gi}', right: 'database: {size: 20Gi}' },
  *check(site) {
    const room = stagingRoom(site);
    if (planOf(site) && room !== undefined && room <= 0) {
      yield {
        path: ['database', 'size'],
        message: `${site.database.volume?.size} hold no second database beside the living one; allowed: several times what the database has`,
      };
    }
  },
};

const externalSize: Rule = {
  name: 'backup/external-size-unknown',
  severity: 'warning',
  why: 'SQL can not ask how much disk is free: without a figure restores and rehearsals take 20Gi for what the server has',
  source: 'postgresql.org/docs/17/functions-admin.html: sizes of databases, none of disks',
  fix: 'declare backup.databaseSize, the disk that this database may fill on its server',
  examples: {
    over: 'one-node',
    wrong: 'database: {engine: external, host: db.example.org, addresses: [192.0.2.10/32]}',
    right: `database: {engine: external, host: db.example.org, addresses: [192.0.2.10/32]}
backup: {databaseSize: 40Gi}`,
  },
  *check(site) {
    const plan = planOf(site);
    if (plan && plan.databaseSize === undefined) {
      yield { path: ['backup'], message: 'nobody says how much disk the external database has; assumed: 20Gi' };
    }
  },
};

const neverRehearsed: Rule = {
  name: 'backup/never-rehearsed',
  severity: 'warning',
  why: "a backup that was never restored isn't one: broken dumps, missing files and lost keys show on the day of need",
  source: 'about.gitlab.com, postmortem of 31 January 2017: five kinds of backup, none of which worked',
  fix: 'declare rehearse: weekly',
  examples: { over: 'home', wrong: 'backup: {rehearse: never}', right: 'backup: {rehearse: weekly}' },
  *check(site) {
    if (planOf(site)?.rehearse === 'never') {
      yield { path: ['backup', 'rehearse'], message: 'no set is ever restored on trial; safe: weekly' };
    }
  },
};

const rehearsalNeedsPolicies: Rule = {
  name: 'backup/rehearsal-needs-policies',
  severity: 'warning',
  why: 'a rehearsal holds all accounts with their keys and proves first that it reaches nothing: where the network plugin enforces no policies it refuses, every time',
  source: 'kubernetes.io/docs/concepts/services-networking/network-policies, "Prerequisites"',
  fix: 'use a network plugin that enforces NetworkPolicies, or declare rehearse: never',
  examples: {
    over: 'home',
    wrong: 'network: {policiesEnforced: false}',
    right: 'network: {policiesEnforced: true}',
  },
  *check(site) {
    const plan = planOf(site);
    if (plan && plan.rehearse !== 'never' && !site.network.policiesEnforced) {
      yield {
        path: ['backup', 'rehearse'],
        message: 'rehearsals refuse to run where nothing enforces NetworkPolicies',
      };
    }
  },
};

const nobodyIsTold: Rule = {
  name: 'backup/nobody-is-told',
  severity: 'warning',
  why: 'backups stop in silence: a full disk, a changed password, a NAS that was switched off are noticed on the day of the restore',
  source: 'healthchecks.io/docs, or a server of your own: an address that expects to be called',
  fix: 'declare notify.pingSecret, or monitoring with alerts',
  examples: {
    over: 'home',
    wrong: 'backup: {notify: null}',
    right: 'backup: {notify: {pingSecret: backup-ping}}',
  },
  *check(site) {
    const plan = planOf(site);
    if (plan && plan.pingSecret === undefined && !(site.monitoring.enabled && site.monitoring.alerts)) {
      yield { path: ['backup'], message: 'nobody is told when backups fail or stop; safe: notify' };
    }
  },
};

export const backupRules: readonly Rule[] = [
  nothingDeclared,
  noBackup,
  inDataDomain,
  oneBuilding,
  noCommonNode,
  unknownNode,
  mediaNotCopied,
  smallSpool,
  noRoomToRestore,
  externalSize,
  neverRehearsed,
  rehearsalNeedsPolicies,
  nobodyIsTold,
  ...recipientRules,
];
