import type { Storage } from '../storage/storage';
import type { Media } from './mastodon';

/** Where media lie, as far as scheduling is concerned. */
export type MediaPlace = 'bucket' | 'any-node' | 'one-node';

export function mediaPlace(media: Media, storage: Storage): MediaPlace {
  if (media.kind === 's3') return 'bucket';
  return storage[media.volume.on]?.accessModes.includes('ReadWriteMany') ? 'any-node' : 'one-node';
}
