import * as v from 'valibot';
import { isAddress } from '../cluster/addresses';
import { about, fields } from '../site/describe';
import { bucketName, region, relativeFolder } from '../site/names';
import type { Rule } from '../site/rule';
import type { Site } from '../site/site';
import { dnsName, quantity, whole } from '../site/values';
import { roles } from '../storage/engine';
import type { Bucket, Tree } from './backup';
import { bucketPlace, hostOf, inLan, toBucket } from './bucket';
import { buildRoleClaim } from './claim';
import { placeVolume, volumeFootprint } from './place-volume';
import { planOf } from './plan';
import type { BackupFacts } from './resolve';
import type { Target } from './target';

const endpoint = v.pipe(
  v.string('allowed: an address like https://s3.example.org'),
  v.regex(/^https?:\/\/[A-Za-z0-9.:_-]+\/?$/, 'allowed: an address like https://s3.example.org, without a path'),
  v.maxLength(300, 'allowed: 300 characters at most'),
);

const spool = fields({
  on: about(
    v.optional(v.picklist(roles, 'allowed: perNode, replicated or shared')),
    "storage role of the volume; default: the media's",
  ),
  size: about(v.optional(quantity()), 'size; default: the media and the database together'),
  node: about(v.optional(dnsName()), "node that holds it, where the volume cannot move; default: the media's"),
});

export const s3Schema = fields({
  bucket: about(bucketName(), 'bucket; versioned, or its key may not delete'),
  endpoint: about(v.optional(endpoint), 'address of the S3 service; left out: AWS'),
  region: about(v.optional(region()), 'region'),
  prefix: about(
    v.optional(relativeFolder('a folder like mastodon or home/mastodon')),
    'folder in the bucket; default: its root',
  ),
  secret: about(
    v.optional(dnsName(), 'backup-s3'),
    'Secret with the keys AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and CRYPT_PASSWORD',
  ),
  wal: about(
    v.optional(
      fields({
        days: about(v.optional(whole(1, 365), 14), 'days to which the database can be brought back'),
        folder: about(
          v.optional(dnsName(), 'database'),
          'folder beside the sets; another one when the database begins anew',
        ),
      }),
    ),
    'CloudNativePG alone: what PostgreSQL writes goes to the bucket too, five minutes later at most, not encrypted by Mammut',
  ),
  spool: about(v.optional(spool), 'without nfs and volume: the volume on which sets wait for their upload'),
});

type DeclaredSpool = v.InferOutput<typeof spool> | undefined;

export function resolveS3({
  bucket,
  endpoint: address,
  region,
  prefix,
  secret,
  wal,
}: v.InferOutput<typeof s3Schema>): Bucket {
  return {
    bucket,
    endpoint: address?.replace(/\/$/, ''),
    region,
    prefix: prefix?.replace(/\/$/, '') ?? '',
    secret,
    wal,
  };
}

/** Room for all media and the dump: the first set waits there as a whole. */
export function resolveSpool(declared: DeclaredSpool, facts: BackupFacts): Tree {
  const { media } = facts.mastodon;
  const own = media.kind === 'volume' ? media.volume : undefined;
  const size = declared?.size ?? own?.size ?? facts.database.volume?.size ?? '20Gi';
  return {
    kind: 'spool',
    volume: placeVolume({ ...declared, size }, own ? [own.on] : ['replicated', 'perNode'], facts),
  };
}

const bucketOf = (site: Site) => planOf(site)?.bucket;

function spoolOf(site: Site) {
  const tree = planOf(site)?.tree;
  return tree?.kind === 'spool' ? tree.volume : undefined;
}

const plainHttp: Rule = {
  name: 'backup/bucket-over-http',
  severity: 'error',
  why: 'keys of a bucket that cross the internet in the clear belong to whoever listens, and with them every set',
  source: 'docs.aws.amazon.com: signature version 4 signs a request and hides nothing',
  fix: 'use an endpoint with https',
  examples: {
    over: 'one-node',
    wrong: 'backup: {to: {s3: {bucket: backup, endpoint: "http://s3.example.org"}}}',
    right: 'backup: {to: {s3: {bucket: backup, endpoint: "https://s3.example.org"}}}',
  },
  *check(site) {
    const own = bucketOf(site);
    if (own?.endpoint?.startsWith('http:') && !inLan(hostOf(own.endpoint), site)) {
      yield {
        path: ['backup', 'to', 's3', 'endpoint'],
        message: `${own.endpoint} is not encrypted; allowed: https, or an address of the home network`,
      };
    }
  },
};

