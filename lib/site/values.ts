import * as v from 'valibot';
import { isAddress, isCidr } from '../cluster/addresses';

/** Scalars that a declaration is made of. Each says in its message what is allowed, with an example. */

const text = (allowed: string) => v.string(`allowed: ${allowed}`);

/** Printable text without line breaks: it ends in files and commands that people read. */
export const line = (allowed: string) =>
  v.pipe(
    text(allowed),
    v.regex(/^[^\p{C}\u2028\u2029]+$/u, `allowed: ${allowed}, on one line`),
    v.maxLength(500, 'allowed: 500 characters at most'),
  );

/** A name in Kubernetes' sense: RFC 1123 label. */
export const dnsLabel = (most = 63) =>
  v.pipe(
    text('a name of a-z, 0-9 and -'),
    v.regex(
      /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
      'allowed: a name of a-z, 0-9 and -, beginning and ending with a letter or digit',
    ),
    v.maxLength(most, `allowed: ${most} characters at most`),
  );

/** A name in Kubernetes' sense: RFC 1123 subdomain, as node, class and Secret names are. */
export const dnsName = () =>
  v.pipe(
    text('a name of a-z, 0-9, - and .'),
    v.regex(
      /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
      'allowed: a name of a-z, 0-9, - and ., parts beginning and ending with a letter or digit',
    ),
    v.maxLength(253, 'allowed: 253 characters at most'),
  );

/** A host name with at least one dot, e.g. `social.example.org`. */
export const domain = () =>
  v.pipe(
    text('a domain like social.example.org'),
    v.regex(
      /^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z]([-a-z0-9]{0,61}[a-z0-9])$/,
      'allowed: a domain in lower case like social.example.org, without https:// or a path',
    ),
    v.maxLength(253, 'allowed: 253 characters at most'),
  );

/** A host: domain, single-label name or IP address. */
export const host = () =>
  v.pipe(
    text('a host name or an IP address'),
    v.regex(
      /^([a-zA-Z0-9]([-a-zA-Z0-9.]{0,251}[a-zA-Z0-9])?|[0-9a-fA-F:]{2,45})$/,
      'allowed: a host name or an IP address, without a scheme or port',
    ),
  );

/** Bytes in Kubernetes' notation. Shape: `16Gi`. */
export const quantity = () =>
  v.pipe(
    text('a size like 20Gi, in quotes or plain'),
    v.regex(/^[1-9]\d{0,8}(\.\d{1,3})?(Mi|Gi|Ti|M|G|T)$/, 'allowed: a size like 512Mi, 20Gi or 1Ti'),
  );

/** CPU in Kubernetes' notation. Shape: `500m` or `2`. */
export const cpu = () =>
  v.pipe(
    text('CPU like 250m or "2", in quotes'),
    v.regex(/^([1-9]\d{0,5}m|\d{1,3}(\.\d{1,3})?)$/, 'allowed: CPU like 250m or "2"'),
  );

/** A time span. Shape: `240s`, `10m`, `2h`. */
export const duration = () =>
  v.pipe(
    text('a time span like 240s or 10m'),
    v.regex(/^[1-9]\d{0,5}(s|m|h)$/, 'allowed: a time span like 240s, 10m or 2h'),
  );

export const address = () =>
  v.pipe(
    text('an IP address like 192.168.1.11'),
    v.regex(/^(\d{1,3}(\.\d{1,3}){3}|[0-9a-fA-F:]{2,45})$/, 'allowed: an IP address like 192.168.1.11'),
    v.check(isAddress, 'allowed: an IP address like 192.168.1.11'),
  );

export const cidr = () =>
  v.pipe(
    text('a range in CIDR notation like 192.168.1.0/24'),
    v.regex(/^[0-9a-fA-F:.]+\/\d{1,3}$/, 'allowed: a range in CIDR notation like 192.168.1.0/24'),
    v.check(isCidr, 'allowed: a range in CIDR notation like 192.168.1.0/24'),
  );

/** Ranges of a server that somebody else runs. */
export const cidrs = () =>
  v.pipe(
    v.array(cidr(), 'allowed: a list of ranges'),
    v.minLength(1, 'allowed: one range or more'),
    v.maxLength(50, 'allowed: 50 ranges at most'),
  );

export const port = () => whole(1, 65535);

export const whole = (least: number, most: number) =>
  v.pipe(
    v.number(`allowed: a whole number from ${least} to ${most}`),
    v.integer(`allowed: a whole number from ${least} to ${most}`),
    v.minValue(least, `allowed: a whole number from ${least} to ${most}`),
    v.maxValue(most, `allowed: a whole number from ${least} to ${most}`),
  );

/** A version in quotes, since YAML reads 1.30 as the number 1.3. Shape: `"1.36"`. */
export const kubernetesVersion = () =>
  v.pipe(
    text('a version in quotes like "1.36"'),
    v.regex(/^1\.\d{2}(\.\d{1,3})?$/, 'allowed: a version like "1.36" or "1.36.3"'),
  );

/** A tag of Mastodon's images. Shape: `v4.7.2`. */
export const mastodonVersion = () =>
  v.pipe(
    text('a version like v4.7.2'),
    v.regex(/^v\d{1,2}\.\d{1,3}\.\d{1,3}(-[a-z0-9.]{1,20})?$/, 'allowed: a full version like v4.7.2, with the v'),
  );

/** An image without tag. Shape: `ghcr.io/mastodon/mastodon`. */
export const imageReference = () =>
  v.pipe(
    text('an image with a tag like ghcr.io/mastodon/mastodon:v4.7.2'),
    v.regex(
      /^[a-z0-9][a-z0-9._:/-]{0,200}(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})(@sha256:[0-9a-f]{64})?$/,
      'allowed: an image with a tag like ghcr.io/mastodon/mastodon:v4.7.2, never latest',
    ),
  );

/** Five fields as CronJobs have them. Shape: `17 4 * * *`. */
export const cron = () =>
  v.pipe(
    text('a schedule like "17 4 * * *"'),
    v.regex(
      /^(\*|[0-9][0-9,/-]*|\*\/[0-9]{1,2})( (\*|[0-9][0-9,/-]*|\*\/[0-9]{1,2})){4}$/,
      'allowed: a schedule of five fields like "17 4 * * *"',
    ),
    v.maxLength(100, 'allowed: 100 characters at most'),
  );

/** An IANA time zone. Shape: `Europe/Berlin`. */
export const timeZone = () =>
  v.pipe(
    text('a time zone like Europe/Berlin'),
    v.regex(
      /^([A-Z][A-Za-z_]+(\/[A-Z][A-Za-z_+-]+){0,2}|Etc\/GMT[+-]\d{1,2}|UTC)$/,
      'allowed: a time zone like Europe/Berlin or UTC',
    ),
    v.maxLength(60, 'allowed: 60 characters at most'),
  );

export const email = () =>
  v.pipe(
    text('an e-mail address'),
    v.regex(
      /^[A-Za-z0-9_][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{2,250}$/,
      'allowed: an e-mail address like admin@example.org',
    ),
  );

/** What another program takes as it is: whatever JSON can say without loss. */
export const plainMap = () =>
  v.pipe(
    v.record(v.string(), v.unknown(), 'allowed: a map of keys and values'),
    v.maxEntries(50, 'allowed: 50 keys at most'),
    v.check<Record<string, unknown>, string>(isPlain, 'allowed: text, whole numbers, true, false, lists and maps'),
  );

function isPlain(value: unknown): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(isPlain);
}
