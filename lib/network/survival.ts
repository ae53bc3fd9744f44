import { schedulableNodes } from '../cluster/cluster';
import type { Site } from '../site/site';
import { type Fate, machineLosses } from '../site/survival';

const part = 'the entry';

export function networkSurvival(site: Site): Fate[] {
  return [...machineLosses.map(({ loss, count }) => ({ loss, part, ...lostMachines(site, count) })), line(site)];
}

type What = Omit<Fate, 'loss' | 'part'>;

function lostMachines(site: Site, count: number): What {
  const { loadBalancer, ingress } = site.network;
  if (schedulableNodes(site.cluster).length <= count) return { cost: 'until it is back', text: 'nobody answers' };
  if (!loadBalancer.assignsDeclaredAddress)
    return {
      cost: 'a command',
      text: `the router forwards to ${loadBalancer.address}: where that machine is lost, forward to another`,
      chapter: 'internet',
    };
  if (!ingress.retries)
    return {
      cost: 'a moment',
      text: 'the address moves; its controller still asks pods of the lost machine, so that one request of three fails',
      time: 'about a minute',
      measured: '`addon-ingress`',
    };
  return {
    cost: 'a moment',
    text: 'another machine takes the address over; requests that were under way fail',
    ...(count === 1
      ? { time: 'seconds; the slowest request after the loss took 8.6 s', measured: '`node-loss`' }
      : { time: 'seconds' }),
  };
}

function line({ network }: Site): Fate {
  const way = {
    'port-forward': 'the router or the provider',
    tunnel: 'the line or the tunnel',
    vps: 'the line or the VPS',
    none: 'the router',
  }[network.internet];
  return {
    loss: 'line',
    part,
    cost: 'until it is back',
    text: `while ${way} is away nobody outside reaches the server; other servers try again for days, and the home network goes on where its own DNS knows the address`,
    chapter: 'internet',
  };
}