const hostAtHome: Rule = {
  name: 'backup/home-bucket-without-address',
  severity: 'error',
  why: 'pods are kept out of the home network: a bucket there is opened by its address, and a name says none',
  source: 'the NetworkPolicies that are rendered for this site',
  fix: 'give the address of the machine in place of its name',
  examples: {
    over: 'one-node',
    wrong: 'backup: {to: {s3: {bucket: backup, endpoint: "https://nas.lan:9000"}}}',
    right: 'backup: {to: {s3: {bucket: backup, endpoint: "https://192.168.1.20:9000"}}}',
  },
  *check(site) {
    const own = bucketOf(site);
    const host = own && hostOf(own.endpoint);
    if (host !== undefined && !isAddress(host) && inLan(host, site)) {
      yield {
        path: ['backup', 'to', 's3', 'endpoint'],
        message: `${host} is a name of the home network; allowed: an address there, or a name of the internet`,
      };
    }
  },
};

/** An S3 bucket. What goes there is encrypted by rclone before it leaves, names included. */
export const s3: Target = {
  rules: [plainHttp, hostAtHome],

  place(site) {
    const own = bucketOf(site);
    return own && { ...bucketPlace(own, site), path: ['backup', 'to', 's3', 'bucket'] };
  },

  requires: () => [],

  secrets(site) {
    const own = bucketOf(site);
    if (own === undefined) return [];
    const { namespace } = site;
    return [
      {
        name: own.secret,
        namespace,
        madeBy: 'you',
        keys: [
          { key: 'AWS_ACCESS_KEY_ID', what: `key of bucket ${own.bucket}`, readBy: ['backup', 'restore'] },
          { key: 'AWS_SECRET_ACCESS_KEY', what: `secret key of bucket ${own.bucket}`, readBy: ['backup', 'restore'] },
          {
            key: 'CRYPT_PASSWORD',
            what: 'encrypts everything in the bucket but the secrets part, which holds it',
            readBy: ['backup', 'restore'],
            made: { random: 'hexadecimal', length: 64 },
          },
        ],
        commands: [
          `kubectl -n ${namespace} create secret generic ${own.secret} --from-literal=AWS_ACCESS_KEY_ID='<AWS_ACCESS_KEY_ID>' \\
  --from-literal=AWS_SECRET_ACCESS_KEY='<AWS_SECRET_ACCESS_KEY>' --from-literal=CRYPT_PASSWORD="$(openssl rand -hex 32)"`,
        ],
      },
    ];
  },

  footprints: (site) => volumeFootprint('backup spool', 'backup.to.s3', spoolOf(site)),

  connections(site) {
    const own = bucketOf(site);
    if (own === undefined) return [];
    const writers = ['backup', 'backup-upkeep'];
    // A spool has to be filled again before a set can be read, and media in a bucket come from the copies.
    const restores = spoolOf(site) || site.mastodon.media.kind === 's3' ? ['restore', 'restore-prepare'] : [];
    return [...writers, ...(spoolOf(site) ? ['backup-fetch'] : []), ...restores].map((component) =>
      toBucket(site, component, 'the bucket of backups', own.endpoint),
    );
  },

  build(folders, site) {
    const own = spoolOf(site);
    if (own) buildRoleClaim(folders, 'backup.to.s3.spool', site, own);
  },

  runbook(site) {
    const own = bucketOf(site);
    if (own === undefined) return [];
    return [
      {
        chapter: 'install',
        text: `**Bucket \`${own.bucket}\`** at ${hostOf(own.endpoint)} for backups: switch versioning on and let old versions expire after 90 days, or give a key that may not delete objects for good. Whoever breaks into this cluster holds the key; what it can't delete, they can't.`,
      },
    ];
  },
};
