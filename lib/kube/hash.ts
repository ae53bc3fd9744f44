import { createHash } from 'node:crypto';

/** Eight hex digits that change with the content. Keys are taken in the order given, so build values in a fixed order. */
export function shortHash(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 8);
}
