import type { Footprint } from '../site/room';
import type { Site } from '../site/site';
import type { Process } from './mastodon';
import { mediaVolume } from './media';

/** What each program asks of the nodes, and the media volume. Jobs come and go and are left out. */
export function mastodonFootprints(site: Site): Footprint[] {
  const { web, streaming, sidekiq } = site.mastodon;
  const media = mediaVolume(site);
  const node = media?.volume.node;
  const one = (name: string, from: string, process: Process, pinned: string | undefined): Footprint => ({
    name,
    from,
    instances: process.instances,
    cpu: process.resources.cpu,
    memory: process.resources.memory,
    node: pinned,
  });
  const volume = media && { role: media.volume.on, size: media.volume.size };
  return [
    one('web', 'mastodon.web', web, node),
    one('streaming', 'mastodon.streaming', streaming, undefined),
    ...sidekiq.map((group) => one(group.name, group.from, group, node)),
    ...(volume
      ? [{ name: 'media', from: 'mastodon.media', instances: 1, cpu: '0m', memory: '0Mi', node, volumes: [volume] }]
      : []),
  ];
}
