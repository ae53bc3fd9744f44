import type { Site } from '../site/site';
import { type Fate, machineLosses } from '../site/survival';
import { voters } from './cluster';

const part = 'the control plane';

export function clusterSurvival(site: Site): Fate[] {
  const lone = site.cluster.nodes.length === 1;
  return [
    ...(lone ? [] : machineLosses.map(({ loss, count }) => lostVoters(site, loss, count))),
    { loss: 'disk', part, cost: 'nothing', text: 'the machine is away meanwhile, as where any is lost' },
    {
      loss: 'power',
      part,
      cost: 'a moment',
      text: 'everything starts by itself, in any order, when the power is back; what no disk had written yet is lost',
      time: lone
        ? '18 s after the machine is on; real disks and a real Mastodon take longer'
        : '41 to 93 s after the last machine is on; real disks and a real Mastodon take longer',
      chapter: 'power-cut',
      measured: lone ? '`one-node`' : '`power-cut`',
    },
    {
      loss: 'building',
      part,
      cost: 'a restore',
      text: 'other machines, set up by chapters 1 to 3 of the runbook',
      chapter: 'cluster-loss',
    },
  ];
}

function lostVoters({ cluster }: Site, loss: Fate['loss'], count: number): Fate {
  const members = voters(cluster).length;
  const left = members - Math.min(count, members);
  if (left > members / 2)
    return {
      loss,
      part,
      cost: 'nothing',
      text: `${left} of ${members} voters go on`,
      time: 'no change is taken for 1.5 s',
      measured: '`power-cut`',
    };
  return {
    loss,
    part,
    cost: 'until it is back',
    text: 'where too few voters are left, what runs goes on, and nothing starts, moves or changes',
    chapter: 'node-loss',
    measured: '`power-cut`',
    // What needs to move says so itself.
    beside: true,
  };
}
