import { contains, family, type Interval, interval, isAddress, isAligned, overlap } from '../cluster/addresses';
import type { Path } from '../site/finding';
import type { Rule } from '../site/rule';
import type { Site } from '../site/site';
import { addonNames, metalLbOf, poolsOf } from './metallb-declaration';

const here: Path = ['network', 'loadBalancer'];

/** One range of one pool, and where the declaration has it. */
interface Entry {
  readonly pool: string;
  readonly text: string;
  readonly range: Interval;
  readonly path: Path;
}

function entries(site: Site): Entry[] {
  const options = metalLbOf(site);
  if (options === undefined) return [];
  return poolsOf(options, site.cluster).flatMap(({ name, addresses }, index) =>
    addresses.flatMap((text, place) => {
      const range = interval(text);
      const declared = options.pools ? ['pools', index, 'addresses', place] : [place === 0 ? 'address' : 'ipv6'];
      return range ? [{ pool: name, text, range, path: [...here, ...declared] }] : [];
    }),
  );
}

/** Addresses that something else has, as text and with what has them. */
type Taken = readonly { readonly text: string; readonly what: string }[];

const where =
  'metallb.io/configuration; MetalLB checks none of this (a check against nodes came in 0.15.0 and left in 0.15.1)';

function overlapRule(
  name: string,
  why: string,
  examples: { readonly wrong: string; readonly right: string },
  taken: (site: Site) => Taken,
): Rule {
  return {
    name: `network/${name}`,
    severity: 'error',
    why,
    source: where,
    fix: 'choose addresses of the LAN that nothing else uses and that the router does not give away',
    examples: { over: 'home', ...examples },
    *check(site) {
      for (const { text, range, path } of entries(site)) {
        for (const other of taken(site)) {
          const used = interval(other.text);
          if (used === undefined || !overlap(range, used)) continue;
          yield {
            path,
            message: `${text} holds ${other.what} ${other.text}; allowed: addresses that nothing else uses`,
          };
        }
      }
    },
  };
}

const address = (text: string) => `network:\n  loadBalancer:\n    address: ${text}`;
const pools = (...ranges: string[]) =>
  `network:\n  loadBalancer:\n    pools:\n      - name: ${addonNames.pool}\n        addresses:\n${ranges.map((range) => `          - ${range}\n`).join('')}`;
const free = address('192.168.1.241');

const router = overlapRule(
  'pool-overlaps-router',
  'MetalLB would answer for the router’s address, and the whole LAN loses its way out',
  { wrong: address('192.168.1.1'), right: free },
  ({ network }) => [{ text: network.gateway, what: 'the router' }],
);

const node = overlapRule(
  'pool-overlaps-node',
  'MetalLB would answer for a node’s address on another node: the node falls out of the cluster',
  { wrong: address('192.168.1.12'), right: free },
  ({ cluster }) => cluster.nodes.map((one) => ({ text: one.address, what: `node ${one.name}` })),
);

const dhcp = overlapRule(
  'pool-overlaps-dhcp',
  'the router gives the same address to a telephone one day, and the server answers now and then',
  { wrong: address('192.168.1.150'), right: free },
  ({ network }) => (network.dhcp === undefined ? [] : [{ text: network.dhcp, what: 'addresses of the DHCP range' }]),
);

const clusterRanges = overlapRule(
  'pool-overlaps-cluster-range',
  'addresses of pods and Services exist inside the cluster only: nodes would route them to pods, never to the LAN',
  {
    wrong: `${address('10.1.0.10')}\n    bgp: {myASN: 64512, peers: [{name: router, address: 192.168.1.1, asn: 64513}]}`,
    right: free,
  },
  ({ cluster }) => [
    { text: cluster.podCidr, what: "the pods' range" },
    { text: cluster.serviceCidr, what: "the Services' range" },
  ],
);

