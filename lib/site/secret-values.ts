/** Shapes that only secrets have. The name goes into messages; the value never does. */
type Shapes = readonly (readonly [what: string, shape: RegExp])[];

const shapes: Shapes = [
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['a password in an address', /:\/\/[^\s/@:]*:[^\s/@]+@/],
  ['a JSON web token', /\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\./],
];

/** Few texts have a word as long as keys are: all others are spared the shapes below. */
const longWord = /(^|[^A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{20}/;

const shapesOfLongWords: Shapes = [
  ['an AWS access key', /\b(AKIA|ASIA)[A-Z0-9]{16}\b/],
  ['a GitHub token', /\bgh[pousr]_[A-Za-z0-9]{30,}/],
  ['an age key', /\bAGE-SECRET-KEY-1[A-Z0-9]{50,}/],
  ['a Mastodon key (128 hexadecimal digits)', /\b[0-9a-f]{128}\b/],
  // An image's digest stands behind a colon.
  ['a hexadecimal key', /^[\w-]*?[0-9a-f]{32,}$/],
  ['a key of 32 bytes or more in Base64', /(^|[^A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{43}=($|[^=])/],
];

/** One line that assigns a password. Scripts of several lines assign variables. */
const assignment = /^[^\n]*\b(password|passwd|secret|token|api[_-]?key)\s*[=:]\s*[^\s<$*]{6,}[^\n]*$/i;

/** A certificate is public, and its last line may look like a key. */
const certificates = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]*-----END CERTIFICATE-----\n?/g;

/** Most texts of a site stand in it many times, and scripts are the same in every site. */
const seen = new Map<string, string | undefined>();
const mostSeen = 2000;

/** What kind of secret a text holds, if it looks like one. */
export function looksSecret(text: string): string | undefined {
  if (isPlain(text)) return undefined;
  if (seen.has(text)) return seen.get(text);
  if (seen.size >= mostSeen) seen.clear();
  const found = looked(text);
  seen.set(text, found);
  return found;
}

/** Most texts are shorter than any key, and assign nothing. */
const isPlain = (text: string) => text.length < 20 && !/[=:]/.test(text);

function looked(whole: string): string | undefined {
  const text = whole.includes('CERTIFICATE') ? whole.replace(certificates, '') : whole;
  const isLong = longWord.test(text);
  return (
    first(shapes, text) ??
    (isLong ? first(shapesOfLongWords, text) : undefined) ??
    (assignment.test(text) ? 'a password' : undefined) ??
    (isLong && isRandom(text) ? 'a random key' : undefined)
  );
}

const first = (of: Shapes, text: string) => of.find(([, shape]) => shape.test(text))?.[0];

/** One word of 24 characters or more that mixes digits, small and capital letters as no name does. */
function isRandom(text: string): boolean {
  return (
    /^[A-Za-z0-9+/_-]{24,}={0,2}$/.test(text) &&
    /\d.*\d.*\d/.test(text) &&
    /[a-z].*[a-z].*[a-z]/.test(text) &&
    /[A-Z].*[A-Z].*[A-Z]/.test(text)
  );
}
