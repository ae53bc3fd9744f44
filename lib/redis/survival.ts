import type { Site } from '../site/site';
import { type Fate, machineLosses } from '../site/survival';
import { survivalOnVolume } from '../storage/survival';

const part = 'Redis';

export function redisSurvival(site: Site): Fate[] {
  const { volume, instances } = site.redis;
  if (volume === undefined) return [];
  if (instances === 1)
    return survivalOnVolume(site, {
      part,
      volume,
      lost: { cost: 'a command', text: 'jobs that waited are lost; timelines are built again', chapter: 'volume-loss' },
    });
  return [
    ...machineLosses.map(({ loss, count }): Fate => ({ loss, part, ...lostServers(instances, count) })),
    {
      loss: 'disk',
      part,
      cost: 'nothing',
      text: 'the others go on; give the lost one an empty volume, which it fills from the master',
      chapter: 'node-loss',
    },
  ];
}

/** Sentinels agree by a majority; a master takes no write that nobody else would hold. */
function lostServers(instances: number, count: number): Omit<Fate, 'loss' | 'part'> {
  const left = instances - count;
  if (left < 2 || left <= instances / 2)
    return {
      cost: 'until it is back',
      text: 'too few are left to choose a master or to take writes',
      chapter: 'node-loss',
    };
  return {
    cost: 'a moment',
    text: 'another server leads',
    time: '6 s; posts are taken again 10 to 22 s after the loss',
    chapter: 'node-loss',
    measured: '`node-loss`',
  };
}
