import { interval, overlap } from '../cluster/addresses';
import { schedulableNodes } from '../cluster/cluster';
import { type Announcer, announcersOf, type ShownPool } from '../network';
import { type Check, cantTell, fail, few, mayI, named, type Wrong, warn } from './check';
import type { Seen } from './seen';
import type { Wanted } from './wanted';

const withoutPools = ({ site }: Wanted): string | undefined =>
  announcersOf(site.network.loadBalancer).own?.pools === undefined
    ? 'nodes answer on addresses of their own'
    : undefined;

export const announcerChecks: readonly Check[] = [
  {
    name: 'load balancer',
    needs: ['nodes', 'daemonSets'],
    idle: ({ site: { network } }) =>
      network.loadBalancer.hostPorts ? 'the ingress controller holds ports of the nodes itself' : undefined,
    passed: 'the declared load balancer is at work on the nodes, and no other beside it',
    *find({ site }, { nodes, daemonSets, customs }) {
      const { own, others } = announcersOf(site.network.loadBalancer);
      const shown = { daemonSets, customs };
      if (own !== undefined && own.atWork(shown) === undefined)
        yield fail(`nothing of ${own.title} is at work: nobody answers`, 'install it: chapter 2 of the runbook');
      const label = own?.atWork(shown) && own.silentOn?.(shown);
      const speaking = schedulableNodes(site.cluster).filter(
        ({ name }) => label && named(nodes, name)?.metadata.labels?.[label] === undefined,
      );
      if (label && speaking.length === 0)
        yield fail(
          `every node is labelled ${label}: ${own?.title} announces nothing there, without a word`,
          `kubectl label nodes --all ${label}-`,
        );
      for (const other of others) {
        const found = other.atWork(shown);
        if (found !== undefined)
          yield warn(`${other.title} is at work too (${found}), and may answer for the same Service`, other.off);
      }
      yield* unseen(
        others.flatMap(({ kinds }) => kinds),
        customs,
      );
    },
  },
  {
    name: 'pools',
    needs: [],
    idle: withoutPools,
    passed: 'one pool holds the address, announced, and gives it to nobody who does not ask for it',
    *find({ site }, { customs }) {
      const { own } = announcersOf(site.network.loadBalancer);
      const hidden = [...unseen(own?.kinds ?? [], customs)];
      if (hidden.length > 0 || own?.pools === undefined) return yield* hidden;
      const pools = own.pools({ daemonSets: [], customs });
      for (const address of site.network.loadBalancer.addresses) {
        const holding = pools.filter((pool) => holds(pool, address));
        const [pool, ...more] = holding;
        if (pool === undefined) yield fail(`no pool of ${own.title} holds ${address}`, 'kubectl apply -k platform');
        else if (more.length > 0)
          yield fail(
            `pools ${holding.map(({ name }) => name).join(' and ')} hold ${address} at once`,
            'keep the one that platform/ renders, and delete the other',
          );
        else yield* faultsOf(pool, address, own);
        for (const [one, other] of overlapping(pools, holding))
          yield fail(`pools ${one} and ${other} overlap`, 'give the other one addresses of its own');
      }
    },
  },
];

function* faultsOf({ name, announced, autoAssign }: ShownPool, address: string, own: Announcer): Iterable<Wrong> {
  if (!announced)
    yield fail(
      `pool ${name} is announced by no ${own.advertisements}: nobody in the house hears of ${address}`,
      'kubectl apply -k platform',
    );
  if (autoAssign)
    yield warn(
      `pool ${name} gives ${address} to whoever asks first`,
      'kubectl apply -k platform: the rendered pool has autoAssign: false',
    );
}

const holds = ({ ranges }: ShownPool, address: string) => ranges.some((range) => meet(range, address));

/** Pools that hold the address, each with one that holds other addresses of it. */
function overlapping(pools: readonly ShownPool[], holding: readonly ShownPool[]): [string, string][] {
  return holding.flatMap((pool) =>
    pools
      .filter(
        (other) =>
          !holding.includes(other) && pool.ranges.some((range) => other.ranges.some((one) => meet(range, one))),
      )
      .map((other): [string, string] => [pool.name, other.name]),
  );
}

function meet(range: string, other: string): boolean {
  const [one, two] = [interval(range), interval(other)];
  return one !== undefined && two !== undefined && overlap(one, two);
}

function* unseen(kinds: readonly string[], customs: Seen['customs']): Iterable<Wrong> {
  const hidden = kinds.filter((kind) => !customs.has(kind));
  if (hidden.length > 0) yield cantTell(`kubectl did not show ${few(hidden)}`, mayI);
}