const notAligned: Rule = {
  name: 'network/pool-cidr-not-aligned',
  severity: 'error',
  why: 'MetalLB masks it: 192.168.1.240/24 is all of 192.168.1.0/24, with the router and every node in it',
  source: 'metallb internal/config: addresses are read by net.ParseCIDR; MicroK8s’ own prompt suggests such a text',
  fix: 'write one address as 192.168.1.240/32, or a range as first-last',
  examples: { over: 'microk8s-jiva', wrong: pools('192.168.1.242/29'), right: pools('192.168.1.240/29') },
  *check(site) {
    for (const { text, path } of entries(site)) {
      if (!text.includes('/') || isAligned(text)) continue;
      yield {
        path,
        message: `${text} begins before ${text.split('/')[0]}: it means the whole block; allowed: a block from its first address`,
      };
    }
  },
};

const bareAddress: Rule = {
  name: 'network/pool-bare-ip',
  severity: 'error',
  why: 'MetalLB’s webhook refuses a pool with a bare address, and the Service waits for one for ever',
  source: 'metallb internal/config: an address is CIDR or first-last',
  fix: 'write the address with /32, or /128 for IPv6',
  examples: { over: 'microk8s-jiva', wrong: pools('192.168.1.240'), right: pools('192.168.1.240/32') },
  *check(site) {
    for (const { text, path } of entries(site)) {
      if (!isAddress(text)) continue;
      const bits = family(text) === 6 ? 128 : 32;
      yield { path, message: `${text} is a bare address; allowed: ${text}/${bits}`, fix: `write ${text}/${bits}` };
    }
  },
};

const outsideLan: Rule = {
  name: 'network/pool-outside-lan',
  severity: 'error',
  why: 'layer 2 answers ARP on the LAN: nobody there asks for an address of another network',
  source: 'metallb.io/concepts/layer2',
  fix: 'choose addresses inside network.lan, or announce by BGP',
  examples: { over: 'home', wrong: address('192.168.2.240'), right: free },
  *check(site) {
    const { lan } = site.network;
    const ours = interval(lan);
    if (ours === undefined || metalLbOf(site)?.bgp) return;
    for (const { text, range, path } of entries(site)) {
      // Of the other family the declaration names no LAN: IPv6 prefixes at home change.
      if (range.family !== ours.family || contains(ours, range)) continue;
      yield { path, message: `${text} is outside of the LAN ${lan}; allowed: addresses inside it` };
    }
  },
};

const eachOther: Rule = {
  name: 'network/pools-overlap-each-other',
  severity: 'error',
  why: 'MetalLB refuses pools that share addresses, and keeps its old configuration',
  source: 'metallb internal/config: overlap within and across pools',
  fix: 'give every address to one pool, once',
  examples: {
    over: 'microk8s-jiva',
    wrong: pools('192.168.1.240-192.168.1.247', '192.168.1.245/32'),
    right: pools('192.168.1.240-192.168.1.247', '192.168.1.248/32'),
  },
  *check(site) {
    const all = entries(site);
    for (const [index, one] of all.entries()) {
      const earlier = all.slice(0, index).find((other) => overlap(one.range, other.range));
      if (earlier)
        yield {
          path: one.path,
          message: `${one.text} overlaps ${earlier.text} of pool ${earlier.pool}; allowed: each address once`,
        };
    }
  },
};

const outsidePools: Rule = {
  name: 'network/address-outside-pools',
  severity: 'error',
  why: 'MetalLB gives only addresses of its pools: the Service that asks for another one waits for ever',
  source: 'metallb.io/usage: requesting specific IPs',
  fix: 'add the address to a pool, or choose one of the pool',
  examples: {
    over: 'microk8s-jiva',
    wrong: pools('192.168.1.242-192.168.1.247'),
    right: pools('192.168.1.240-192.168.1.247'),
  },
  *check(site) {
    const options = metalLbOf(site);
    if (options === undefined) return;
    const all = entries(site);
    for (const key of ['address', 'ipv6'] as const) {
      const wanted = options[key] === undefined ? undefined : interval(options[key]);
      if (wanted === undefined || all.some(({ range }) => contains(range, wanted))) continue;
      yield {
        path: [...here, key],
        message: `${options[key]} is in no pool; allowed: an address of ${all.map(({ text }) => text).join(', ')}`,
      };
    }
  },
};

export const poolRules: readonly Rule[] = [
  router,
  node,
  dhcp,
  clusterRanges,
  notAligned,
  bareAddress,
  outsideLan,
  eachOther,
  outsidePools,
];
