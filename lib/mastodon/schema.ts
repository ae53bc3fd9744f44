import * as v from 'valibot';
import { probesSchema } from '../kube/probes';
import { resourcesSchema } from '../kube/resources';
import { about, fields } from '../site/describe';
import { bucketName, chartVersion, region, secretKey } from '../site/names';
import {
  cron,
  dnsLabel,
  dnsName,
  domain,
  duration,
  email,
  host,
  imageReference,
  mastodonVersion,
  port,
  quantity,
  timeZone,
  whole,
} from '../site/values';
import { roles } from '../storage/engine';
import { ways } from './names';

const yesNo = () => v.boolean('allowed: true or false');

/** Queues of Sidekiq. Source: mastodon config/sidekiq.yml, v4.6.5. */
export const queues = ['default', 'push', 'ingress', 'mailers', 'pull', 'scheduler', 'fasp'] as const;

const setting = v.pipe(
  v.string(),
  v.regex(
    /^([A-Z][A-Z0-9_]{0,80}|http_(hidden_)?proxy)$/,
    "allowed: one of Mastodon's settings, e.g. AUTHORIZED_FETCH",
  ),
);

const volume = fields({
  on: about(
    v.optional(v.picklist(roles, 'allowed: perNode, replicated or shared')),
    'storage role; default: shared where there is one, else the role that moves, else the node',
  ),
  size: about(v.optional(quantity(), '50Gi'), 'size of the volume'),
  node: about(v.optional(dnsName()), 'node that holds it, where the volume cannot move; default: the first'),
});

const s3 = fields({
  bucket: about(bucketName(), 'bucket'),
  endpoint: about(
    v.optional(
      v.pipe(
        v.string('allowed: an address like https://s3.example.org'),
        v.regex(/^https?:\/\/[A-Za-z0-9.:/_-]+$/, 'allowed: an address like https://s3.example.org'),
        v.maxLength(300, 'allowed: 300 characters at most'),
      ),
    ),
    'address of the S3 service; left out: AWS',
  ),
  region: about(v.optional(region()), 'region'),
  hostname: about(v.optional(host()), 'host that browsers load media from'),
  aliasHost: about(v.optional(host()), 'host of a CDN or proxy in front of the bucket'),
  secret: about(
    v.optional(dnsName(), 'mastodon-s3'),
    'Secret with the keys AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
  ),
});

const process = {
  image: about(v.optional(imageReference()), "image with tag; default: Mastodon's own at the declared version"),
  slowStart: about(v.optional(duration()), 'time that a start may take; default: mastodon.slowStart'),
  probes: probesSchema,
  resources: resourcesSchema,
};

const task = (days: number, schedule: string) =>
  fields({
    enabled: about(v.optional(yesNo(), true), 'false leaves the task out'),
    schedule: about(v.optional(cron(), schedule), 'when it runs'),
    days: about(v.optional(whole(1, 3650), days), 'what is older is removed'),
  });

const group = fields({
  name: about(dnsLabel(40), 'name of the group; its Deployment is called sidekiq-NAME'),
  queues: about(
    v.pipe(
      v.array(
        v.pipe(
          v.string('allowed: a queue like default or push,6'),
          v.regex(/^[a-z_]{1,40}(,[1-9]\d{0,2})?$/, 'allowed: a queue like default, or with its weight like push,6'),
        ),
      ),
      v.minLength(1, 'allowed: one queue or more'),
      v.maxLength(20, 'allowed: 20 queues at most'),
    ),
    'queues, each with an optional weight after a comma',
  ),
  instances: about(v.optional(whole(1, 100), 1), 'pods'),
  concurrency: about(
    v.optional(whole(1, 200), 10),
    'jobs that one pod works at once; each holds a database connection',
  ),
  ...process,
});

