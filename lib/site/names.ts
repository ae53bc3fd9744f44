import * as v from 'valibot';

/** Names that end in commands, addresses and files of other programs: letters that none of them gives a meaning of its own. */

const name = (shape: RegExp, most: number, allowed: string) =>
  v.pipe(
    v.string(`allowed: ${allowed}`),
    v.regex(shape, `allowed: ${allowed}`),
    v.maxLength(most, `allowed: ${most} characters at most`),
  );

/** On a node. Shape: `/var/lib/longhorn`. */
export const absoluteFolder = () =>
  name(
    /^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._-]+)+\/?$/,
    200,
    'an absolute folder like /var/lib/longhorn, of letters, digits, ., _ and -',
  );

/** Exported by NFS. Shape: `/volume1/mastodon`. */
export const exportedFolder = () =>
  name(
    /^\/$|^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._-]+)+\/?$/,
    200,
    'an exported folder like /volume1/mastodon, of letters, digits, ., _ and -',
  );

/** Below another one, without a way out of it. Shape: `home/mastodon`. */
export const relativeFolder = (what: string) =>
  name(/^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*\/?$/, 200, what);

/** Source: docs.aws.amazon.com, bucket naming rules; others allow capitals and _ too. */
export const bucketName = () =>
  name(/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/, 63, 'the name of a bucket, of letters, digits, ., _ and -');

export const region = () => name(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, 63, 'a region like eu-central-1');

/** A release of a chart. Shape: `6.9.3`. */
export const chartVersion = () => name(/^\d+\.\d+\.\d+([-+][A-Za-z0-9.+-]+)?$/, 60, 'a version in quotes like "6.9.3"');

/** Linux takes 15 characters. */
export const interfaceName = () => name(/^[A-Za-z0-9][A-Za-z0-9._@-]*$/, 15, 'a network interface like eth0');

/** A role, a database or a user of a server: what needs no quotes in SQL, a shell or an address. */
export const accountName = () => name(/^[A-Za-z_][A-Za-z0-9_.@-]*$/, 63, 'a name of letters, digits, _, ., @ and -');

/** Source: kubernetes.io, labels and selectors. */
export const labelName = () =>
  name(
    /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/,
    317,
    'a label like disk or example.org/disk',
  );

export const labelValue = () =>
  name(/^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/, 63, 'the value of a label like fast');

/** Source: kubernetes.io, Secrets: what may be a file's name, and no way out of the folder. */
export const secretKey = () => name(/^(?!\.\.)(?!\.$)[-._a-zA-Z0-9]+$/, 253, 'a key of a Secret');

/** Shape: `https://git.example.org/mastodon.git` or `ssh://git@git.example.org/mastodon.git`. */
export const gitRepository = () =>
  name(
    /^(https|ssh):\/\/([A-Za-z0-9._-]+@)?[A-Za-z0-9][A-Za-z0-9.-]*(:\d{1,5})?(\/[A-Za-z0-9._~%+-]+)+\/?$/,
    500,
    'https://… or ssh://git@…, without a password',
  );

/** What a map may be called by a person. */
export const title = () =>
  name(
    /^[\p{L}\p{N}]([\p{L}\p{M}\p{N} .,:/_()'-]*[\p{L}\p{M}\p{N}.)])?$/u,
    100,
    'a name of letters, digits and blanks',
  );
