import { mediaPlace } from '../mastodon/media-place';
import type { Footprint } from '../site/room';
import { chooseRole, chooseVolume, type DataVolume } from '../storage/choose';
import type { RoleName } from '../storage/engine';
import type { BackupFacts } from './resolve';

/** The media volume where only one node at a time mounts it: whatever is copied from there must be mountable beside it. */
function mediaOnOneNode({ mastodon, storage }: BackupFacts): DataVolume | undefined {
  const { media } = mastodon;
  return media.kind === 'volume' && mediaPlace(media, storage) === 'one-node' ? media.volume : undefined;
}

/**
 * A volume that one pod mounts beside the media.
 * @param prefer roles in the order that suits; the first that the site fills is taken
 */
export function placeVolume(
  declared: { readonly on?: RoleName | undefined; readonly size: string; readonly node?: string | undefined },
  prefer: readonly RoleName[],
  facts: BackupFacts,
): DataVolume {
  const media = mediaOnOneNode(facts);
  const on = chooseRole(declared.on, prefer, facts.storage);
  if (media?.node !== undefined && facts.storage[on]?.nodeBound)
    return { on, size: declared.size, node: declared.node ?? media.node };
  return chooseVolume({ ...declared, on }, [on], facts.storage, facts.cluster);
}

/** What a claim takes of the disks; the pods that mount it come and go. */
export function volumeFootprint(name: string, from: string, volume: DataVolume | undefined): Footprint[] {
  if (volume === undefined) return [];
  const { on, size, node } = volume;
  return [{ name, from, instances: 1, cpu: '0m', memory: '0Mi', node, volumes: [{ role: on, size }] }];
}