export const mastodonSchema = fields({
  namespace: about(v.optional(dnsLabel(), 'mastodon'), 'namespace of the application'),
  by: about(
    v.optional(v.picklist(ways, `allowed: ${ways.join(', ')}`), 'manifests'),
    "who brings web, streaming and Sidekiq: manifests are Mammut's own; or a Helm chart of the Mastodon project's",
  ),
  chartVersion: about(v.optional(chartVersion()), 'version of that chart; default: the lock beside the declaration'),
  from: about(
    v.optional(v.literal('mastodon/chart', 'allowed: mastodon/chart')),
    'how the same server ran until now; the runbook then has the way from there, by a backup set',
  ),
  handleDomain: about(domain(), 'domain of the handles: @you@example.org; can never change'),
  webDomain: about(v.optional(domain()), 'domain where the server answers; can never change; default: handleDomain'),
  alternateDomains: about(
    v.optional(v.pipe(v.array(domain()), v.maxLength(20, 'allowed: 20 domains at most')), []),
    'further domains that the server answers on',
  ),
  version: about(v.optional(mastodonVersion()), 'Mastodon version; default: the lock beside the declaration'),
  media: about(
    v.optional(
      v.pipe(
        fields({
          volume: about(v.optional(volume), 'media on a volume'),
          s3: about(v.optional(s3), 'media in an S3 bucket'),
        }),
        v.check((media) => !(media.volume && media.s3), 'allowed: volume or s3, not both'),
      ),
      {},
    ),
    'where uploads lie; default: a volume',
  ),
  smtp: about(
    fields({
      server: about(host(), 'mail server that takes our mails'),
      port: about(v.optional(port(), 587), 'port'),
      from: about(email(), 'sender of our mails'),
      secret: about(v.optional(dnsName(), 'mastodon-smtp'), 'Secret with the keys login and password'),
      anonymous: about(v.optional(yesNo(), false), 'the server asks for no login'),
      tls: about(
        v.optional(v.picklist(['starttls', 'tls', 'none'], 'allowed: starttls, tls or none'), 'starttls'),
        'encryption towards the mail server',
      ),
    }),
    'the mail server that takes our mails',
  ),
  web: about(
    v.optional(
      fields({
        instances: about(v.optional(whole(1, 100)), 'pods; default: 2 on two nodes or more, else 1'),
        workers: about(v.optional(whole(1, 32), 2), 'Puma processes in a pod (WEB_CONCURRENCY)'),
        threads: about(
          v.optional(whole(1, 64), 5),
          'threads of each process (MAX_THREADS); each holds a database connection',
        ),
        ...process,
      }),
      {},
    ),
    'pages and the API',
  ),
  streaming: about(
    v.optional(
      fields({
        instances: about(v.optional(whole(1, 100)), 'pods; default: 2 on two nodes or more, else 1'),
        ...process,
      }),
      {},
    ),
    'what browsers and apps keep open for news',
  ),
  sidekiq: about(
    v.optional(
      v.pipe(
        fields({
          instances: about(
            v.optional(whole(1, 100)),
            "pods that work all queues but the scheduler's; default: 2 on two nodes or more, else 1",
          ),
          concurrency: about(
            v.optional(whole(1, 200), 10),
            'jobs that one pod works at once; each holds a database connection',
          ),
          groups: about(
            v.optional(
              v.pipe(
                v.array(group),
                v.minLength(1, 'allowed: one group or more'),
                v.maxLength(20, 'allowed: 20 groups at most'),
              ),
            ),
            'groups with queues of their own, for those who want them; together they must work every queue',
          ),
          ...process,
        }),
        v.check((sidekiq) => !(sidekiq.groups && sidekiq.instances), 'allowed: instances or groups, not both'),
      ),
      {},
    ),
    'work in the background: federation, mail, media',
  ),
  slowStart: about(
    v.optional(duration(), '240s'),
    'time that a start of web, streaming or Sidekiq may take before Kubernetes restarts it',
  ),
  locale: about(
    v.optional(
      v.pipe(
        v.string('allowed: a language like en'),
        v.regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'allowed: a language like en or pt-BR'),
      ),
    ),
    'language of the pages for visitors',
  ),
  singleUser: about(v.optional(yesNo(), false), "the front page shows the first account's profile"),
  env: about(
    v.optional(
      v.pipe(
        v.record(
          setting,
          v.pipe(v.string('allowed: a value in quotes'), v.maxLength(2000, 'allowed: 2000 characters at most')),
        ),
        v.maxEntries(500, 'allowed: 500 settings at most'),
      ),
      {},
    ),
    "further settings by Mastodon's own names, values in quotes; secrets belong into envFromSecrets",
  ),
  envFromSecrets: about(
    v.optional(
      v.pipe(
        v.record(
          setting,
          fields({
            name: about(dnsName(), 'Secret'),
            key: about(secretKey(), 'key in it'),
          }),
        ),
        v.maxEntries(100, 'allowed: 100 settings at most'),
      ),
      {},
    ),
    'settings whose values lie in Secrets',
  ),
  upkeep: about(
    v.optional(
      fields({
        timeZone: about(v.optional(timeZone(), 'UTC'), 'time zone of the schedules'),
        removeRemoteMedia: about(
          v.optional(task(14, '23 3 * * *'), {}),
          "copies of other servers' media that nobody looked at",
        ),
        removePreviewCards: about(v.optional(task(60, '41 3 * * 0'), {}), 'thumbnails of links'),
      }),
      {},
    ),
    'what is tidied up by a schedule',
  ),
  startEmpty: about(
    v.optional(yesNo(), false),
    'true: initialise an empty database although media or backup sets of an earlier server exist',
  ),
  migrationTime: about(v.optional(duration(), '2h'), 'time that a migration of the database may take'),
  uploadTime: about(
    v.optional(duration(), '10m'),
    'time that one upload may take; pods that are told to stop wait as long',
  ),
  uploadMegabytes: about(v.optional(whole(1, 10000), 100), 'megabytes that one upload may have'),
});

export type DeclaredMastodon = v.InferOutput<typeof mastodonSchema>;
