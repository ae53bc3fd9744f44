import { contains, hostCidr, interval, isAddress } from '../cluster/addresses';
import type { Peer } from '../kube/connection';
import type { Site } from '../site/site';

/** What a policy can open towards a host, or why it can't. */
export type Reach =
  | { readonly open: Peer }
  /** A name of the home network: policies know addresses, and no service at home that is declared has this port. */
  | { readonly closed: 'at home' }
  | { readonly closed: 'never'; readonly why: string; readonly fix: string };

/** Names that only a home network knows. Sources: RFC 6762, RFC 8375, the ICANN reservation of .internal, common routers. */
export function isHomeName(name: string): boolean {
  return /^[^.]+$|\.(lan|local|home|internal|home\.arpa|localdomain|fritz\.box)$/i.test(name);
}

/**
 * Where the pods of the application find a host that somebody named: the one place that decides what the
 * NetworkPolicies open for it and what the rules refuse.
 */
export function reach(site: Site, host: string, port: number): Reach {
  const name = host.toLowerCase().replace(/\.$/, '');
  return isAddress(name) ? byAddress(site, name) : byName(site, name, port);
}

const loopback = ['127.0.0.0/8', '::1/128', '0.0.0.0/32', '::/128'];

const podItself: Reach = {
  closed: 'never',
  why: 'it is the pod itself, in which nothing else runs',
  fix: 'name the host on which the service runs',
};

function byAddress({ cluster }: Site, address: string): Reach {
  const own = interval(address);
  const within = (cidrs: readonly string[]) =>
    cidrs.some((cidr) => {
      const range = interval(cidr);
      return own !== undefined && range !== undefined && contains(range, own);
    });
  if (within(loopback)) return podItself;
  if (within([cluster.podCidr, cluster.serviceCidr])) {
    return {
      closed: 'never',
      why: "it is an address that the cluster gave, and policies don't see those of Services",
      fix: 'name the Service, as service.namespace.svc.cluster.local',
    };
  }
  return { open: { kind: 'addresses', cidrs: [hostCidr(address)] } };
}

function byName(site: Site, name: string, port: number): Reach {
  if (name === 'localhost') return podItself;
  const own = ownServers(site).find(({ hosts }) => hosts.map(short(site)).includes(short(site)(name)));
  if (own !== undefined) {
    if ('cidrs' in own.reachedAt) return { open: { kind: 'addresses', cidrs: own.reachedAt.cidrs } };
    const { labels } = own.reachedAt;
    if (own.ports.includes(port)) return { open: { kind: 'pods', namespace: site.namespace, labels } };
    return { closed: 'never', why: `it answers on ${own.ports.join(' and ')}`, fix: 'name a port on which it answers' };
  }
  const namespace = /\.([a-z0-9-]+)\.svc(\.cluster\.local)?$/.exec(name)?.[1];
  if (namespace === site.namespace) {
    return {
      closed: 'never',
      why: `it is in namespace ${namespace}, where all pods are closed to each other but those declared here`,
      fix: 'run it in a namespace of its own and name it as service.namespace.svc.cluster.local',
    };
  }
  // A policy sees the port of the pod. Most Services have the same.
  if (namespace !== undefined) return { open: { kind: 'pods', namespace, labels: {} } };
  if (!isHomeName(name)) return { open: { kind: 'outside' } };
  const services = site.network.lanServices.filter((service) => service.port === port);
  if (services.length === 0) return { closed: 'at home' };
  return { open: { kind: 'addresses', cidrs: services.map(({ address }) => hostCidr(address)) } };
}

/** `database-ro.mastodon.svc.cluster.local`, said in namespace mastodon, is `database-ro`. */
const short = (site: Site) => (name: string) => {
  const service = name.replace(/\.svc(\.cluster\.local)?$/, '');
  return service.endsWith(`.${site.namespace}`) ? service.slice(0, -site.namespace.length - 1) : service;
};

/** Servers that this site runs or names by keys of their own, as Services and hosts. */
function ownServers({ database, redis, search }: Site) {
  const { server, sentinel } = redis.endpoint;
  const both = [...(sentinel ? [6379, sentinel.port] : []), ...(server ? [server.port] : [])];
  return [
    {
      hosts: [database.endpoint.host, ...database.endpoint.readers],
      ports: [database.endpoint.port],
      reachedAt: database.endpoint.reachedAt,
    },
    {
      hosts: [...(sentinel?.hosts ?? []), ...(server ? [server.host] : [])],
      ports: both,
      reachedAt: redis.endpoint.reachedAt,
    },
    ...(search.endpoint
      ? [{ hosts: [search.endpoint.host], ports: [search.endpoint.port], reachedAt: search.endpoint.reachedAt }]
      : []),
  ];
}
