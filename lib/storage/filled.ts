import type { Site } from '../site/site';
import { roles } from './engine';
import type { VolumeClass } from './storage';

/** The classes that fill a site's roles, in the order of the roles. */
export function filledRoles(site: Site): VolumeClass[] {
  return roles.flatMap((role) => site.storage[role] ?? []);
}
