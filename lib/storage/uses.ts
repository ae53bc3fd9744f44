import type { Path } from '../site/finding';
import type { Site } from '../site/site';
import type { DataVolume } from './choose';

/** A volume that some part of the site keeps its data on. */
export interface Use {
  /** For messages: `the database`. */
  readonly what: string;
  /** Key path of the map that says where the volume lies (`on`) and how large it is (`size`). */
  readonly path: Path;
  readonly volume: DataVolume;
  /** How many such volumes there are. */
  readonly instances: number;
  /** Several pods mount it at once, on any nodes where the class allows it. */
  readonly shared: boolean;
}

export function dataVolumes(site: Site): Use[] {
  const { database, redis, search, mastodon, backup } = site;
  const alone: readonly [string, string, DataVolume | undefined, number][] = [
    ['the database', 'database', database.volume, database.instances],
    ['Redis', 'redis', redis.volume, redis.instances],
    ['search', 'search', search.volume, 1],
  ];
  return [
    ...alone.flatMap(([what, key, volume, instances]) =>
      volume ? [{ what, path: [key], volume, instances, shared: false }] : [],
    ),
    ...(mastodon.media.kind === 'volume'
      ? [
          {
            what: 'the media',
            path: ['mastodon', 'media', 'volume'],
            volume: mastodon.media.volume,
            instances: 1,
            shared: true,
          },
        ]
      : []),
    ...(backup.kind === 'plan' && backup.tree.kind !== 'nfs'
      ? [
          {
            what: backup.tree.kind === 'spool' ? 'the spool of the backups' : 'the backups',
            path: ['backup', 'to', ...(backup.tree.kind === 'spool' ? ['s3', 'spool'] : ['volume'])],
            volume: backup.tree.volume,
            instances: 1,
            shared: true,
          },
        ]
      : []),
  ];
}
