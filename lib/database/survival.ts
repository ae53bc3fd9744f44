import type { Site } from '../site/site';
import { canMove, type Fate, fromBackup, machineLosses } from '../site/survival';
import { survivalOnVolume } from '../storage/survival';

const part = 'PostgreSQL';

export function databaseSurvival(site: Site): Fate[] {
  const { volume, instances, endpoint } = site.database;
  if (volume === undefined)
    return [
      {
        loss: 'primary',
        part,
        cost: 'until it is back',
        text: `${endpoint.host} is somebody else's care, and Mastodon waits for it`,
      },
    ];
  if (instances > 1) return replicated(site);
  const again: Fate = {
    loss: 'primary',
    part,
    cost: 'a moment',
    text: 'starts again where it was, and is waited for however long it recovers',
    time: 'seconds; 207 s where recovery itself took 200 s',
    measured: '`slow-database`',
  };
  return [...survivalOnVolume(site, { part, volume, lost: fromBackup(site) }), again];
}

/** Instances that hold the data each, and an operator that lets another one lead. */
function replicated(site: Site): Fate[] {
  const { instances } = site.database;
  return [
    ...machineLosses.map(({ loss, count }): Fate => ({ loss, part, ...lostInstances(site, instances, count) })),
    {
      loss: 'primary',
      part,
      cost: 'a moment',
      text: 'another instance leads',
      time: "seconds; CloudNativePG's own tests ask for ten",
    },
    {
      loss: 'disk',
      part,
      cost: 'nothing',
      text: 'the others hold everything and go on; give the lost one an empty volume, which it fills from them',
      chapter: 'volume-loss',
    },
  ];
}

function lostInstances(site: Site, instances: number, count: number): Omit<Fate, 'loss' | 'part'> {
  const left = instances - count;
  if (left < 1 || !canMove(site, count))
    return { cost: 'until it is back', text: 'nobody may choose another to lead', chapter: 'node-loss' };
  if (instances === 2)
    return {
      cost: 'a moment',
      text: 'the other instance leads; what was acknowledged while it lagged behind may be lost',
      time: 'about 100 s',
      chapter: 'node-loss',
    };
  if (left < 2)
    return {
      cost: 'until it is back',
      text: 'the last instance takes no writes: it alone would hold them',
      chapter: 'node-loss',
    };
  return {
    cost: 'a moment',
    text: 'another instance leads, and no acknowledged row is lost',
    time: 'writes go on 98 s after the loss',
    chapter: 'node-loss',
    measured: 'CloudNativePG 1.30.0, three instances, the machine of the primary cut off',
  };
}
