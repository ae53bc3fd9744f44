import type { Site } from '../site/site';
import type { Fate } from '../site/survival';
import { targetPlaces } from './places';
import { planOf } from './plan';

const part = 'backups';

export function backupSurvival(site: Site): Fate[] {
  if (planOf(site) === undefined) return [lostBuilding(site)];
  return [
    {
      loss: 'node',
      part,
      cost: 'nothing',
      text: 'a set that was being made is thrown away; the next one comes at its time',
      measured: 'docs/backup.md',
    },
    {
      loss: 'backups',
      part,
      cost: 'nothing',
      text: 'the server goes on; no set is made until the place is back, and somebody is told after a day and a half',
      chapter: 'backup',
    },
    lostBuilding(site),
  ];
}

function lostBuilding(site: Site): Fate {
  const all = { loss: 'building', part, chapter: 'cluster-loss' } as const;
  const places = targetPlaces(site);
  const elsewhere = places.find(({ atHome }) => !atHome);
  if (elsewhere !== undefined)
    return {
      ...all,
      cost: 'a restore',
      text: `the sets in ${elsewhere.what} and operator.key, kept elsewhere, bring it back; what came since the last set, up to a day, is lost`,
    };
  const text =
    places.length === 0
      ? 'there are none: everything is lost'
      : `they lie at home (${places.map(({ what }) => what).join(', ')}) and are lost with it: declare a bucket elsewhere`;
  return { ...all, cost: 'everything', text };
}
