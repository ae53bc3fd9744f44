import type * as k8s from '../kube/k8s';
import { literal } from '../kube/literal';
import { containerSecurity } from '../kube/security';
import { typedResources } from '../kube/typed';
import type { Site } from '../site/site';
import type { Bucket } from './backup';
import { planOf } from './plan';

/** Steps in rclone's own image, and its settings. */

const bucketOf = (site: Site) => planOf(site)?.bucket;

const folderOf = ({ bucket, prefix }: Bucket) => `bucket:${bucket}${prefix === '' ? '' : `/${prefix}`}`;

/** rclone's settings by its own names: a remote `bucket`, and `target`, which encrypts into it. */
function remotes(site: Site, own: Bucket): k8s.EnvVar[] {
  const key = (name: string) => ({ name, valueFrom: { secretKeyRef: { name: own.secret, key: name } } });
  const plain: [string, string | undefined][] = [
    ...remote('BUCKET', own),
    ['RCLONE_CONFIG_TARGET_TYPE', 'crypt'],
    ['RCLONE_CONFIG_TARGET_REMOTE', `${folderOf(own)}/sets`],
    ['REMOTE', `target:${site.mastodon.webDomain}`],
    ['SECRETS_REMOTE', `${folderOf(own)}/secrets/${site.mastodon.webDomain}`],
  ];
  return [...set(plain), key('AWS_ACCESS_KEY_ID'), key('AWS_SECRET_ACCESS_KEY'), key('CRYPT_PASSWORD')];
}

const set = (plain: readonly [string, string | undefined][]): k8s.EnvVar[] =>
  plain.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));

/** An S3 remote of rclone's. Source: rclone.org/s3, environment variables of remotes. */
function remote(name: string, where: Pick<Bucket, 'endpoint' | 'region'>): [string, string | undefined][] {
  const setting = (key: string) => `RCLONE_CONFIG_${name}_${key}`;
  return [
    [setting('TYPE'), 's3'],
    [setting('PROVIDER'), where.endpoint === undefined ? 'AWS' : 'Other'],
    [setting('ENDPOINT'), where.endpoint],
    [setting('REGION'), where.region],
    [setting('ENV_AUTH'), 'true'],
    // A key that may not list or make buckets is enough.
    [setting('NO_CHECK_BUCKET'), 'true'],
  ];
}

/**
 * A step in rclone's own image.
 * @param command file in /scripts, and its arguments
 */
export function rcloneContainer(
  site: Site,
  name: string,
  [script, ...args]: readonly string[],
  more: { readonly env: k8s.EnvVar[]; readonly mounts: k8s.VolumeMount[] },
): k8s.Container[] {
  const own = bucketOf(site);
  if (own === undefined) return [];
  return [
    {
      name,
      image: `docker.io/rclone/rclone:${site.versions.rclone}`,
      imagePullPolicy: 'IfNotPresent',
      command: ['sh', `/scripts/${script}`, ...args],
      env: [...more.env, ...remotes(site, own)],
      resources: typedResources({ cpu: '50m', memory: '128Mi', memoryLimit: '512Mi' }),
      securityContext: containerSecurity(),
      terminationMessagePolicy: 'FallbackToLogsOnError',
      volumeMounts: more.mounts,
    },
  ];
}

/** Where copies of Mastodon's own bucket go. Empty where media lie on a volume. */
export function mediaCopies(site: Site): k8s.EnvVar[] {
  const own = bucketOf(site);
  if (own === undefined || site.mastodon.media.kind !== 's3') return [];
  return [{ name: 'MEDIA_COPY', value: `${folderOf(own)}/media/${site.mastodon.webDomain}` }];
}

/** Mastodon's own bucket and that of its copies. Empty where media lie on a volume. */
export function mediaRemotes(site: Site): k8s.EnvVar[] {
  const own = bucketOf(site);
  const { media } = site.mastodon;
  if (own === undefined || media.kind !== 's3') return [];
  const key = (name: string, from: string) => ({
    name,
    valueFrom: { secretKeyRef: { name: media.s3.secret, key: from } },
  });
  const settings = remote('MEDIA', media.s3).filter(([name]) => !name.endsWith('ENV_AUTH'));
  return [
    ...set([
      ...settings,
      ['MEDIA_REMOTE', `media:${media.s3.bucket}`],
      // As Mastodon itself uploads: browsers read media from the bucket. Source: Mastodon, config/initializers/paperclip.rb.
      ['RCLONE_CONFIG_MEDIA_ACL', literal(site.mastodon.env.S3_PERMISSION ?? 'public-read')],
    ]),
    ...mediaCopies(site),
    key('RCLONE_CONFIG_MEDIA_ACCESS_KEY_ID', 'AWS_ACCESS_KEY_ID'),
    key('RCLONE_CONFIG_MEDIA_SECRET_ACCESS_KEY', 'AWS_SECRET_ACCESS_KEY'),
  ];
}
