import * as v from 'valibot';
import { about, fields } from '../site/describe';
import { dnsName, quantity, timeZone, whole } from '../site/values';
import { nfsSchema } from './nfs';
import { s3Schema } from './s3';
import { volumeSchema } from './volume';

const time = v.pipe(
  v.string('allowed: a time of day in quotes like "03:17"'),
  v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'allowed: a time of day in quotes like "03:17"'),
);

const certificate = v.pipe(
  v.string('allowed: a certificate in PEM, as a block of lines'),
  v.regex(
    /^-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=]{1,76}\n)+-----END CERTIFICATE-----\n?$/,
    'allowed: one certificate in PEM, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----',
  ),
  v.maxLength(8000, 'allowed: 8000 characters at most'),
);

const to = v.pipe(
  fields({
    nfs: about(v.optional(nfsSchema), 'a folder that a NAS exports by NFS'),
    volume: about(v.optional(volumeSchema), 'a volume of one of the storage roles that lies elsewhere than the data'),
    s3: about(
      v.optional(s3Schema),
      'an S3 bucket, encrypted before anything leaves; alone, or beside one of the others',
    ),
  }),
  v.check(({ nfs, volume, s3 }) => (nfs ?? volume ?? s3) !== undefined, 'allowed: nfs, volume or s3'),
  v.check(({ nfs, volume }) => !(nfs && volume), 'allowed: nfs or volume, not both; s3 beside either'),
  v.check(({ nfs, volume, s3 }) => !((nfs ?? volume) && s3?.spool), 'allowed: a spool only where s3 stands alone'),
);

const plan = fields({
  daily: about(v.optional(time, '03:17'), 'time of day, in quotes'),
  timeZone: about(v.optional(timeZone(), 'UTC'), 'time zone of the schedules'),
  to: about(to, "where the sets go; never into the data's own failure domain"),
  keep: about(
    v.optional(
      fields({
        daily: about(v.optional(whole(1, 365), 7), 'newest sets, one a day'),
        weekly: about(v.optional(whole(0, 260), 4), 'sets, one a week'),
        monthly: about(v.optional(whole(0, 120), 6), 'sets, one a month'),
      }),
      {},
    ),
    'sets that stay; only those count that were read back from the target',
  ),
  rehearse: about(
    v.optional(
      v.picklist(['daily', 'weekly', 'monthly', 'never'], 'allowed: daily, weekly, monthly or never'),
      'weekly',
    ),
    'how often the newest set is restored into a throwaway database and compared',
  ),
  notify: about(
    v.optional(
      fields({
        pingSecret: about(
          dnsName(),
          'Secret whose key `url` is called after every run; /fail is added after a failure',
        ),
      }),
    ),
    "a dead man's switch that tells you when nothing calls any more; left out: nobody is told",
  ),
  cache: about(
    v.optional(v.picklist(['none', 'emojis', 'all'], 'allowed: none, emojis or all'), 'emojis'),
    "copies of other servers' files that are kept as well",
  ),
  recipients: about(
    v.optional(
      fields({
        operator: about(certificate, 'certificate whose private key lies in your safe and nowhere else'),
        rehearsal: about(certificate, 'certificate whose private key lies in Secret `backup-rehearsal`'),
      }),
    ),
    'certificates that the secrets part of a set is encrypted to; docs/backup.md says how they are made',
  ),
  databaseSize: about(
    v.optional(quantity()),
    "disk that an external server's database may fill; restores and rehearsals are sized by it",
  ),
});

export const backupSchema = v.optional(v.union([v.literal('none'), plan], 'allowed: none, or a map with the key `to`'));

export type DeclaredBackup = v.InferOutput<typeof backupSchema>;
