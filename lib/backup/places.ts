import type { Site } from '../site/site';
import { dataVolumes } from '../storage/uses';
import { bucketPlace } from './bucket';
import { nfs } from './nfs';
import { s3 } from './s3';
import type { Place, Target } from './target';
import { volume } from './volume';

/** Adding a target is adding its file and one line here. */
export const targets: readonly Target[] = [nfs, volume, s3];

export function usedTargets(site: Site): Target[] {
  return targets.filter((target) => target.place(site) !== undefined);
}

export function targetPlaces(site: Site): Place[] {
  return targets.flatMap((target) => target.place(site) ?? []);
}

/** Where the data itself lies. */
export function dataPlaces(site: Site): Place[] {
  const { media } = site.mastodon;
  const volumes = dataVolumes(site)
    .filter(({ path }) => path[0] !== 'backup')
    .flatMap(({ what, path, volume: { on } }) => {
      const volumeClass = site.storage[on];
      if (volumeClass === undefined) return [];
      const { engine, isOurs, failureDomain: domain } = volumeClass;
      return [{ what, path: [...path, 'on'], engine, isOthers: !isOurs, domain, atHome: true }];
    });
  if (media.kind === 'volume') return volumes;
  return [...volumes, { ...bucketPlace(media.s3, site), what: 'the media', path: ['mastodon', 'media', 's3'] }];
}

/** A class of somebody else's whose place nobody named may be the same disks as any other of its kind. */
const unknown = (domain: string) => domain.startsWith('class ');

export function sameDomain(one: Place, other: Place): boolean {
  return (
    one.domain === other.domain || (one.isOthers && other.isOthers && (unknown(one.domain) || unknown(other.domain)))
  );
}
