import { looksSecret } from './secret-values';

/** A value as it may be printed: a secret that was written down by mistake is not written down again. */
export function quoted(text: string): string {
  if (looksSecret(text) !== undefined) return 'a text that is not shown';
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return JSON.stringify(short);
}
