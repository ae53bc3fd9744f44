import type { Site } from '../site/site';
import type { Fate } from '../site/survival';
import type { BackupPlan } from './backup';
import { planOf } from './plan';

const part = 'backups';

export function backupSurvival(site: Site): Fate[] {
  const plan = planOf(site);
  if (plan === undefined) return [lostBuilding(undefined)];
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
    lostBuilding(plan),
  ];
}

function lostBuilding(plan: BackupPlan | undefined): Fate {
  const all = { loss: 'building', part, chapter: 'cluster-loss' } as const;
  if (plan === undefined) return { ...all, cost: 'everything', text: 'there are none: everything is lost' };
  if (plan.bucket !== undefined)
    return {
      ...all,
      cost: 'a restore',
      text: `the sets in bucket ${plan.bucket.bucket} and operator.key, kept elsewhere, bring it back; what came since the last set, up to a day, is lost`,
    };
  return {
    ...all,
    cost: 'everything',
    text:
      plan.tree.kind === 'nfs'
        ? `everything is lost if ${plan.tree.server} stands in it too: declare a bucket elsewhere`
        : 'the sets lie in the cluster, and are lost with it: declare a bucket elsewhere',
  };
}
