import { declare } from './declare';
import type { Host } from './host';
import type { HostSource } from './host-source';
import { readLock } from './lock';

/** @returns the host; undefined where its own declaration has errors, or makes it a guest */
export function hostOf({ file, declaration, lock, bases }: HostSource): Host | undefined {
  const { site, value } = declare(declaration, readLock(lock).versions, undefined, bases);
  return site && value ? { file, value, site } : undefined;
}
