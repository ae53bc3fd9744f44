import * as v from 'valibot';
import { hostCidr, interval } from '../cluster/addresses';
import type { Cluster } from '../cluster/cluster';
import { seconds } from '../kube/quantity';
import { about, fields } from '../site/describe';
import { interfaceName } from '../site/names';
import type { Site } from '../site/site';
import { address, dnsLabel, dnsName, duration, line, whole } from '../site/values';
import type { MetalLbPool } from './metallb-pools';

/** Names that MicroK8s' addon gives to the pool and advertisement it makes: rendering the same adopts them. */
export const addonNames = { pool: 'default-addresspool', advertisement: 'default-advertise-all-pools' };

const poolAddresses = () =>
  v.pipe(
    line('a range like 192.168.1.240/32 or 192.168.1.240-192.168.1.247'),
    v.check((text) => {
      const range = interval(text);
      return range !== undefined && range.first <= range.last;
    }, 'allowed: CIDR notation or first-last, e.g. 192.168.1.240/32 or 192.168.1.240-192.168.1.247'),
  );

const eachNameOnce = <T extends { readonly name: string }>() =>
  v.check<T[], string>(
    (named) => new Set(named.map(({ name }) => name)).size === named.length,
    'allowed: each name once',
  );

const nonEmpty = <const S extends v.GenericSchema>(item: S, what: string) =>
  v.pipe(
    v.array(item, `allowed: a list of ${what}`),
    v.minLength(1, `allowed: one or more ${what}`),
    v.maxLength(100, `allowed: 100 ${what} at most`),
  );

const pool = fields({
  name: about(dnsLabel(), "the pool's name"),
  addresses: about(nonEmpty(poolAddresses(), 'ranges'), 'CIDR notation or first-last; outside of what DHCP gives away'),
});

const peer = fields({
  name: about(dnsLabel(), "the peer's name"),
  address: about(address(), "the router's address"),
  asn: about(whole(1, 4294967295), "the router's autonomous system"),
  port: about(v.optional(whole(1, 16384)), "the router's BGP port; default: 179"),
  passwordSecret: about(v.optional(dnsName()), 'Secret with the session password in its key `password`'),
  holdTime: about(
    v.optional(
      v.pipe(
        duration(),
        v.check((text) => seconds(text) >= 3, 'allowed: 3s or more'),
      ),
    ),
    'time after which a silent session counts as dead; default: 90s',
  ),
  ebgpMultiHop: about(
    v.optional(v.boolean('allowed: true or false')),
    "the router is not on the nodes' own network; default: false",
  ),
});

export const metalLbSchema = fields({
  engine: v.literal('metallb'),
  install: about(
    v.optional(v.picklist(['addon', 'chart', 'existing'], 'allowed: addon, chart or existing')),
    "who installs MetalLB: MicroK8s' addon, its chart with our values, or somebody else; default: addon on MicroK8s, elsewhere chart",
  ),
  address: about(address(), "the server's address in the home network; the router forwards to it"),
  ipv6: about(v.optional(address()), "the server's IPv6 address, on clusters with both families"),
  pools: about(
    v.optional(v.pipe(nonEmpty(pool, 'pools'), eachNameOnce())),
    'pools of addresses; default: one pool that holds just the address',
  ),
  interfaces: about(
    v.optional(nonEmpty(interfaceName(), 'interfaces')),
    'network interfaces that announce; default: all; layer 2 only',
  ),
  nodes: about(v.optional(nonEmpty(dnsName(), 'nodes')), 'nodes that announce; default: all'),
  bgp: about(
    v.optional(
      fields({
        myASN: about(whole(1, 4294967295), 'our own autonomous system'),
        peers: about(
          v.pipe(
            v.array(peer, 'allowed: a list of peers'),
            v.maxLength(100, 'allowed: 100 peers at most'),
            eachNameOnce(),
          ),
          'routers that learn our addresses',
        ),
        bfd: about(
          v.optional(v.boolean('allowed: true or false'), false),
          'notice a dead node within a second; needs MetalLB with FRR',
        ),
      }),
    ),
    'announce by BGP instead of layer 2',
  ),
});

export type MetalLb = v.InferOutput<typeof metalLbSchema>;

/** The engine's options, where MetalLB is declared. */
export function metalLbOf(site: Site): MetalLb | undefined {
  const { engine, options } = site.network.loadBalancer;
  return engine === 'metallb' ? (options as MetalLb) : undefined;
}

export function installOf(options: MetalLb, cluster: Cluster): 'addon' | 'chart' | 'existing' {
  return options.install ?? (cluster.distribution.name === 'microk8s' ? 'addon' : 'chart');
}

/** Without declared pools there is one that holds just the server's address. */
export function poolsOf(options: MetalLb, cluster: Cluster): readonly MetalLbPool[] {
  const name = installOf(options, cluster) === 'addon' ? addonNames.pool : 'mastodon';
  return options.pools ?? [{ name, addresses: addressesOf(options).map(hostCidr) }];
}

export function addressesOf({ address, ipv6 }: MetalLb): readonly string[] {
  return ipv6 === undefined ? [address] : [address, ipv6];
}
