import type { Site } from '../site/site';
import { canMove, type Fate, fromBackup, machineLosses } from '../site/survival';
import { survivalOnVolume } from '../storage/survival';
import { mediaVolume } from './media';
import { mediaPlace } from './media-place';

const part = 'web, streaming, Sidekiq';

export function mastodonSurvival(site: Site): Fate[] {
  return [
    ...machineLosses.map(({ loss, count }): Fate => ({ loss, part, ...lostMachines(site, count) })),
    ...mediaSurvival(site),
  ];
}

type What = Omit<Fate, 'loss' | 'part'>;

/** What a media volume for one node does to the pods around it is said of the media. */
function lostMachines(site: Site, count: number): What {
  if (!canMove(site, count)) {
    const left = site.cluster.nodes.length > count;
    return {
      cost: 'until it is back',
      text: left ? 'pods that are left run on; those that are lost do not start elsewhere' : 'nothing runs',
    };
  }
  const several = site.mastodon.web.instances > count;
  return {
    cost: several ? 'nothing' : 'a moment',
    text: several ? 'other pods answer meanwhile; lost ones start elsewhere' : 'start elsewhere',
    ...(count === 1 && { time: 'all of them are back 49 to 109 s after the loss', measured: '`node-loss`' }),
  };
}

function mediaSurvival(site: Site): Fate[] {
  const { media } = site.mastodon;
  const held = mediaVolume(site);
  if (held === undefined) return media.kind === 's3' ? [bucket(media.s3.bucket)] : [];
  const shared = mediaPlace(media, site.storage) === 'any-node';
  return survivalOnVolume(site, { part: 'the media volume', volume: held.volume, shared, lost: fromBackup(site) });
}

const bucket = (name: string): Fate => ({
  loss: 'building',
  part: 'the media',
  cost: 'nothing',
  text: `lie in bucket ${name}, as safe as its keeper makes them`,
});
